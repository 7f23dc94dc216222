// THE table of what can be typed at the prompt of `strata debug`: gdb's commands under gdb's names. Help, the manual,
// abbreviations, repetition by Enter and completion derive from it; what a command does stands in the `*-commands.ts` files.
import type { Text } from '../../base/message';

/** What Tab completes behind a command. */
export type Completes = 'nothing' | 'command' | 'subject' | 'location' | 'expression';

/** One row of the table. */
export interface ShellRow {
  readonly group: 'running' | 'travelling' | 'layers' | 'breakpoints' | 'looking' | 'changing' | 'session';
  /** Other names, gdb's usual short ones among them; any other beginning of the name does where it is the only one. */
  readonly short: readonly string[];
  /** What stands behind it, as it is written in the help. */
  readonly operands: string;
  readonly text: Text;
  /** Whether Enter on an empty line does it again. */
  readonly repeats: boolean;
  readonly completes: Completes;
  /** Words that may follow, for completion, help and validation. */
  readonly subjects?: Readonly<Record<string, Text>>;
}

const run = { group: 'running', operands: '', completes: 'nothing', repeats: false } as const;
const step = { ...run, operands: '[COUNT]', repeats: true } as const;
const layer = { group: 'layers', operands: '', completes: 'nothing', repeats: true } as const;
const point = { group: 'breakpoints', operands: '', completes: 'location', repeats: false } as const;
const look = { group: 'looking', operands: '', completes: 'nothing', repeats: false } as const;
const session = { group: 'session', short: [], operands: '', completes: 'nothing', repeats: false } as const;

