// THE table of commands. Help texts, docs/cli.md and the reading of command lines derive from it; what a command does
// stands in the file of its name in `commands/`. Launch options are rows of src/options and are not repeated here.
import type { Text } from '../base/message';
import type { Flag, Operand } from './flags';
import { IMAGE_COMMANDS } from './image/rows';
import { LAB_COMMANDS } from './labs/rows';

/** A command line that works, and what for. */
export interface Example extends Text {
  /** Without `strata` in front. */
  readonly line: string;
}

/** One row of the table. */
export interface CommandRow {
  readonly summary: Text;
  /** Sentences behind the summary in the full help. */
  readonly more?: Text;
  readonly operands: readonly Operand[];
  /** What stands behind the operands, if anything may: it is passed on as it is, flags and all. */
  readonly rest?: Operand;
  readonly flags: readonly Flag[];
  /** Whether it takes launch options too. */
  readonly launches?: true;
  readonly examples: readonly Example[];
}

const program: Operand = {
  name: { en: 'PROGRAM', ko: '프로그램' },
  text: { en: 'A source text (.sasm), an image (.simg) or a recording (.strec); `-` reads one of the first two from standard input.', ko: '소스 텍스트(.sasm), 이미지(.simg) 또는 기록(.strec). `-`를 쓰면 앞의 둘 가운데 하나를 표준 입력에서 읽습니다.' },
};
const source: Operand = {
  name: { en: 'SOURCE', ko: '소스' },
  text: { en: 'A source text; `-` reads it from standard input.', ko: '소스 텍스트. `-`를 쓰면 표준 입력에서 읽습니다.' },
};
const image: Operand = {
  name: { en: 'IMAGE', ko: '이미지' },
  text: { en: 'An image, or a source text, which is assembled first; `-` reads either from standard input.', ko: '이미지, 또는 먼저 어셈블할 소스 텍스트. `-`를 쓰면 표준 입력에서 읽습니다.' },
};
const files: Operand = { ...source, name: { en: 'FILE', ko: '파일' }, many: true };
const passedOn: Operand = {
  name: { en: 'ARGUMENT', ko: '인자' },
  text: { en: 'All that follows the program is its own.', ko: '프로그램 뒤에 오는 것은 모두 프로그램의 인자입니다.' },
  optional: true,
  many: true,
};
const file: Text = { en: 'FILE', ko: '파일' };
const number: Text = { en: 'NUMBER', ko: '수' };
const size: Text = { en: 'SIZE', ko: '크기' };
const json: Flag = { name: 'json', text: { en: 'Write JSON, one object a line.', ko: '한 줄에 객체 하나씩 JSON으로 씁니다.' } };

function output(text: Text): Flag {
  return { name: 'output', short: 'o', value: file, text };
}

