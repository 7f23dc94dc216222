// Why a container image, a disk of images or a build file is refused. Each has a number; damage names the part and the byte in it.
import { Refusal, type Arguments, type MessageRow } from '../base/message';

/** What is wrong inside a layout, an archive or a disk. */
export const DAMAGE = {
  utf8: { code: 'C001', en: 'This is not a text in UTF-8.', ko: 'UTF-8 텍스트가 아닙니다.' },
  json: { code: 'C002', en: 'This is no JSON: {expected} should stand here.', ko: 'JSON이 아닙니다. 여기에는 {expected}(이)가 와야 합니다.' },
  json_twice: { code: 'C003', en: 'The field `{name}` is given twice.', ko: '`{name}` 필드가 두 번 나옵니다.' },
  json_deep: { code: 'C004', en: 'The values are nested more than {limit} deep.', ko: '값이 {limit}단계보다 깊이 중첩되었습니다.' },
  field_missing: { code: 'C005', en: 'The field `{name}` is missing.', ko: '`{name}` 필드가 없습니다.' },
  field_kind: { code: 'C006', en: 'This must be {expected}.', ko: '이 값은 {expected}여야 합니다.' },
  media_type: { code: 'C007', en: 'The media type `{found}` is not accepted here, only `{expected}`.', ko: '미디어 형식 `{found}`(은)는 받지 않습니다. `{expected}`만 받습니다.' },
  digest: { code: 'C008', en: '`{found}` is no digest; `sha256:` and 64 lower-case hexadecimal digits are accepted.', ko: '`{found}`(은)는 다이제스트가 아닙니다. `sha256:`와 소문자 16진수 64자리만 받습니다.' },
  blob_missing: { code: 'C009', en: 'The blob {digest} is not there.', ko: '블롭 {digest}(이)가 없습니다.' },
  blob_size: { code: 'C010', en: 'The blob has {found} bytes; {expected} are promised.', ko: '블롭이 {found}바이트입니다. {expected}바이트라고 적혀 있습니다.' },
  blob_digest: { code: 'C011', en: 'The bytes have the SHA-256 {found}, not the one that is promised.', ko: '바이트의 SHA-256이 {found}입니다. 적혀 있는 값과 다릅니다.' },
  layers: { code: 'C012', en: 'The configuration names {found} layers, the manifest {expected}.', ko: '설정에는 레이어가 {found}개, 매니페스트에는 {expected}개 적혀 있습니다.' },
  layer_other: { code: 'C013', en: 'Layer {number} is {expected} in the manifest; an uncompressed layer has the same digest here.', ko: '{number}번 레이어는 매니페스트에 {expected}(으)로 적혀 있습니다. 압축하지 않은 레이어는 여기의 다이제스트와 같아야 합니다.' },
  layers_max: { code: 'C014', en: 'There are {found} layers; {limit} are allowed.', ko: '레이어가 {found}개입니다. {limit}개까지 허용됩니다.' },
  tar_end: { code: 'C020', en: 'The archive is cut off: it must end with two blocks of zeros.', ko: '아카이브가 잘렸습니다. 0으로 채운 블록 두 개로 끝나야 합니다.' },
  tar_checksum: { code: 'C021', en: 'The checksum of a header is wrong.', ko: '헤더의 체크섬이 맞지 않습니다.' },
  tar_magic: { code: 'C022', en: 'A header is not of the ustar format.', ko: '헤더가 ustar 형식이 아닙니다.' },
  tar_number: { code: 'C023', en: 'A number in a header is not octal, or too large.', ko: '헤더의 수가 8진수가 아니거나 너무 큽니다.' },
  tar_kind: { code: 'C024', en: 'An entry has type `{found}`; only files and folders are accepted.', ko: '항목의 종류가 `{found}`입니다. 파일과 폴더만 받습니다.' },
  tar_path: { code: 'C025', en: 'The path `{path}` leads out of the image, or is no path.', ko: '`{path}` 경로는 이미지 밖으로 나가거나 경로가 아닙니다.' },
  tar_twice: { code: 'C026', en: 'The path `{path}` is there twice.', ko: '`{path}` 경로가 두 번 나옵니다.' },
  tar_size: { code: 'C027', en: 'An entry that is no file has {found} bytes of content.', ko: '파일이 아닌 항목에 내용이 {found}바이트 있습니다.' },
  file_missing: { code: 'C034', en: 'The file is not there.', ko: '파일이 없습니다.' },
  layout_version: { code: 'C030', en: 'The layout has version {found}; version 1.0.0 is read.', ko: '레이아웃 버전이 {found}입니다. 1.0.0만 읽습니다.' },
  schema_version: { code: 'C031', en: 'The schema has version {found}; version 2 is read.', ko: '스키마 버전이 {found}입니다. 2만 읽습니다.' },
  reference: { code: 'C032', en: '`{found}` is no name of an image; names look like `hello:1.0`.', ko: '`{found}`(은)는 이미지 이름이 아닙니다. `hello:1.0` 같은 모양이어야 합니다.' },
  reference_twice: { code: 'C033', en: 'Two images have the name `{name}`.', ko: '이름이 `{name}`인 이미지가 둘입니다.' },
  disk_magic: { code: 'C040', en: 'There are no images on this disk: {expected} should stand here.', ko: '이 디스크에는 이미지가 없습니다. 여기에는 {expected}(이)가 있어야 합니다.' },
  disk_version: { code: 'C041', en: 'The images have format {found}; this Strata reads format {known}.', ko: '이미지 형식이 {found}입니다. 이 Strata는 형식 {known}만 읽습니다.' },
  disk_range: { code: 'C042', en: '{found} is outside of the range from {low} to {high}.', ko: '{found}(은)는 {low}부터 {high}까지의 범위를 벗어납니다.' },
  disk_overlap: { code: 'C043', en: 'Two blobs share sector {sector}.', ko: '두 블롭이 {sector}번 섹터를 함께 씁니다.' },
  disk_text: { code: 'C044', en: 'A text is empty, not UTF-8, or does not end with a zero.', ko: '텍스트가 비었거나, UTF-8이 아니거나, 0으로 끝나지 않습니다.' },
  disk_reserved: { code: 'C045', en: 'A reserved byte is not zero.', ko: '예약된 바이트가 0이 아닙니다.' },
  disk_kind: { code: 'C046', en: 'Blob {number} is of kind {found}, not {expected}.', ko: '{number}번 블롭의 종류가 {found}입니다. {expected}여야 합니다.' },
  disk_differs: { code: 'C047', en: 'The record does not say what the image’s own configuration says.', ko: '레코드의 내용이 이미지 자체의 설정과 다릅니다.' },
  disk_base: { code: 'C048', en: 'The layers do not begin with those of the image that the container came from.', ko: '레이어가 컨테이너의 바탕 이미지의 레이어로 시작하지 않습니다.' },
} as const satisfies Record<string, MessageRow>;

