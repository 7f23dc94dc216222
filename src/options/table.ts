// THE table of launch options. The schema of launch.json, its validation, the flags of the command line and the manual
// derive from it (schema.ts, read.ts, flags.ts, manual.ts); what an option does is the adapter's and the machine's.
import type { Text } from '../base/message';
import * as limits from '../isa/limits';

/** What an option's value is; see {@link Values} for how it is kept. */
export type Kind = keyof Values;

/** The value of each kind, once read. */
export interface Values {
  /** A path, absolute or relative to `cwd`, or a URI. */
  file: string;
  folder: string;
  text: string;
  /** One of the row's choices. */
  choice: string;
  switch: boolean;
  /** A whole number in the row's range. */
  count: number;
  /** Bytes; may be given as `64MiB`. */
  size: number;
  texts: readonly string[];
  files: readonly string[];
  folders: readonly string[];
  /** From one path to another. */
  map: Readonly<Record<string, string>>;
  /** From the name of a file to what stands in it. */
  contents: Readonly<Record<string, string>>;
  input: readonly InputPiece[];
}

/** Input that has arrived at a known moment. */
export interface InputPiece {
  /** Count of steps; 0: before the first instruction. */
  readonly at: number;
  readonly text: string;
}

/** One of the values of a choice. */
export interface ChoiceRow extends Text {
  readonly value: string;
}

/** One launch option. */
export interface OptionRow extends Text {
  readonly kind: Kind;
  /** What it is where nobody gives it; none: undefined. */
  readonly default?: Values[Kind];
  readonly required?: true;
  /** Least and greatest value of a count or size. */
  readonly range?: readonly [least: number, most: number];
  readonly choices?: readonly ChoiceRow[];
  /** The flag that gives it on the command line, without the dashes; none: launch.json only. */
  readonly flag?: string;
  /** Values as launch.json has them. */
  readonly examples: readonly unknown[];
}

/** Memory for going back, in bytes. */
const HISTORY_DEFAULT = 256 * 1024 ** 2;

