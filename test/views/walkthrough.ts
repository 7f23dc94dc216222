// The pictures of the walkthrough: real programs, stopped by the real adapter, drawn as the machine room draws them. scripts/walkthrough.mjs
// writes the files.
import { join } from 'node:path';
import { Session } from '../../src/client/session';
import { NodePlatform } from '../../src/platform/node/platform';
import type { LayersBody, PictureBody, TimeBody } from '../../src/protocol/picture';
import { svgOf, type Drawing, type Look, type Part } from '../../src/views/drawing';
import { drawLayers } from '../../src/views/layers-drawing';
import { drawStack, effectText, type Surroundings } from '../../src/views/stack-drawing';
import { drawTime } from '../../src/views/time-drawing';
import { inlineClient } from '../adapter/session';

const SURROUNDINGS: Surroundings = { width: 560, metrics: { font: 14, character: 8.5 }, language: 'en' };
const FRAMES = 20;

/** Colours of the editor's theme: the walkthrough shows SVG inside its own page. */
const THEME: Readonly<Partial<Record<Part, Partial<Look>>>> = {
  'frame': { fill: 'var(--vscode-editorWidget-background)' },
  'frame-inner': { fill: 'var(--vscode-editorWidget-background)', stroke: 'var(--vscode-focusBorder)' },
  'cell': { fill: 'var(--vscode-input-background)' },
  'cell-changed': { fill: 'var(--vscode-input-background)', stroke: 'var(--vscode-charts-yellow)' },
  'cell-leaving': { fill: 'var(--vscode-input-background)', stroke: 'var(--vscode-charts-red)', dashed: true },
  'cell-coming': { fill: 'none', stroke: 'var(--vscode-charts-green)', dashed: true },
  'layer': { fill: 'var(--vscode-editorWidget-background)' },
  'layer-inside': { fill: 'var(--vscode-editorWidget-background)', stroke: 'var(--vscode-focusBorder)' },
  'layer-executing': { fill: 'var(--vscode-editor-selectionBackground)', stroke: 'var(--vscode-focusBorder)' },
  'hardware': { fill: 'none' },
  'arrow-lit': { stroke: 'var(--vscode-focusBorder)' },
  'track-now': { stroke: 'var(--vscode-focusBorder)' },
  'track-row': { fill: 'none', stroke: 'none' },
  'printed': { fill: 'var(--vscode-descriptionForeground)', stroke: 'none' },
  'mark-breakpoint': { fill: 'var(--vscode-charts-red)', stroke: 'none' },
  'owner-root': { opacity: 0.2, stroke: 'none' },
  'owner-0': { fill: 'var(--vscode-charts-blue)', stroke: 'none' },
  'owner-1': { fill: 'var(--vscode-charts-yellow)', stroke: 'none' },
  'owner-2': { fill: 'var(--vscode-charts-green)', stroke: 'none' },
};

function lookOf(part: Part): Look {
  return { fill: 'var(--vscode-foreground)', stroke: 'var(--vscode-foreground)', dashed: false, ...THEME[part] };
}

/** Wide enough for a deep recursion. */
const WIDE: Surroundings = { ...SURROUNDINGS, width: 930 };

function svg(drawing: Drawing): string {
  return svgOf(drawing, SURROUNDINGS.metrics, 'var(--vscode-editor-font-family), monospace', 'none', lookOf);
}

class Subject {
  private constructor(readonly session: Session) {}

  static async launch(example: string): Promise<Subject> {
    const program = join(process.cwd(), 'examples', example);
    const session = await Session.start(inlineClient(new NodePlatform()), { launch: { program, stopOnEntry: true, stopOnExit: true } as object });
    await session.halted();
    return new Subject(session);
  }

  picture(): Promise<PictureBody> {
    return this.session.client.request('strata/picture', { threadId: this.session.threadId, frames: FRAMES });
  }

  /** Steps until something is so; gives the pictures before and after the last step. */
  async until(right: (body: PictureBody) => boolean): Promise<readonly [PictureBody, PictureBody]> {
    let before = await this.picture();
    for (;;) {
      const halted = this.session.halted();
      await this.session.client.request('strata/step', { threadId: this.session.threadId });
      await halted;
      const body = await this.picture();
      if (right(body)) return [before, body];
      before = body;
    }
  }
}

/** A few instructions, each with what it does to the operand stack. */
async function programPicture(): Promise<Drawing> {
  const subject = await Subject.launch('factorial.sasm'), { metrics: { font } } = SURROUNDINGS, shapes: Drawing['shapes'][number][] = [];
  const [, first] = await subject.until(({ next }) => next.instruction.startsWith('get n'));
  let body = first, y = font * 2;
  for (let i = 0; i < 6; i++, y += font * 2) {
    shapes.push({ kind: 'words', key: `instruction ${i}`, part: 'title', x: font, y, anchor: 'start', text: body.next.instruction });
    shapes.push({ kind: 'words', key: `effect ${i}`, part: 'note', x: 260, y, anchor: 'start', text: effectText(body.next) });
    [, body] = await subject.until(() => true);
  }
  return { width: SURROUNDINGS.width, height: Math.round(y), shapes };
}

/** All pictures, by the names of their files. */
export async function pictures(): Promise<Readonly<Record<string, string>>> {
  const factorial = await Subject.launch('factorial.sasm');
  const deepest = await factorial.until(({ frames, next }) => frames.length === 7 && next.instruction === 'ret');
  const product = await factorial.until(({ next }) => next.instruction === 'mul' && next.pushes.some(({ value }) => value === '6'));
  const robin = await Subject.launch('round_robin.sasm');
  for (let i = 0; i < 3; i++) await robin.until(({ layer }) => layer.includes('dotter'));
  const layers: LayersBody = await robin.session.client.request('strata/layers');
  const sieve = await Subject.launch('mandelbrot.sasm');
  await sieve.session.continue();
  await sieve.session.client.request('strata/goTo', { steps: 300_000 });
  await sieve.session.halted();
  const time: TimeBody = await sieve.session.client.request('strata/time');
  return {
    program: svg(await programPicture()), frames: svg(drawStack(deepest[1], deepest[0], WIDE)), stack: svg(drawStack(product[1], product[0], SURROUNDINGS)),
    layers: svg(drawLayers(layers, SURROUNDINGS)), time: svg(drawTime(time, SURROUNDINGS)),
  };
}