export const SHELL = {
  run: { ...run, short: ['r'], text: { en: 'Start the program, from the beginning if it runs.', ko: '프로그램을 시작합니다. 실행 중이면 처음부터 다시 합니다.' } },
  start: { ...run, short: [], text: { en: 'Start the program and stop before its first instruction.', ko: '프로그램을 시작하고 첫 명령어 앞에서 멈춥니다.' } },
  restart: { ...run, short: [], text: { en: 'The same as `run`.', ko: '`run`과 같습니다.' } },
  continue: { ...step, short: ['c', 'fg'], text: { en: 'Run on; COUNT: pass the breakpoint here so many times less one.', ko: '계속 실행합니다. COUNT를 쓰면 이곳의 중단점을 그보다 한 번 적게 지나칩니다.' } },
  next: { ...step, short: ['n'], text: { en: 'Go to the next line; calls and other contexts run through.', ko: '다음 줄로 갑니다. 호출과 다른 컨텍스트는 끝까지 실행합니다.' } },
  step: { ...step, short: ['s'], text: { en: 'Go to the next line, into calls too.', ko: '다음 줄로 갑니다. 호출 안으로도 들어갑니다.' } },
  nexti: { ...step, short: ['ni'], text: { en: 'Go to the next instruction; calls and other contexts run through.', ko: '다음 명령어로 갑니다. 호출과 다른 컨텍스트는 끝까지 실행합니다.' } },
  stepi: { ...step, short: ['si'], text: { en: 'Go to the next instruction, into calls too.', ko: '다음 명령어로 갑니다. 호출 안으로도 들어갑니다.' } },
  finish: { ...run, short: ['fin'], text: { en: 'Run until this function, or context, returns.', ko: '이 함수나 컨텍스트가 돌아올 때까지 실행합니다.' } },
  until: { ...run, short: ['u', 'advance'], operands: '[LOCATION]', completes: 'location', repeats: true, text: { en: 'Run to a location; without one, to a line behind this one.', ko: '지정한 위치까지 실행합니다. 위치를 쓰지 않으면 이 줄보다 뒤의 줄까지 실행합니다.' } },
  input: { ...run, short: [], operands: 'TEXT | --end', text: { en: 'Give the program a line of console input, or end its input.', ko: '프로그램의 콘솔에 한 줄을 입력하거나, 입력을 끝냅니다.' } },
  kill: { ...run, short: ['k'], text: { en: 'End the program.', ko: '프로그램을 끝냅니다.' } },

  'reverse-continue': { ...run, group: 'travelling', short: ['rc'], text: { en: 'Run backward to the last place where the program would stop.', ko: '프로그램이 멈췄을 바로 이전 위치까지 뒤로 실행합니다.' } },
  'reverse-next': { ...step, group: 'travelling', short: ['rn'], text: { en: 'Go back to the line before; calls and other contexts run through.', ko: '앞의 줄로 돌아갑니다. 호출과 다른 컨텍스트는 건너뜁니다.' } },
  'reverse-step': { ...step, group: 'travelling', short: ['rs'], text: { en: 'Go back to the line before, into calls too.', ko: '앞의 줄로 돌아갑니다. 호출 안으로도 들어갑니다.' } },
  'reverse-nexti': { ...step, group: 'travelling', short: ['rni'], text: { en: 'Go back to the instruction before; calls and other contexts run through.', ko: '앞의 명령어로 돌아갑니다. 호출과 다른 컨텍스트는 건너뜁니다.' } },
  'reverse-stepi': { ...step, group: 'travelling', short: ['rsi'], text: { en: 'Go back by one instruction, whoever executed it.', ko: '누가 실행했든 명령어 하나만큼 돌아갑니다.' } },
  'reverse-finish': { ...run, group: 'travelling', short: [], text: { en: 'Go back to the call of this function, or to the `resume` of this context.', ko: '이 함수를 부른 곳이나 이 컨텍스트를 resume한 곳으로 돌아갑니다.' } },
  goto: { ...run, group: 'travelling', short: [], operands: 'STEPS | end', text: { en: 'Go to a count of steps of the recorded run, or to its end.', ko: '기록된 실행의 지정한 단계 수나 끝으로 갑니다.' } },
  branch: { ...run, group: 'travelling', short: [], operands: 'NUMBER', text: { en: 'Go to the end of another branch of the run; `info branches` lists them.', ko: '실행의 다른 갈래 끝으로 갑니다. `info branches`로 목록을 봅니다.' } },

  compare: { ...run, group: 'travelling', short: [], operands: 'BRANCH BRANCH', text: { en: 'Show where two branches of the run differ: the first other state, and the first other instruction.', ko: '실행의 두 갈래가 처음 달라지는 곳을 보여 줍니다. 상태가 처음 다른 단계와 명령어가 처음 다른 단계입니다.' } },
  output: { ...run, group: 'travelling', short: [], text: { en: 'Show what the program has printed up to this moment.', ko: '이 순간까지 프로그램이 출력한 것을 보여 줍니다.' } },

  stepexit: { ...layer, short: ['se'], text: { en: 'Run until this context exits, to whoever takes the exit.', ko: '이 컨텍스트가 탈출할 때까지 실행해, 탈출을 받는 쪽으로 갑니다.' } },
  nextexit: { ...layer, short: ['ne'], text: { en: 'Go to the next instruction of this context, whatever is done for it meanwhile.', ko: '그 사이에 누가 무엇을 하든 이 컨텍스트의 다음 명령어로 갑니다.' } },
  stepguest: { ...layer, short: ['sg'], text: { en: 'Run until something below this context runs: a guest, a process.', ko: '이 컨텍스트 아래의 게스트나 프로세스가 실행될 때까지 실행합니다.' } },
  'reverse-stepexit': { ...layer, short: ['rse'], text: { en: 'Go back to the `resume` by which this context was entered.', ko: '이 컨텍스트로 들어온 resume으로 돌아갑니다.' } },
  'reverse-nextexit': { ...layer, short: ['rne'], text: { en: 'Go back to the instruction before, of this context.', ko: '이 컨텍스트의 앞 명령어로 돌아갑니다.' } },
  'reverse-stepguest': { ...layer, short: ['rsg'], text: { en: 'Go back to the instruction below this context that exited last.', ko: '이 컨텍스트 아래에서 마지막으로 탈출한 명령어로 돌아갑니다.' } },
  stay: { ...layer, repeats: false, operands: '[ID | off]', short: [], text: { en: 'Let breakpoints, traps and steps stop in one context only, until `stay off`; without an operand, in this one.', ko: '`stay off`를 쓸 때까지 중단점, 트랩, 스텝이 한 컨텍스트에서만 멈춥니다. 번호를 쓰지 않으면 이 컨텍스트입니다.' } },
  stats: { ...layer, repeats: false, operands: '[first | later]', short: [], text: { en: 'Show instructions and exits by layer up to here; with a word, modelled hardware costs too.', ko: '여기까지의 계층별 명령어 수와 탈출 수를 보여 줍니다. 단어를 쓰면 하드웨어 비용 모형도 보여 줍니다.' } },

  break: { ...point, short: ['b', 'br'], operands: '[LOCATION] [thread ID] [if CONDITION]', text: { en: 'Stop at a location: a LINE, FILE:LINE, FILE:LINE:COLUMN, a function, or *ADDRESS of code; without one, here.', ko: '지정한 위치에서 멈춥니다. LINE, FILE:LINE, FILE:LINE:COLUMN, 함수 이름, 코드의 *ADDRESS를 쓸 수 있고, 쓰지 않으면 이곳입니다.' } },
  tbreak: { ...point, short: ['tb'], operands: '[LOCATION] [thread ID] [if CONDITION]', text: { en: 'Stop at a location once.', ko: '지정한 위치에서 한 번만 멈춥니다.' } },
  dprintf: { ...point, short: [], operands: 'LOCATION, TEXT', text: { en: 'Write a text, with {expressions} in it, instead of stopping.', ko: '멈추는 대신 {식}이 든 텍스트를 씁니다.' } },
  watch: { ...point, short: [], operands: 'EXPRESSION [thread ID] [if CONDITION]', completes: 'expression', text: { en: 'Stop when what an expression names is written: a local, stack[n], data or memory; `value == 5` is a condition.', ko: '식이 가리키는 지역 변수, stack[n], 데이터, 메모리에 쓸 때 멈춥니다. `value == 5` 같은 조건을 쓸 수 있습니다.' } },
  rwatch: { ...point, short: [], operands: 'EXPRESSION [thread ID] [if CONDITION]', completes: 'expression', text: { en: 'Stop when it is read.', ko: '그것을 읽을 때 멈춥니다.' } },
  awatch: { ...point, short: [], operands: 'EXPRESSION [thread ID] [if CONDITION]', completes: 'expression', text: { en: 'Stop when it is read or written.', ko: '그것을 읽거나 쓸 때 멈춥니다.' } },
  'past-log': { ...point, short: [], operands: '[NUMBER]... | LOCATION [if CONDITION], TEXT', text: { en: 'Show what log points (`dprintf`) would have printed in the recorded run, each line with its steps; without operands, all of them.', ko: '로그 지점(`dprintf`)이 기록된 실행에서 썼을 줄을 단계와 함께 보여 줍니다. 쓰지 않으면 모든 로그 지점입니다.' } },
  delete: { ...point, short: ['d'], operands: '[NUMBER]...', completes: 'nothing', text: { en: 'Remove breakpoints; without numbers, all.', ko: '중단점을 지웁니다. 번호를 쓰지 않으면 모두 지웁니다.' } },
  clear: { ...point, short: [], operands: 'LOCATION', text: { en: 'Remove the breakpoints at a location.', ko: '지정한 위치의 중단점을 지웁니다.' } },
  enable: { ...point, short: ['en'], operands: '[NUMBER]...', completes: 'nothing', text: { en: 'Let breakpoints stop again.', ko: '중단점을 다시 켭니다.' } },
  disable: { ...point, short: ['dis'], operands: '[NUMBER]...', completes: 'nothing', text: { en: 'Keep breakpoints, but do not stop at them.', ko: '중단점을 지우지 않고 끕니다.' } },
  condition: { ...point, short: ['cond'], operands: 'NUMBER [CONDITION]', completes: 'expression', text: { en: 'Stop at a breakpoint only where the condition is not 0.', ko: '조건이 0이 아닐 때만 중단점에서 멈춥니다.' } },
  ignore: { ...point, short: [], operands: 'NUMBER COUNT', completes: 'nothing', text: { en: 'Pass a breakpoint so many times.', ko: '중단점을 지정한 횟수만큼 지나칩니다.' } },
  catch: {
    ...point, short: [], operands: '[CAUSE]... [thread ID] | none', completes: 'subject', text: { en: 'Stop before an instruction traps for one of the causes, in one context or in all.', ko: '명령어가 지정한 원인으로 트랩하기 전에 멈춥니다. 한 컨텍스트에서만 멈추게 할 수 있습니다.' },
  },

  backtrace: { ...look, short: ['bt', 'where'], operands: '[COUNT]', text: { en: 'Show the call stack, through all layers.', ko: '모든 계층의 호출 스택을 보여 줍니다.' } },
  frame: { ...look, short: ['f'], operands: '[NUMBER]', text: { en: 'Choose a frame of the call stack, or show the chosen one.', ko: '호출 스택의 프레임을 고르거나, 고른 프레임을 보여 줍니다.' } },
  up: { ...look, short: [], operands: '[COUNT]', repeats: true, text: { en: 'Choose the frame that called this one.', ko: '이 프레임을 부른 프레임을 고릅니다.' } },
  down: { ...look, short: ['dow'], operands: '[COUNT]', repeats: true, text: { en: 'Choose the frame that this one called.', ko: '이 프레임이 부른 프레임을 고릅니다.' } },
  threads: { ...look, short: [], text: { en: 'List the contexts.', ko: '컨텍스트를 나열합니다.' } },
  thread: { ...look, short: ['t'], operands: '[ID]', text: { en: 'Choose a context, or show the chosen one.', ko: '컨텍스트를 고르거나, 고른 컨텍스트를 보여 줍니다.' } },
  print: { ...look, short: ['p', 'inspect'], operands: 'EXPRESSION', completes: 'expression', text: { en: 'Show what an expression is worth: `n`, `stack[0]`, `i32[100]`, `n,x`.', ko: '식의 값을 보여 줍니다: `n`, `stack[0]`, `i32[100]`, `n,x`.' } },
  origin: { ...look, short: [], operands: 'EXPRESSION', completes: 'expression', text: { en: 'Show where a value came from: each instruction that made it, with the steps before it, back to constants and input.', ko: '값이 어디에서 왔는지 보여 줍니다. 값을 만든 명령어를 그 앞의 단계 수와 함께 상수와 입력까지 거슬러 보여 줍니다.' } },
  history: { ...look, short: ['values'], operands: 'EXPRESSION', completes: 'expression', text: { en: 'List the values that something has had in the recorded run, with the steps from which on it had them and who wrote them; of a local, those of this call.', ko: '기록된 실행에서 가졌던 값을 나열합니다. 그 값이 된 단계와 쓴 명령어를 보여 줍니다. 지역 변수는 이번 호출의 값입니다.' } },
  x: { ...look, short: [], operands: '[/COUNT FORMAT SIZE] ADDRESS', completes: 'expression', repeats: true, text: { en: 'Show memory, such as `x/8xw 100`; formats x d u o t c s i, sizes b h w g.', ko: '`x/8xw 100`처럼 메모리를 보여 줍니다. 형식은 x d u o t c s i, 크기는 b h w g입니다.' } },
  display: { ...look, short: [], operands: '[EXPRESSION]', completes: 'expression', text: { en: 'Show what an expression is worth at every stop.', ko: '멈출 때마다 식의 값을 보여 줍니다.' } },
  undisplay: { ...look, short: [], operands: '[NUMBER]...', text: { en: 'Show it no longer.', ko: '더 이상 보여 주지 않습니다.' } },
  list: { ...look, short: ['l'], operands: '[LOCATION]', completes: 'location', repeats: true, text: { en: 'Show source lines, here or at a location; again: the lines behind them.', ko: '이곳이나 지정한 위치의 소스 줄을 보여 줍니다. 되풀이하면 그다음 줄을 보여 줍니다.' } },
  disassemble: { ...look, short: ['disas'], operands: '[ADDRESS]', completes: 'expression', text: { en: 'Show the instructions around an address.', ko: '주소 둘레의 명령어를 보여 줍니다.' } },
  info: {
    ...look, short: ['i', 'inf'], operands: 'SUBJECT', completes: 'subject', text: { en: 'Show facts about a subject.', ko: '주제에 관한 사실을 보여 줍니다.' },
    subjects: {
      breakpoints: { en: 'The breakpoints.', ko: '중단점' },
      operands: { en: 'The operand stack of the frame, top first.', ko: '프레임의 피연산자 스택(맨 위부터)' },
      locals: { en: 'Parameters and locals of the frame.', ko: '프레임의 매개변수와 지역 변수' },
      context: { en: 'Registers and fields of the context.', ko: '컨텍스트의 레지스터와 필드' },
      registers: { en: 'The same as `context`.', ko: '`context`와 같습니다.' },
      data: { en: 'Labelled data of the program.', ko: '레이블이 붙은 데이터' },
      threads: { en: 'The contexts.', ko: '컨텍스트' },
      stack: { en: 'The call stack.', ko: '호출 스택' },
      frame: { en: 'The chosen frame.', ko: '고른 프레임' },
      display: { en: 'What is shown at every stop.', ko: '멈출 때마다 보여 주는 식' },
      source: { en: 'The source texts.', ko: '소스 텍스트' },
      branches: { en: 'What is recorded: the branches of the run, and where it stands.', ko: '기록된 실행의 갈래와 지금 위치' },
      modules: { en: 'The images that were loaded.', ko: '불러온 이미지' },
    },
  },

  set: { group: 'changing', short: ['assign'], operands: '[var] PLACE = EXPRESSION', completes: 'expression', repeats: false, text: { en: 'Give a local, an operand or memory a value.', ko: '지역 변수, 피연산자, 메모리에 값을 넣습니다.' } },

  echo: { ...session, operands: 'TEXT', text: { en: 'Write a text.', ko: '텍스트를 씁니다.' } },
  source: { ...session, operands: 'FILE', text: { en: 'Carry out the commands of a file.', ko: '파일에 적힌 명령을 실행합니다.' } },
  help: { ...session, short: ['h'], operands: '[COMMAND]', completes: 'command', text: { en: 'Explain the commands.', ko: '명령을 설명합니다.' } },
  quit: { ...session, short: ['q', 'exit'], text: { en: 'End the program and the debugger.', ko: '프로그램과 디버거를 끝냅니다.' } },
} as const satisfies Record<string, ShellRow>;

export type ShellCommand = keyof typeof SHELL;

/** Titles of the groups, in their order. */
export const GROUPS: Readonly<Record<ShellRow['group'], Text>> = {
  running: { en: 'Running', ko: '실행' },
  travelling: { en: 'Going back', ko: '되돌아가기' },
  layers: { en: 'Layers', ko: '계층' },
  breakpoints: { en: 'Breakpoints', ko: '중단점' },
  looking: { en: 'Looking', ko: '살펴보기' },
  changing: { en: 'Changing', ko: '바꾸기' },
  session: { en: 'The session', ko: '세션' },
};

const names = Object.keys(SHELL) as ShellCommand[];

/** The command that a word names: its name, a short one, or a beginning that only one command has; else all that it may be. */
export function findCommand(word: string): ShellCommand | readonly ShellCommand[] {
  const exact = names.find((name) => name === word || (SHELL[name] as ShellRow).short.includes(word));
  if (exact !== undefined) return exact;
  const begun = names.filter((name) => name.startsWith(word));
  return begun.length === 1 ? begun[0] : begun;
}