/** Options of a launch, as launch.json names them. */
export const OPTIONS = {
  program: {
    kind: 'file', required: true, examples: ['${file}', '${workspaceFolder}/kernel.simg'],
    en: 'The program: a source text (`.sasm`), which is assembled first, an image (`.simg`), or a recording (`.strec`), which has its own options.',
    ko: '프로그램. 먼저 어셈블할 소스 텍스트(`.sasm`), 이미지(`.simg`), 또는 옵션까지 들어 있는 기록(`.strec`)입니다.',
  },
  args: {
    kind: 'texts', default: [], examples: [['12', 'verbose']],
    en: 'Arguments of the program. On the command line they follow the program.',
    ko: '프로그램의 인자. 명령줄에서는 프로그램 뒤에 씁니다.',
  },
  cwd: {
    kind: 'folder', flag: 'cwd', examples: ['${workspaceFolder}'],
    en: 'The folder from which relative paths of the other options start. Otherwise it is the folder of the program, and on the command line the current one.',
    ko: '다른 옵션의 상대 경로가 시작되는 폴더. 없으면 프로그램이 있는 폴더이고, 명령줄에서는 현재 폴더입니다.',
  },
  input: {
    kind: 'input', flag: 'input', examples: ['3\n4\n', [{ at: 0, text: 'first\n' }, { at: 5000, text: 'later\n' }]],
    en: 'All console input of the program, which then ends: a text, or a list of texts with the count of steps at which each arrives.',
    ko: '프로그램의 콘솔 입력 전체. 텍스트, 또는 텍스트마다 도착하는 단계 수를 함께 적은 목록이며, 그 뒤에는 입력이 끝난 것으로 봅니다.',
  },
  inputFile: {
    kind: 'file', flag: 'input-file', examples: ['input.txt'],
    en: 'A file with all console input of the program.',
    ko: '프로그램의 콘솔 입력 전체가 들어 있는 파일.',
  },
  console: {
    kind: 'choice', default: 'internalConsole', examples: ['integratedTerminal'],
    en: 'Where the program reads and writes its console.',
    ko: '프로그램의 콘솔 입출력을 연결할 곳.',
    choices: [
      { value: 'internalConsole', en: 'The Debug Console of the editor.', ko: '편집기의 디버그 콘솔.' },
      { value: 'integratedTerminal', en: 'A terminal inside the editor.', ko: '편집기 안의 터미널.' },
      { value: 'externalTerminal', en: 'A terminal window of its own.', ko: '별도의 터미널 창.' },
    ],
  },
  stopOnEntry: {
    kind: 'switch', default: false, examples: [true],
    en: 'Stop before the first instruction.',
    ko: '첫 명령어 앞에서 멈춥니다.',
  },
  memory: {
    kind: 'size', default: limits.MEMORY_DEFAULT, range: [0, limits.MEMORY_MAX], flag: 'memory', examples: [1048576, '64MiB'],
    en: 'Physical memory of the machine, in bytes or as in `64MiB`.',
    ko: '머신의 물리 메모리. 바이트 수 또는 `64MiB`처럼 씁니다.',
  },
  disk: {
    kind: 'file', flag: 'disk', examples: ['disk.img'],
    en: 'A file that is the disk of the machine. What the program writes stays in memory, and the file as it is, unless `diskWrite` is set.',
    ko: '머신의 디스크가 될 파일. `diskWrite`를 켜지 않으면 프로그램이 쓴 내용은 메모리에만 남고 파일은 바뀌지 않습니다.',
  },
  diskWrite: {
    kind: 'switch', default: false, flag: 'disk-write', examples: [true],
    en: 'Write the disk back to its file when the run ends.',
    ko: '실행이 끝나면 디스크를 파일에 다시 씁니다.',
  },
  seed: {
    kind: 'count', default: 1, range: [0, 2 ** 32 - 1], flag: 'seed', examples: [42],
    en: 'Where the random numbers of the machine start: the same seed gives the same run.',
    ko: '머신의 난수가 시작되는 값. 같은 값이면 실행도 똑같습니다.',
  },
  leaky: {
    kind: 'switch', default: false, flag: 'leaky', examples: [true],
    en: 'Let `mode` answer in user mode without a trap, as some real processors did: then trap and emulate no longer hides the hypervisor.',
    ko: '실제 프로세서 일부가 그랬듯이 사용자 모드에서 `mode`가 트랩 없이 답하게 합니다. 그러면 트랩 앤 에뮬레이트로는 하이퍼바이저를 숨길 수 없습니다.',
  },
  engine: {
    kind: 'choice', default: 'auto', flag: 'engine', examples: ['interpreter'],
    en: 'What executes the program. Results are the same, only the speed differs.',
    ko: '프로그램을 실행할 엔진. 결과는 같고 속도만 다릅니다.',
    choices: [
      {
        value: 'auto', en: 'What runs often is compiled to WebAssembly, all else is interpreted; where nothing may be compiled, everything.',
        ko: '자주 실행되는 부분은 WebAssembly로 컴파일하고 나머지는 해석합니다. 컴파일이 허용되지 않는 곳에서는 모두 해석합니다.',
      },
      { value: 'interpreter', en: 'Every instruction is interpreted, one after the other.', ko: '모든 명령어를 하나씩 해석합니다.' },
      {
        value: 'compiler', en: 'Everything is compiled before it runs, whatever that costs; refused where nothing may be compiled.',
        ko: '시간이 얼마나 걸리든 모두 컴파일한 뒤 실행합니다. 컴파일이 허용되지 않는 곳에서는 실행을 거부합니다.',
      },
    ],
  },
  history: {
    kind: 'size', default: HISTORY_DEFAULT, range: [0, 16 * 1024 ** 3], flag: 'history', examples: ['1GiB', 0],
    en: 'Memory that recording the run may take, so that one can go back, in bytes or as in `256MiB`; 0: nothing is recorded.',
    ko: '실행을 되돌릴 수 있도록 기록하는 데 쓸 메모리. 바이트 수 또는 `256MiB`처럼 쓰며, 0이면 기록하지 않습니다.',
  },
  stopOnExit: {
    kind: 'switch', default: false, examples: [true],
    en: 'Stop at the end of the run, so that one can go back from there.',
    ko: '실행이 끝나는 지점에서 멈춥니다. 거기서 되돌아갈 수 있습니다.',
  },
  sourceMap: {
    kind: 'map', default: {}, flag: 'source-map', examples: [{ 'lib': '${workspaceFolder}/vendor/lib' }],
    en: 'Where sources are that an image names: from the beginning of a name in the image to a folder or file here.',
    ko: '이미지가 가리키는 소스의 실제 위치. 이미지 안 이름의 앞부분을 여기의 폴더나 파일로 바꿉니다.',
  },
  debugImages: {
    kind: 'files', default: [], flag: 'debug-image', examples: [['build/guest.simg']],
    en: 'Images with debug information for programs that were stripped or are loaded while running; found by identity.',
    ko: '디버그 정보가 빠졌거나 실행 중에 적재되는 프로그램의 디버그 정보가 든 이미지. 이미지의 식별 해시로 찾습니다.',
  },
  allowRoots: {
    kind: 'folders', default: [], flag: 'allow-root', examples: [['${workspaceFolder}/shared']],
    en: 'More folders whose files `include` and `embed` may read, beside that of the program.',
    ko: '프로그램의 폴더 말고도 `include`와 `embed`가 읽을 수 있는 폴더.',
  },
  openTexts: {
    kind: 'contents', default: {}, examples: [{ 'untitled:Untitled-1': 'entry func main\n  ret\nend\n' }],
    en: 'Texts to read instead of the files with these names: what stands unsaved in the editor. The editor fills it in.',
    ko: '해당 이름의 파일 대신 읽을 텍스트. 편집기에서 아직 저장하지 않은 내용이며, 편집기가 채웁니다.',
  },
  noDebug: {
    kind: 'switch', default: false, examples: [true],
    en: 'Run without stopping at breakpoints.',
    ko: '중단점에서 멈추지 않고 실행합니다.',
  },
} as const satisfies Record<string, OptionRow>;