/** What may stand where something else was found. */
export const KINDS = {
  value: { en: 'a value', ko: '값' },
  end: { en: 'the end', ko: '끝' },
  name: { en: 'the name of a field', ko: '필드 이름' },
  colon: { en: '`:`', ko: '`:`' },
  comma: { en: '`,` or the end of the list', ko: '`,` 또는 목록의 끝' },
  text: { en: 'a text', ko: '텍스트' },
  count: { en: 'a whole number that is not negative', ko: '음수가 아닌 정수' },
  list: { en: 'a list', ko: '목록' },
  object: { en: 'an object', ko: '객체' },
} as const;

/** A part of a layout, archive or disk that is refused, with the byte in it where the trouble is. */
export class ImageDamage extends Refusal {
  /**
   * @param section a file of the layout, or a part of the disk such as `image 3`
   * @param offset in bytes from the beginning of the section
   */
  constructor(row: MessageRow, readonly section: string, readonly offset: number, args: Arguments = {}) {
    super(row, args);
    this.message = `${this.message} (${section}, byte ${offset})`;
  }
}

/** What is wrong in a build file. */
export const BUILD = {
  instruction: { code: 'C101', en: 'There is no instruction `{name}`. FROM, COPY, DELETE, ENV, ENTRYPOINT, CMD, LABEL and WORKDIR are known.', ko: '`{name}` 명령이 없습니다. FROM, COPY, DELETE, ENV, ENTRYPOINT, CMD, LABEL, WORKDIR를 쓸 수 있습니다.' },
  run: { code: 'C102', en: 'The host cannot run programs of the machine, so there is no RUN. Run a container and `commit` it.', ko: '호스트는 머신의 프로그램을 실행할 수 없어 RUN이 없습니다. 컨테이너를 실행하고 `commit`하십시오.' },
  from_first: { code: 'C103', en: 'FROM must come first, and once.', ko: 'FROM은 맨 앞에 한 번만 써야 합니다.' },
  operands: { code: 'C104', en: 'It must read `{form}`.', ko: '`{form}` 모양이어야 합니다.' },
  quote: { code: 'C105', en: 'A quotation mark is missing.', ko: '따옴표가 빠졌습니다.' },
  list: { code: 'C106', en: 'A list must be JSON, such as ["/bin/hello", "world"].', ko: '목록은 ["/bin/hello", "world"] 같은 JSON이어야 합니다.' },
  outside: { code: 'C107', en: '`{path}` leads out of the folder that is built.', ko: '`{path}` 경로는 빌드하는 폴더 밖으로 나갑니다.' },
  source: { code: 'C108', en: 'There is no `{path}` in the folder that is built.', ko: '빌드하는 폴더에 `{path}`(이)가 없습니다.' },
  target: { code: 'C109', en: '`{path}` is no path inside of an image: it leads out of it, is longer than 100 bytes in its last part or 255 together, or begins a part with `.wh.`.', ko: '`{path}`(은)는 이미지 안의 경로로 쓸 수 없습니다. 밖으로 나가거나, 마지막 부분이 100바이트 또는 전체가 255바이트보다 길거나, `.wh.`로 시작하는 부분이 있습니다.' },
  several: { code: 'C110', en: 'Several sources need a folder as their target: end `{path}` with `/`.', ko: '원본이 여럿이면 대상이 폴더여야 합니다. `{path}` 끝에 `/`를 붙이십시오.' },
  nothing: { code: 'C111', en: 'There is no `{path}` in the image that could be deleted.', ko: '이미지에 지울 `{path}`(이)가 없습니다.' },
  mode: { code: 'C112', en: '`{found}` is no mode of a file; three octal digits are accepted.', ko: '`{found}`(은)는 파일 모드가 아닙니다. 8진수 세 자리만 받습니다.' },
  twice: { code: 'C113', en: 'Two sources both become `{path}`.', ko: '두 원본이 모두 `{path}`(이)가 됩니다.' },
  circle: { code: 'C114', en: 'The link `{path}` leads back to a folder that it is in.', ko: '`{path}` 링크가 자신이 든 폴더로 되돌아갑니다.' },
  base: { code: 'C115', en: 'There is no image `{name}` to begin with.', ko: '바탕이 될 이미지 `{name}`(이)가 없습니다.' },
  many_layers: { code: 'C116', en: 'This would be layer {number}; an image has at most {limit}.', ko: '{number}번째 레이어가 됩니다. 이미지에는 {limit}개까지 둘 수 있습니다.' },
  too_large: { code: 'C117', en: 'The layer has {found} bytes; {limit} are allowed.', ko: '레이어가 {found}바이트입니다. {limit}바이트까지 허용됩니다.' },
  zero: { code: 'C119', en: 'A text has a zero byte, which ends a text for the machine.', ko: '텍스트에 0 바이트가 있습니다. 머신에서는 0 바이트가 텍스트의 끝입니다.' },
  empty: { code: 'C118', en: 'The build file has no FROM.', ko: '빌드 파일에 FROM이 없습니다.' },
} as const satisfies Record<string, MessageRow>;

