// `npm run demo`: debugs a real example through the real adapter process and shows every stop. What is shown is what
// the adapter answers; nothing of it is known beforehand.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf, type Language, type Text } from '../base/message';
import { Client } from '../client/client';
import { Session, type Halt } from '../client/session';
import { startProcess } from '../platform/node/streams';
import { framedTransport } from '../protocol/transport';

const SAYS = {
  title: { en: 'Strata debugs {program}, in an adapter process of its own (pid {pid}).', ko: 'Strata가 {program}(을)를 별도의 어댑터 프로세스(pid {pid})에서 디버그합니다.' },
  breakpoint: { en: 'Breakpoint at line {line}: {text}', ko: '{line}행에 중단점: {text}' },
  stop: { en: '{reason} at line {line} in {function}, {depth} frames', ko: '{reason}: {function} 함수 {line}행, 프레임 {depth}개' },
  stack: { en: 'operand stack', ko: '피연산자 스택' },
  empty: { en: '(empty)', ko: '(비어 있음)' },
  output: { en: 'the program prints', ko: '프로그램 출력' },
  end: { en: 'The program ended with exit code {code}.', ko: '프로그램이 종료 코드 {code}(으)로 끝났습니다.' },
  next: {
    en: 'To see it in VS Code: `npm run package`, then `code --install-extension strata.vsix`, open the folder examples, open factorial.sasm, press F5.\n'
      + 'Without VS Code at hand: `npm run vscode` opens it in a browser (Linux).',
    ko: 'VS Code에서 보려면 `npm run package`로 만든 뒤 `code --install-extension strata.vsix`로 설치하고, examples 폴더의 factorial.sasm을 열어 F5를 누르십시오.\n'
      + 'VS Code가 없으면 `npm run vscode`가 브라우저에서 열어 줍니다(Linux).',
  },
} as const satisfies Record<string, Text>;

/** Instructions that are stepped one by one at the first stop. */
const STEPS = 8;

/** Runs the demo from the project's folder. Rejects where anything is not as it should be. */
export async function demo(root: string): Promise<void> {
  const language = languageOf(process.env.LC_ALL ?? process.env.LANG);
  await new Demo(root, language).run();
}

class Demo {
  private readonly program: string;
  private readonly lines: readonly string[];

  constructor(private readonly root: string, private readonly language: Language) {
    this.program = join(root, 'examples', 'factorial.sasm');
    this.lines = readFileSync(this.program, 'utf8').split('\n');
  }

  async run(): Promise<void> {
    const adapter = startProcess(process.execPath, [join(this.root, 'dist', 'adapter.js')]);
    const client = new Client(framedTransport(adapter.stream));
    client.on('output', ({ category, output }) => {
      if (category === 'stdout') this.say(`\n  ${SAYS.output[this.language]}: ${output.trimEnd()}\n`);
    });
    const line = this.lines.findIndex((text) => /\bmul\b/.test(text.split(';')[0])) + 1;
    this.tell(SAYS.title, { program: 'examples/factorial.sasm', pid: adapter.pid ?? '?' });
    this.tell(SAYS.breakpoint, { line, text: this.text(line) });
    const session = await Session.start(client, { launch: { program: this.program } as object, breakpoints: [{ source: { path: this.program }, breakpoints: [{ line }] }] });
    let halt = await this.show(session, await session.halted());
    for (let step = 0; step < STEPS && halt.kind === 'stopped'; step++) halt = await this.show(session, await session.step('stepIn', 'instruction'));
    while (halt.kind === 'stopped') halt = await this.show(session, await session.continue());
    await session.disconnect();
    await adapter.exit;
    this.say(`\n${SAYS.next[this.language]}\n`);
  }

  /** Shows one stop: where it is, the instruction, and the operand stack before it. */
  private async show(session: Session, halt: Halt): Promise<Halt> {
    if (halt.kind === 'terminated') {
      this.tell(SAYS.end, { code: halt.exitCode ?? '?' });
      return halt;
    }
    const stack = await session.stack();
    const { name, line, column, endColumn } = stack[0];
    const operands = (await session.operands()).reverse();
    const instruction = this.lines[line - 1].slice(column - 1, endColumn === undefined ? undefined : endColumn - 1);
    this.say('\n');
    this.tell(SAYS.stop, { reason: halt.body.reason, line, function: name, depth: stack.length });
    this.say(`  ${this.text(line)}\n  ${' '.repeat(column - 1 - this.indent(line))}${'^'.repeat(instruction.length)}\n`);
    this.say(`  ${SAYS.stack[this.language]}: ${operands.length === 0 ? SAYS.empty[this.language] : operands.join(' ')}\n`);
    return halt;
  }

  private text(line: number): string {
    return this.lines[line - 1].trim();
  }

  private indent(line: number): number {
    return this.lines[line - 1].length - this.lines[line - 1].trimStart().length;
  }

  private tell(text: Text, args: Readonly<Record<string, string | number>>): void {
    this.say(`${text[this.language].replace(/\{(\w+)\}/g, (_whole, name: string) => String(args[name]))}\n`);
  }

  private say(text: string): void {
    process.stdout.write(text);
  }
}