/** Limits of a launch, as launch.json names them inside `limits`. */
export const LIMITS = {
  contexts: {
    kind: 'count', default: limits.CONTEXTS_DEFAULT, range: [1, limits.CONTEXTS_MAX], flag: 'max-contexts', examples: [256],
    en: 'Contexts at one time, the root included.',
    ko: '동시에 있을 수 있는 컨텍스트 수(루트 포함).',
  },
  frames: {
    kind: 'count', default: limits.FRAMES_DEFAULT, range: [1, limits.FRAMES_MAX], flag: 'max-frames', examples: [1000],
    en: 'Frames of one context: how deep calls may go.',
    ko: '컨텍스트 하나의 프레임 수, 곧 호출이 들어갈 수 있는 깊이.',
  },
  slots: {
    kind: 'count', default: limits.SLOTS_DEFAULT, range: [1, limits.SLOTS_MAX], flag: 'max-slots', examples: [65536],
    en: 'Slots of 8 bytes for the frames, locals and operands of one context.',
    ko: '컨텍스트 하나의 프레임, 지역 변수, 피연산자를 담을 8바이트 슬롯 수.',
  },
  images: {
    kind: 'count', default: limits.IMAGES_DEFAULT, range: [1, limits.IMAGES_MAX], flag: 'max-images', examples: [512],
    en: 'Images that a context and all below it may hold at one time.',
    ko: '컨텍스트 하나와 그 아래 전체가 동시에 가질 수 있는 이미지 수.',
  },
  instructions: {
    kind: 'count', range: [1, Number.MAX_SAFE_INTEGER], flag: 'max-instructions', examples: [1000000000],
    en: 'Instructions after which the run is ended; without it there is no limit.',
    ko: '이만큼의 명령어를 실행하면 끝냅니다. 없으면 제한이 없습니다.',
  },
  outputBytes: {
    kind: 'size', range: [0, Number.MAX_SAFE_INTEGER], flag: 'max-output', examples: ['16MiB'],
    en: 'Console output after which the run is ended, in bytes or as in `16MiB`; without it there is no limit.',
    ko: '콘솔 출력이 이만큼 나오면 실행을 끝냅니다. 바이트 수 또는 `16MiB`처럼 쓰며, 없으면 제한이 없습니다.',
  },
} as const satisfies Record<string, OptionRow>;

/** What `limits` itself says in schema and manual. */
export const LIMITS_TEXT: Text = {
  en: 'Limits of the machine and of the run.',
  ko: '머신과 실행의 한도.',
};

export type OptionName = keyof typeof OPTIONS;
export type LimitName = keyof typeof LIMITS;

/** The value of a row: its kind's, or a choice's words; undefined only where there is neither default nor duty. */
type ValueOf<Row extends OptionRow> =
  | (Row extends { choices: readonly { value: infer Word }[] } ? Word : Values[Row['kind']])
  | (Row extends { default: unknown } | { required: true } ? never : undefined);

/** The options of a launch, checked, with their defaults. */
export type LaunchOptions = { readonly [Name in OptionName]: ValueOf<(typeof OPTIONS)[Name]> } & {
  readonly limits: { readonly [Name in LimitName]: ValueOf<(typeof LIMITS)[Name]> };
};