/** A build file that is refused. */
export class BuildError extends Refusal {
  /** @param line counts from 1 */
  constructor(row: MessageRow, readonly file: string, readonly line: number, args: Arguments = {}) {
    super(row, args);
    this.message = `${file}:${line}: ${this.message}`;
  }
}

/** What cannot be done with images that are well. */
export const REFUSED = {
  reference: { code: 'C201', en: '`{found}` cannot be the name of an image: `name:tag`, the name of small letters, digits and single `.`, `_`, `-`, `/`, at most {name_max} bytes; the tag at most {tag_max}.', ko: '`{found}`(은)는 이미지 이름으로 쓸 수 없습니다. `이름:태그` 모양이고, 이름은 소문자와 숫자, 사이에 하나씩 `.`, `_`, `-`, `/`(으)로 {name_max}바이트까지, 태그는 {tag_max}바이트까지입니다.' },
  no_image: { code: 'C202', en: '{path} has no image `{name}`. It has: {known}.', ko: '{path}에는 `{name}` 이미지가 없습니다. 있는 것: {known}.' },
  name_taken: { code: 'C203', en: '{path} already has another image `{name}`. `--force` gives the name to the new one.', ko: '{path}에는 이미 다른 `{name}` 이미지가 있습니다. `--force`를 쓰면 새 이미지가 그 이름을 가집니다.' },
  exists: { code: 'C204', en: '{path} is already there. `--force` replaces it.', ko: '{path}(이)가 이미 있습니다. `--force`를 쓰면 바꿉니다.' },
  not_images: { code: 'C205', en: '{path} is neither a layout (a folder with `oci-layout`), nor an archive of one, nor a disk with images.', ko: '{path}(은)는 레이아웃(`oci-layout`이 있는 폴더)도, 그 아카이브도, 이미지가 든 디스크도 아닙니다.' },
  not_layout: { code: 'C206', en: '{path} is a folder with other things in it, and no layout.', ko: '{path}(은)는 다른 것이 든 폴더이고 레이아웃이 아닙니다.' },
  disk_room: { code: 'C207', en: 'The disk has {free} bytes left for images; {needed} are needed.', ko: '디스크에 이미지 자리가 {free}바이트 남았습니다. {needed}바이트가 필요합니다.' },
  disk_records: { code: 'C208', en: 'The disk has room for {limit} {what}.', ko: '디스크에는 {what}의 자리가 {limit}개뿐입니다.' },
  disk_size: { code: 'C209', en: 'The disk would have {found} bytes; {limit} are allowed.', ko: '디스크가 {found}바이트가 됩니다. {limit}바이트까지 허용됩니다.' },
  field_long: { code: 'C210', en: 'In `{image}`, {what} take {found} bytes; a disk has room for {limit}.', ko: '`{image}`: {what}(이)가 {found}바이트입니다. 디스크에는 {limit}바이트까지 들어갑니다.' },
  unnamed: { code: 'C211', en: 'The image {digest} has no name, which it needs on a disk.', ko: '이미지 {digest}에 이름이 없습니다. 디스크에서는 이름이 필요합니다.' },
  date: { code: 'C212', en: 'SOURCE_DATE_EPOCH must be a number of seconds from 0 to {limit}, not `{found}`.', ko: 'SOURCE_DATE_EPOCH에는 0부터 {limit}까지의 초를 써야 합니다. `{found}`(은)는 쓸 수 없습니다.' },
  no_disk: { code: 'C214', en: 'There is no disk {path}. `strata image disk` makes one.', ko: '디스크 {path}(이)가 없습니다. `strata image disk`로 만들 수 있습니다.' },
  field_zero: { code: 'C215', en: 'In `{image}`, {what} have a zero byte, which ends a text on a disk.', ko: '`{image}`: {what}에 0 바이트가 있습니다. 디스크에서는 0 바이트가 텍스트의 끝입니다.' },
  system_lost: { code: 'C216', en: '{path} begins like an empty disk, but is not empty: the system would make it its own and overwrite what is there. Give one of zeros to begin with, or one that the system has written.', ko: '{path}(은)는 빈 디스크처럼 시작하지만 비어 있지 않습니다. 시스템이 자기 디스크로 삼아 내용을 덮어쓰게 됩니다. 0으로 채운 디스크나 그 시스템이 쓴 디스크를 주십시오.' },
  system: { code: 'C213', en: '{path} has {found} bytes, which is no whole number of sectors of {sector}.', ko: '{path}(은)는 {found}바이트로, {sector}바이트 섹터 단위로 나누어지지 않습니다.' },
} as const satisfies Record<string, MessageRow>;

/** Parts of an image's record on a disk, and of the disk. */
export const PARTS = {
  name: { en: 'the name', ko: '이름' },
  tag: { en: 'the tag', ko: '태그' },
  folder: { en: 'the working folder', ko: '작업 폴더' },
  arguments: { en: 'the arguments', ko: '인자' },
  environment: { en: 'the environment', ko: '환경 변수' },
  images: { en: 'images', ko: '이미지' },
  blobs: { en: 'blobs', ko: '블롭' },
} as const;
