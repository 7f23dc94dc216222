// The rows of the table of commands that are about container images.
import type { CommandRow } from '../commands';
import type { Flag, Operand } from '../flags';

const source: Operand = {
  name: { en: 'SOURCE', ko: '원본' },
  text: { en: 'Where images are: a layout (a folder), an archive of one (.tar), or a disk.', ko: '이미지가 든 곳: 레이아웃(폴더), 그 아카이브(.tar) 또는 디스크.' },
};
const sources: Operand = { ...source, many: true };
const names: Operand = {
  name: { en: 'NAME', ko: '이름' },
  text: { en: 'An image, as `hello:1` or, where only one is meant, `hello`; without one, all.', ko: '`hello:1` 같은 이미지 이름. 하나뿐이면 `hello`만 써도 됩니다. 쓰지 않으면 모든 이미지.' },
  optional: true,
  many: true,
};
const json: Flag = { name: 'json', text: { en: 'Write JSON, one object a line.', ko: '한 줄에 객체 하나씩 JSON으로 씁니다.' } };
const size = { en: 'BYTES', ko: '바이트' };

function output(value: Flag['value'], text: Flag['text']): Flag {
  return { name: 'output', short: 'o', value, needed: true, text };
}

export const IMAGE_COMMANDS = {
  'image build': {
    summary: { en: 'Build a container image from a folder.', ko: '폴더에서 컨테이너 이미지를 만듭니다.' },
    more: {
      en: 'The build file has an instruction a line: FROM, COPY, DELETE, ENV, ENTRYPOINT, CMD, LABEL, WORKDIR (docs/containers.md). Each COPY and DELETE makes a layer; an unchanged one keeps its digest, and is not written again. The same content gives the same bytes everywhere; times are 0, or SOURCE_DATE_EPOCH of the environment.',
      ko: '빌드 파일에는 한 줄에 명령 하나씩 FROM, COPY, DELETE, ENV, ENTRYPOINT, CMD, LABEL, WORKDIR를 씁니다(docs/containers.md). COPY와 DELETE마다 레이어가 하나 생기고, 바뀌지 않은 레이어는 다이제스트가 그대로이며 다시 쓰지 않습니다. 내용이 같으면 어디서나 같은 바이트가 나옵니다. 시각은 0이거나 환경 변수 SOURCE_DATE_EPOCH입니다.',
    },
    operands: [{ name: { en: 'FOLDER', ko: '폴더' }, text: { en: 'The folder whose files are copied.', ko: '복사할 파일이 있는 폴더.' } }],
    flags: [
      { name: 'file', short: 'f', value: { en: 'FILE', ko: '파일' }, text: { en: 'The build file; otherwise `Buildfile` in the folder.', ko: '빌드 파일. 쓰지 않으면 폴더의 `Buildfile`입니다.' } },
      { name: 'tag', short: 't', value: { en: 'NAME:TAG', ko: '이름:태그' }, needed: true, text: { en: 'What the image is called; without a tag it is `latest`.', ko: '이미지의 이름. 태그를 쓰지 않으면 `latest`입니다.' } },
      output({ en: 'LAYOUT', ko: '레이아웃' }, { en: 'The OCI layout that gets the image: a folder, which may have others.', ko: '이미지를 넣을 OCI 레이아웃 폴더. 다른 이미지가 들어 있어도 됩니다.' }),
      { name: 'force', text: { en: 'Give the name to this image where another one has it.', ko: '다른 이미지가 그 이름을 쓰고 있으면 이 이미지에 넘겨줍니다.' } },
    ],
    examples: [{ line: 'image build -t hello:1 -o images program', en: 'Builds what program/Buildfile says into the layout images.', ko: 'program/Buildfile대로 만들어 레이아웃 images에 넣습니다.' }],
  },
  'image ls': {
    summary: { en: 'List images.', ko: '이미지 목록을 보여 줍니다.' },
    operands: [sources],
    flags: [json],
    examples: [{ line: 'image ls images disk.img', en: 'Names, digests and sizes of the images of a layout and of a disk.', ko: '레이아웃과 디스크에 든 이미지의 이름, 다이제스트, 크기를 보여 줍니다.' }],
  },
  'image inspect': {
    summary: { en: 'Show all that is known of images, as JSON.', ko: '이미지의 모든 정보를 JSON으로 보여 줍니다.' },
    operands: [source, names],
    flags: [],
    examples: [{ line: 'image inspect images hello:1', en: 'Configuration, layers and files of an image.', ko: '이미지의 설정, 레이어, 파일을 보여 줍니다.' }],
  },
  'image verify': {
    summary: { en: 'Check every byte of images.', ko: '이미지를 한 바이트도 빠짐없이 검사합니다.' },
    more: {
      en: 'Damage is named with its file or record and the byte in it, and ends with code 67.',
      ko: '손상이 있으면 파일이나 레코드와 그 안의 바이트 위치를 알리고 코드 67로 끝납니다.',
    },
    operands: [sources],
    flags: [],
    examples: [{ line: 'image verify images', en: 'Checks all digests, manifests and archives of a layout.', ko: '레이아웃의 다이제스트, 매니페스트, 아카이브를 모두 검사합니다.' }],
  },
  'image disk': {
    summary: { en: 'Make a disk for the machine that holds images.', ko: '이미지를 담은 머신용 디스크를 만듭니다.' },
    more: {
      en: 'The layers are on it unchanged, with a table in front that a program in assembly can read (docs/containers.md).',
      ko: '레이어는 바뀌지 않은 채로 들어가고, 앞에는 어셈블리 프로그램이 읽을 수 있는 표가 놓입니다(docs/containers.md).',
    },
    operands: [sources],
    flags: [
      output({ en: 'FILE', ko: '파일' }, { en: 'The disk to write.', ko: '만들 디스크.' }),
      { name: 'system', value: { en: 'FILE', ko: '파일' }, text: { en: 'A disk that comes first, for the system which runs the containers: one that it has written, or one of zeros.', ko: '맨 앞에 놓을 디스크. 컨테이너를 실행할 시스템이 쓴 것이거나 0으로 채운 것이어야 합니다.' } },
      { name: 'room', value: size, text: { en: 'Bytes for what `commit` and `load` add; otherwise 1MiB.', ko: '`commit`과 `load`로 더할 내용의 자리. 쓰지 않으면 1MiB입니다.' } },
      { name: 'scratch', value: size, text: { en: 'Bytes for what containers write; otherwise 1MiB.', ko: '컨테이너가 쓸 내용의 자리. 쓰지 않으면 1MiB입니다.' } },
      { name: 'force', text: { en: 'Replace the file where there is one.', ko: '파일이 있으면 바꿉니다.' } },
    ],
    examples: [{ line: 'image disk images -o disk.img', en: 'Puts all images of a layout on a disk.', ko: '레이아웃의 모든 이미지를 디스크에 담습니다.' }],
  },
  'image save': {
    summary: { en: 'Save images into a layout, or into an archive of one.', ko: '이미지를 레이아웃이나 그 아카이브에 저장합니다.' },
    more: {
      en: 'From a disk this takes what was committed on the machine, too; its configuration and manifest are made now.',
      ko: '디스크에서는 머신에서 커밋한 이미지도 꺼냅니다. 그 설정과 매니페스트는 이때 만들어집니다.',
    },
    operands: [source, names],
    flags: [
      output({ en: 'TARGET', ko: '대상' }, { en: 'A layout, which may have others, or a new file that ends with .tar.', ko: '레이아웃(다른 이미지가 있어도 됨) 또는 .tar로 끝나는 새 파일.' }),
      { name: 'force', text: { en: 'Replace the file, or give the names to these images.', ko: '파일을 바꾸거나, 이름을 이 이미지들에 넘겨줍니다.' } },
    ],
    examples: [{ line: 'image save disk.img work:2 -o work.tar', en: 'Writes a committed container as one file.', ko: '커밋한 컨테이너를 파일 하나로 씁니다.' }],
  },
  'image load': {
    summary: { en: 'Load images onto a disk, or into a layout.', ko: '이미지를 디스크나 레이아웃으로 불러옵니다.' },
    operands: [source, names],
    flags: [
      output({ en: 'TARGET', ko: '대상' }, { en: 'A disk that has images, or a layout.', ko: '이미지가 든 디스크 또는 레이아웃.' }),
      { name: 'force', text: { en: 'Give the names to these images where others have them.', ko: '다른 이미지가 그 이름을 쓰고 있으면 이 이미지들에 넘겨줍니다.' } },
    ],
    examples: [{ line: 'image load work.tar -o other.img', en: 'Carries a whole environment to another disk.', ko: '환경 전체를 다른 디스크로 옮깁니다.' }],
  },
} as const satisfies Record<string, CommandRow>;