export const COMMANDS = {
  run: {
    summary: { en: 'Run a program.', ko: '프로그램을 실행합니다.' },
    more: {
      en: 'Standard input is the console of the program: what is typed reaches it line by line; a file or pipe is read whole before it starts, if the program can see input at all.',
      ko: '표준 입력이 프로그램의 콘솔입니다. 직접 입력하면 한 줄씩 전달되고, 파일이나 파이프는 프로그램이 입력을 볼 수 있을 때만 시작하기 전에 전부 읽습니다.',
    },
    operands: [program], rest: passedOn, launches: true, flags: [],
    examples: [
      { line: 'run examples/hello.sasm', en: 'Runs a source text without writing an image.', ko: '이미지를 만들지 않고 소스 텍스트를 바로 실행합니다.' },
      { line: 'run --memory 64MiB kernel.simg', en: 'Runs an image with 64 MiB of memory.', ko: '메모리 64MiB로 이미지를 실행합니다.' },
    ],
  },
  asm: {
    summary: { en: 'Assemble a source text into an image.', ko: '소스 텍스트를 이미지로 어셈블합니다.' },
    operands: [source],
    flags: [
      output({ en: 'The image to write; `-` is standard output. Otherwise the name of the source with .simg.', ko: '출력할 이미지. `-`는 표준 출력입니다. 쓰지 않으면 소스 이름에 .simg를 붙입니다.' }),
      { name: 'strip', text: { en: 'Leave the debug information out.', ko: '디버그 정보를 넣지 않습니다.' } },
      { name: 'embed-sources', text: { en: 'Put the source texts into the debug information.', ko: '디버그 정보에 소스 텍스트를 함께 넣습니다.' } },
      { name: 'allow-root', value: { en: 'FOLDER', ko: '폴더' }, many: true, text: { en: 'One more folder whose files may be included.', ko: '포함할 수 있는 파일이 든 또 다른 폴더.' } },
    ],
    examples: [
      { line: 'asm examples/factorial.sasm -o factorial.simg', en: 'Writes factorial.simg.', ko: 'factorial.simg를 만듭니다.' },
    ],
  },
  dis: {
    summary: { en: 'Write an image as a source text that assembles to the same bytes.', ko: '이미지를, 다시 어셈블하면 같은 바이트가 되는 소스 텍스트로 씁니다.' },
    operands: [image],
    flags: [output({ en: 'The file to write; otherwise standard output.', ko: '출력할 파일. 쓰지 않으면 표준 출력입니다.' })],
    examples: [
      { line: 'dis factorial.simg', en: 'Shows what is in an image.', ko: '이미지의 내용을 보여 줍니다.' },
    ],
  },
  check: {
    summary: { en: 'Report everything wrong with source texts, and write nothing.', ko: '소스 텍스트의 문제를 모두 알리고 아무것도 만들지 않습니다.' },
    operands: [files],
    flags: [json],
    examples: [
      { line: 'check examples/echo.sasm', en: 'Prints nothing where all is well.', ko: '문제가 없으면 아무것도 출력하지 않습니다.' },
    ],
  },
  format: {
    summary: { en: 'Lay out source texts in the usual way.', ko: '소스 텍스트를 표준 모양으로 정리합니다.' },
    operands: [files],
    flags: [
      { name: 'check', text: { en: 'Write nothing; name the files that would change, and end with code 1 if there are any.', ko: '아무것도 쓰지 않고, 바뀔 파일의 이름을 알립니다. 하나라도 있으면 코드 1로 끝납니다.' } },
      { name: 'write', text: { en: 'Write each file back instead of to standard output.', ko: '표준 출력 대신 파일에 다시 씁니다.' } },
    ],
    examples: [
      { line: 'format --write examples/echo.sasm', en: 'Formats a file in place.', ko: '파일을 제자리에서 정리합니다.' },
    ],
  },
  trace: {
    summary: { en: 'Run a program and write a line for each instruction.', ko: '프로그램을 실행하며 명령어마다 한 줄씩 씁니다.' },
    more: {
      en: 'A line holds the count of steps, the context, the function, the address, the instruction and the operand stack after it, top last. The program\'s own output goes to standard error.',
      ko: '한 줄에 단계 수, 컨텍스트, 함수, 주소, 명령어, 실행 뒤의 피연산자 스택(맨 위가 오른쪽)이 나옵니다. 프로그램의 출력은 표준 오류로 나갑니다.',
    },
    operands: [program], rest: passedOn, launches: true,
    flags: [
      { name: 'from', value: number, takes: 'count', text: { en: 'Begin with this step; otherwise 1.', ko: '이 단계부터 씁니다. 쓰지 않으면 1단계부터입니다.' } },
      { name: 'to', value: number, takes: 'count', text: { en: 'End the run after this step.', ko: '이 단계까지 실행하고 끝냅니다.' } },
      { name: 'limit', value: number, takes: 'count', text: { en: 'End the run after so many lines.', ko: '이만큼의 줄을 쓰고 끝냅니다.' } },
      json,
      output({ en: 'The file to write the lines to; otherwise standard output.', ko: '줄을 쓸 파일. 쓰지 않으면 표준 출력입니다.' }),
    ],
    examples: [
      { line: 'trace --limit 20 examples/factorial.sasm', en: 'The first twenty instructions.', ko: '처음 스무 명령어를 보여 줍니다.' },
      { line: 'trace --from 1000 --to 1010 --json examples/sieve.sasm', en: 'Steps 1000 to 1010, for a program to read.', ko: '1000~1010단계를 프로그램이 읽기 좋게 씁니다.' },
    ],
  },
  stats: {
    summary: { en: 'Run a program and count instructions and exits by layer.', ko: '프로그램을 실행하며 계층별 명령어 수와 탈출 수를 셉니다.' },
    more: {
      en: 'Tables: instructions, entries, exits and crossings of each context, placed below the layer in which its window lies; exits by cause and by source line; waits that found an interrupt pending. Counting changes nothing for the program. Its own output goes to standard error.',
      ko: '표에는 창이 놓인 계층 아래로 나눈 컨텍스트별 명령어, 진입, 탈출, 계층 넘기와 원인별·소스 행별 탈출, 인터럽트가 이미 있던 wait가 나옵니다. 세는 일은 프로그램에 아무 영향도 주지 않습니다. 프로그램의 출력은 표준 오류로 나갑니다.',
    },
    operands: [program], rest: passedOn, launches: true,
    flags: [
      json,
      { name: 'places', value: number, takes: 'count', text: { en: 'List so many source lines; otherwise 20.', ko: '소스 행을 이만큼 보여 줍니다. 쓰지 않으면 20행입니다.' } },
      { name: 'costs', value: { en: 'HARDWARE', ko: '하드웨어' }, takes: ['first', 'later'], text: { en: 'Also show, apart, what the exits might have cost on the first or on later hardware: a model.', ko: '첫 세대(first) 또는 나중 세대(later) 하드웨어였다면 탈출에 들었을 비용을 모형으로 따로 보여 줍니다.' } },
      output({ en: 'The file to write the tables to; otherwise standard output.', ko: '표를 쓸 파일. 쓰지 않으면 표준 출력입니다.' }),
    ],
    examples: [
      { line: 'stats examples/round_robin.sasm', en: 'How often a small kernel is entered, and why.', ko: '작은 커널에 얼마나 자주, 왜 들어가는지 보여 줍니다.' },
      { line: 'stats --json --costs later examples/round_robin.sasm', en: 'The same for a program to read, with modelled costs.', ko: '같은 내용을 비용 모형과 함께 프로그램이 읽기 좋게 씁니다.' },
    ],
  },
  record: {
    summary: { en: 'Run a program and write a recording, which gives the identical run on any system.', ko: '프로그램을 실행하며, 어느 시스템에서나 똑같은 실행을 재현하는 기록을 씁니다.' },
    more: {
      en: 'A recording holds the options of the machine, all input, and the end of the run; a run that is interrupted or comes to a limit is recorded up to there. `strata replay` runs it, and `debug`, `trace` and the editor take it in place of a program.',
      ko: '기록에는 머신의 옵션, 모든 입력, 실행의 끝이 들어갑니다. 중단되거나 한도에 이른 실행은 거기까지 기록합니다. `strata replay`로 실행하고, `debug`와 `trace`와 편집기에서 프로그램 대신 쓸 수 있습니다.',
    },
    operands: [program], rest: passedOn, launches: true,
    flags: [
      output({ en: 'The recording to write. Otherwise the name of the program with .strec.', ko: '쓸 기록 파일. 쓰지 않으면 프로그램 이름에 .strec를 붙입니다.' }),
      { name: 'bundle', text: { en: 'Put image, sources and disk into the recording, so that it needs nothing else.', ko: '이미지, 소스, 디스크를 기록에 함께 담아 다른 파일이 없어도 되게 합니다.' } },
      { name: 'point', value: { en: 'STEP=TEXT', ko: '단계=텍스트' }, many: true, text: { en: 'Note a moment that is worth a look; may be given several times.', ko: '살펴볼 만한 순간을 적어 둡니다. 여러 번 쓸 수 있습니다.' } },
    ],
    examples: [
      { line: 'record -o echo.strec examples/echo.sasm', en: 'Records a run with what is typed.', ko: '입력한 내용까지 실행을 기록합니다.' },
      { line: 'record --bundle -o shared.strec examples/sieve.sasm', en: 'Writes one file that opens anywhere.', ko: '어디서나 열 수 있는 파일 하나를 씁니다.' },
    ],
  },
  replay: {
    summary: { en: 'Run a recording again, and test that it comes to the same end.', ko: '기록을 다시 실행하고, 같은 결과로 끝나는지 확인합니다.' },
    more: {
      en: 'Ends with the code of the recorded program. Image and disk are looked for beside the recording and in the current folder, unless the recording has them with it.',
      ko: '기록된 프로그램의 종료 코드로 끝납니다. 이미지와 디스크가 기록에 들어 있지 않으면 기록이 있는 폴더와 현재 폴더에서 찾습니다.',
    },
    operands: [{ name: { en: 'FILE', ko: '파일' }, text: { en: 'A recording (.strec).', ko: '기록(.strec).' } }],
    flags: [
      { name: 'to', value: number, takes: 'count', text: { en: 'End behind this step; the end is not compared then.', ko: '이 단계까지 실행하고 끝냅니다. 이때 끝은 비교하지 않습니다.' } },
      { name: 'points', text: { en: 'Run nothing; list the moments that the recording notes.', ko: '실행하지 않고, 기록에 적힌 순간의 목록을 보여 줍니다.' } },
      { name: 'program', value: file, text: { en: 'The source text or image that was recorded, where it lies elsewhere.', ko: '기록된 소스 텍스트나 이미지가 다른 곳에 있을 때 그 파일.' } },
      { name: 'disk', value: file, text: { en: 'The disk that was recorded, where it lies elsewhere.', ko: '기록된 디스크가 다른 곳에 있을 때 그 파일.' } },
    ],
    examples: [
      { line: 'replay echo.strec', en: 'Prints what was printed, and ends as it ended.', ko: '출력했던 내용을 다시 출력하고 똑같이 끝납니다.' },
      { line: 'trace --from 100 --to 120 echo.strec', en: 'Steps 100 to 120 of the recorded run.', ko: '기록된 실행의 100~120단계를 보여 줍니다.' },
    ],
  },
  test: {
    summary: { en: 'Grade programs, each in a process of its own.', ko: '프로그램을 저마다 별도의 프로세스에서 채점합니다.' },
    more: {
      en: 'In a folder, every program and every folder that has one is graded by what it states in comments, or by a file of expectations. Reports are the same every time: they hold no times, and the order of names.',
      ko: '폴더 안의 모든 프로그램과 프로그램이 든 폴더를, 주석에 적힌 기대 사항이나 기대 사항 파일에 따라 채점합니다. 보고서에는 시간이 없고 이름 순서로 적으므로 언제나 같습니다.',
    },
    operands: [{ name: { en: 'FOLDER', ko: '폴더' }, text: { en: 'A folder of programs, or a program.', ko: '프로그램이 든 폴더, 또는 프로그램.' }, many: true }],
    flags: [
      { name: 'expect', value: file, text: { en: 'A file with the cases, in JSON; what programs state themselves then counts for nothing.', ko: '사례를 담은 JSON 파일. 쓰면 프로그램에 적힌 내용은 보지 않습니다.' } },
      { name: 'jobs', short: 'j', value: number, takes: 'count', text: { en: 'Processes at one time; otherwise as many as there are processors.', ko: '동시에 실행할 프로세스 수. 쓰지 않으면 프로세서 수와 같습니다.' } },
      { name: 'shard', value: { en: 'PART/PARTS', ko: '부분/개수' }, text: { en: 'Grade only this part of all, as in `2/5`.', ko: '`2/5`처럼 전체를 나눈 것 가운데 이 부분만 채점합니다.' } },
      { name: 'max-instructions', value: number, takes: 'count', text: { en: 'Instructions of a case; otherwise 100 million.', ko: '사례 하나의 명령어 수. 쓰지 않으면 1억입니다.' } },
      { name: 'max-output', value: size, text: { en: 'Output of a case; otherwise 1 MiB.', ko: '사례 하나의 출력. 쓰지 않으면 1MiB입니다.' } },
      { name: 'memory', value: size, text: { en: 'Memory of the machine; otherwise 16 MiB.', ko: '머신의 메모리. 쓰지 않으면 16MiB입니다.' } },
      { name: 'max-seconds', value: number, takes: 'count', text: { en: 'Seconds after which the process of a case is killed; otherwise 60. For what hangs outside the machine.', ko: '사례의 프로세스를 강제로 끝낼 때까지의 초. 쓰지 않으면 60초입니다. 머신 밖에서 멈춘 것을 위한 한도입니다.' } },
      { name: 'seed', value: number, takes: 'count', text: { en: 'Where the random numbers of the machine begin, in cases that do not say.', ko: '시드를 정하지 않은 사례에서 머신의 난수가 시작될 값.' } },
      { name: 'allow-root', value: { en: 'FOLDER', ko: '폴더' }, many: true, text: { en: 'A folder whose files all programs may include.', ko: '모든 프로그램이 포함할 수 있는 파일이 든 폴더.' } },
      { name: 'recordings', value: { en: 'FOLDER', ko: '폴더' }, text: { en: 'Write there a recording of each case that ran and did not pass; it opens anywhere.', ko: '실행했으나 통과하지 못한 사례의 기록을 여기에 씁니다. 어디서나 열 수 있습니다.' } },
      { name: 'junit', value: file, text: { en: 'Also write a report in the form of JUnit.', ko: 'JUnit 형식의 보고서도 씁니다.' } },
      json,
    ],
    examples: [
      { line: 'test examples/echo.sasm', en: 'Runs an example by what it states of itself.', ko: '예제를 주석에 적힌 기대 사항에 따라 실행합니다.' },
      { line: 'test --shard 1/3 --jobs 2 --junit report.xml examples', en: 'Grades a third of a folder, two at a time, with a report for Jenkins.', ko: '폴더의 3분의 1을 둘씩 채점하고 Jenkins용 보고서를 씁니다.' },
    ],
  },
  debug: {
    summary: { en: 'Debug a program in the terminal, with the commands of gdb.', ko: '터미널에서 gdb의 명령으로 디버그합니다.' },
    more: {
      en: 'While the program waits for input, what is typed goes to it; Ctrl+C pauses it. With `--json` every line is an object, told apart by its `type`: stopped, exited, waiting, frames, frame, values, breakpoint, breakpoints, lines, disassembly, memory, text, output, error.',
      ko: '프로그램이 입력을 기다리는 동안 입력한 것은 프로그램으로 갑니다. Ctrl+C로 일시 중지합니다. `--json`을 쓰면 모든 줄이 객체이고 `type`으로 구분합니다: stopped, exited, waiting, frames, frame, values, breakpoint, breakpoints, lines, disassembly, memory, text, output, error.',
    },
    operands: [program], rest: passedOn, launches: true,
    flags: [
      { name: 'script', short: 'x', value: file, many: true, text: { en: 'Carry out the commands of a file; may be given several times.', ko: '파일에 적힌 명령을 실행합니다. 여러 번 쓸 수 있습니다.' } },
      { name: 'execute', short: 'e', value: { en: 'COMMAND', ko: '명령' }, many: true, text: { en: 'Carry out a command; may be given several times, behind the scripts.', ko: '명령 하나를 실행합니다. 여러 번 쓸 수 있고, 스크립트 다음에 실행됩니다.' } },
      { name: 'batch', text: { en: 'End behind the scripts; with code 1 where a command failed.', ko: '스크립트를 마치면 끝냅니다. 실패한 명령이 있으면 코드 1로 끝납니다.' } },
      json,
    ],
    examples: [
      { line: 'debug examples/factorial.sasm', en: 'Opens a prompt; `help` lists its commands.', ko: '프롬프트를 엽니다. `help`로 명령 목록을 볼 수 있습니다.' },
      { line: 'debug -x steps.gdb --batch --json examples/factorial.sasm', en: 'Carries out a script, for a program to read.', ko: '스크립트를 실행하고, 결과를 프로그램이 읽기 좋게 씁니다.' },
    ],
  },
  dap: {
    summary: { en: 'Be a debug adapter for an editor.', ko: '편집기를 위한 디버그 어댑터로 동작합니다.' },
    more: {
      en: 'Speaks the Debug Adapter Protocol on standard input and output, or on a port that only this computer can reach.',
      ko: '표준 입출력, 또는 이 컴퓨터에서만 닿는 포트로 Debug Adapter Protocol을 주고받습니다.',
    },
    operands: [],
    flags: [{ name: 'port', value: number, takes: 'count', text: { en: 'Listen on this port of 127.0.0.1; 0 takes a free one and writes its number.', ko: '127.0.0.1의 이 포트에서 기다립니다. 0이면 빈 포트를 골라 번호를 씁니다.' } }],
    examples: [{ line: 'dap --port 4711', en: 'Serves editors that connect to a port.', ko: '포트로 연결하는 편집기를 위해 기다립니다.' }],
  },
  lsp: {
    summary: { en: 'Be a language server for an editor.', ko: '편집기를 위한 언어 서버로 동작합니다.' },
    more: {
      en: 'Speaks the Language Server Protocol on standard input and output. docs/other-editors.md shows how editors start it.',
      ko: '표준 입출력으로 Language Server Protocol을 주고받습니다. 편집기에서 시작하는 방법은 docs/other-editors.md에 있습니다.',
    },
    operands: [],
    flags: [{ name: 'stdio', text: { en: 'Use the standard streams, as it does anyway; some editors say so.', ko: '표준 입출력을 씁니다. 어차피 그렇지만, 이 플래그를 붙이는 편집기가 있습니다.' } }],
    examples: [{ line: 'lsp', en: 'Waits for the messages of an editor.', ko: '편집기의 메시지를 기다립니다.' }],
  },
  ...IMAGE_COMMANDS,
  ...LAB_COMMANDS,
  help: {
    summary: { en: 'Explain a command.', ko: '명령을 설명합니다.' },
    operands: [{ name: { en: 'COMMAND', ko: '명령' }, text: { en: 'The command; without one, all are listed.', ko: '설명할 명령. 쓰지 않으면 모든 명령을 보여 줍니다.' }, optional: true, many: true }],
    flags: [],
    examples: [{ line: 'help run', en: 'Says what `strata run --help` says.', ko: '`strata run --help`와 같습니다.' }],
  },
} as const satisfies Record<string, CommandRow>;

export type CommandName = keyof typeof COMMANDS;

/** Flags of every command, and of `strata` itself. */
export const COMMON_FLAGS: readonly Flag[] = [
  { name: 'help', short: 'h', text: { en: 'Explain and end.', ko: '설명을 보여 주고 끝냅니다.' } },
  { name: 'language', value: { en: 'LANGUAGE', ko: '언어' }, takes: ['en', 'ko'], text: { en: 'The language of messages; otherwise as LC_ALL, LC_MESSAGES or LANG say.', ko: '메시지의 언어. 쓰지 않으면 LC_ALL, LC_MESSAGES, LANG을 따릅니다.' } },
];

/** What stands for the command where none is given. */
export const PROGRAM_FLAGS: readonly Flag[] = [
  ...COMMON_FLAGS,
  { name: 'version', text: { en: 'Write the version and end.', ko: '버전을 쓰고 끝냅니다.' } },
];

/** The row of a command by a name that somebody typed. */
export function commandRow(name: string): CommandRow | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name as CommandName] : undefined;
}

/** Whether a word is the first of the names of several commands, as `image` is. */
export function isGroup(word: string): boolean {
  return Object.keys(COMMANDS).some((name) => name.startsWith(`${word} `));
}
