// Pieces of programs that an editor offers with places to fill in.
import type { Text } from '../base/message';

/** One piece; `where` it belongs. */
export interface Snippet extends Text {
  readonly prefix: string;
  readonly where: 'top' | 'function';
  /** With places to fill in: `${1:name}`, `${2|one,other|}`, `$0` where the cursor ends. */
  readonly body: string;
}

export const SNIPPETS: readonly Snippet[] = [
  {
    prefix: 'program', where: 'top', en: 'A program with an entry function.', ko: '시작 함수가 있는 프로그램.',
    body: '; ${1:What the program does.}\ndata greeting = "${2:Hello!}\\\\n"\n\nentry func main\n  greeting greeting.size sys write drop\n  $0ret\nend\n',
  },
  {
    prefix: 'func', where: 'top', en: 'A function with a parameter and a result.', ko: '매개변수와 결과가 있는 함수.',
    body: 'func ${1:name} (${2:n}: ${3|i32,f64|}) -> ${4|i32,f64|}\n  get ${2:n}$0\n  ret\nend',
  },
  { prefix: 'entry', where: 'top', en: 'The function with which the program begins.', ko: '프로그램이 시작되는 함수.', body: 'entry func ${1:main}\n  $0\n  ret\nend' },
  { prefix: 'data', where: 'top', en: 'Bytes in memory under a name.', ko: '이름을 붙인 메모리의 바이트.', body: 'data ${1:name} = ${2|i32 0,"text",f64 0.0,i8 0,space 64|}' },
  { prefix: 'const', where: 'top', en: 'A name for a number.', ko: '수에 붙인 이름.', body: 'const ${1:name} = ${2:0}' },
  { prefix: 'struct', where: 'top', en: 'Offsets of fields under names.', ko: '이름을 붙인 필드의 오프셋.', body: 'struct ${1:name}\n  ${2:field}: ${3|i32,f64,i16,i8|}\nend' },
  {
    prefix: 'loop', where: 'function', en: 'Counts a local from 0 up to a limit.', ko: '지역 변수를 0부터 한도까지 셉니다.',
    body: '0 set ${1:i}\n${2:loop}:\n  get ${1:i} ${3:10} ge jumpnz ${4:done}\n  $0\n  get ${1:i} 1 add set ${1:i}\n  jump ${2:loop}\n${4:done}:',
  },
  {
    prefix: 'if', where: 'function', en: 'Skips some instructions where the condition on the stack is 0.', ko: '스택의 조건이 0이면 명령어 몇 개를 건너뜁니다.',
    body: 'jumpz ${1:skip}\n  $0\n${1:skip}:',
  },
  { prefix: 'write', where: 'function', en: 'Writes the bytes of a text to the console.', ko: '텍스트의 바이트를 콘솔에 씁니다.', body: '${1:text} ${1:text}.size sys write drop$0' },
  {
    prefix: 'resume', where: 'function', en: 'Makes a context from an embedded program and runs it until it traps.', ko: '내장 프로그램으로 컨텍스트를 만들어 트랩할 때까지 실행합니다.',
    body: '${1:child} ${1:child}.size image.load\n  ${2:4096} ${3:4096} mode.user ctx.new set ${4:c}\n${5:again}:\n  get ${4:c} -1 resume$0',
  },
];

/** A body as it reads with what stands in its places at first. */
export function shownBody(body: string): string {
  return body.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1').replace(/\$\d+/g, '').replaceAll('\\\\', '\\');
}
