// Results of the prompt as text for people.
import type { Language, Text } from '../../base/message';
import { sentence } from '../diagnostics';
import { cells, padded } from '../layout';
import { SAYS } from './messages';
import { comparisonText, printedText } from './branch-text';
import { originText } from './origin-text';
import { historyText, pastLogText } from './past-text';
import type { Result, ShownFrame, ShownInstruction, ShownPlace, ShownPoint, ShownValue } from './results';

type Of<T extends Result['type']> = Extract<Result, { type: T }>;

/** Writes results in a language; each text ends with a line end. */
export class Show {
  constructor(private readonly language: Language) {}

  text(result: Result): string {
    switch (result.type) {
      case 'stopped': return this.stopped(result);
      // The adapter has said it already where the program ended by itself.
      case 'exited': return result.code === undefined ? this.line(SAYS.program_ended) : '';
      case 'waiting': return this.line(SAYS.waiting);
      case 'frames': return this.frames(result);
      case 'frame': return `${frameText(result.frame)}\n${lineText(result.frame.place, result.line)}`;
      case 'values': return this.values(result.values);
      case 'origins': return result.values.map((value) => originText(value, result.expression, (text, args) => this.say(text, args))).join('');
      case 'comparison': return comparisonText(result, (text, args) => this.say(text, args));
      case 'printed': return printedText(result, (text, args) => this.say(text, args));
      case 'past_log': return pastLogText(result, (text, args) => this.say(text, args));
      case 'history': return historyText(result, (text, args) => this.say(text, args));
      case 'breakpoint': return `${this.point(result.breakpoint)}\n`;
      case 'breakpoints': return this.breakpoints(result);
      case 'lines': return linesText(result);
      case 'disassembly': return result.instructions.map(instructionText).join('');
      case 'memory': return result.rows.map(({ address, values }) => `${address}:\t${values.join('\t')}\n`).join('');
      case 'stats': return result.text;
      case 'text': return `${result.text}\n`;
      case 'error': return `${result.message}\n`;
    }
  }

  private say(text: Text, args: Readonly<Record<string, string | number>> = {}): string {
    return sentence(text, this.language, args);
  }

  private line(text: Text, args: Readonly<Record<string, string | number>> = {}): string {
    return `${this.say(text, args)}\n`;
  }

  private stopped({ breakpoints, reason, description, layer, frame, elsewhere, line, instruction, stack, displays }: Of<'stopped'>): string {
    const hit = breakpoints.map((number) => `${this.say(SAYS.breakpoint, { number })}, `).join('');
    // How the run ended the adapter has said already.
    const parts = description === undefined || reason === 'exit' ? [] : [`${description}\n`];
    if (hit !== '' || elsewhere || description !== undefined) parts.push(`${hit}${placeText(frame)}${layer === undefined ? '' : `  [${layer}]`}\n`);
    parts.push(lineText(frame.place, line) || `${frame.address ?? ''}\t${instruction ?? ''}\n`);
    parts.push(`${this.say(SAYS.stack)} ${stack.length === 0 ? this.say(SAYS.empty) : stack.join(' ')}\n`);
    if (displays.length > 0) parts.push(this.values(displays));
    return parts.join('');
  }

  private frames({ frames, more }: Of<'frames'>): string {
    const rows = frames.map((frame) => `${frameText(frame)}\n`).join('');
    return more === 0 ? rows : rows + this.line(SAYS.more_frames, { count: more });
  }

  private values(values: readonly ShownValue[]): string {
    if (values.length === 0) return this.line(SAYS.nothing);
    const width = Math.max(...values.map(({ name }) => cells(name)));
    return values.map(({ name, value, type, chosen }) => {
      const mark = chosen === undefined ? '' : chosen ? '* ' : '  ';
      return `${mark}${padded(name, width)} = ${value}${type === undefined || type === '' ? '' : `  (${type})`}\n`;
    }).join('');
  }

  private point(point: ShownPoint): string {
    const { number, where, place, message, temporary, verified } = point;
    const name = this.say(temporary ? SAYS.temporary : SAYS.breakpoint, { number });
    const at = place === undefined ? where : `${where === placeName(place) ? '' : `${where}, `}${placeName(place)}`;
    const pending = verified || message === undefined ? '' : this.say(SAYS.pending, { message });
    return `${name}${this.say(SAYS.at, { where: at })}${pending}${this.pointFacts(point)}`;
  }

  private pointFacts({ enabled, condition, ignored, hits, log }: ShownPoint): string {
    const facts = [
      enabled ? '' : this.say(SAYS.disabled),
      condition === undefined ? '' : this.say(SAYS.only_if, { condition }),
      ignored === undefined ? '' : this.say(SAYS.passes, { count: ignored }),
      log === undefined ? '' : this.say(SAYS.writes, { text: log }),
      hits === 0 ? '' : this.say(SAYS.hits, { count: hits }),
    ];
    return facts.join('');
  }

  private breakpoints({ breakpoints, catching }: Of<'breakpoints'>): string {
    const rows = breakpoints.length === 0 ? this.line(SAYS.no_breakpoints) : breakpoints.map((point) => `${this.point(point)}\n`).join('');
    return catching.length === 0 ? rows : rows + this.line(SAYS.catching, { causes: catching.join(', ') });
  }
}

function placeName({ file, line }: ShownPlace): string {
  return `${file}:${line}`;
}

/** `main () at examples/echo.sasm:12`. */
function placeText({ name, place, address }: ShownFrame): string {
  return `${name} () at ${place === undefined ? address ?? '?' : placeName(place)}`;
}

function frameText(frame: ShownFrame): string {
  return frame.number === undefined ? `    -- ${frame.name}` : `${`#${frame.number}`.padEnd(3)} ${placeText(frame)}`;
}

/** The source line, and below it a mark under the instruction where the line holds more than that. */
function lineText(place: ShownPlace | undefined, line: string | undefined): string {
  if (place === undefined || line === undefined) return '';
  const { column, endColumn = column, endLine = place.line } = place;
  const number = String(place.line);
  const whole = line.replace(/;.*$/, '').trim();
  const marked = line.slice(column - 1, endLine > place.line ? undefined : endColumn - 1);
  if (marked.trim() === '' || marked.trim() === whole) return `${number}\t${line}\n`;
  const indent = line.slice(0, column - 1).replace(/[^\t]/gu, (character) => ' '.repeat(cells(character)));
  return `${number}\t${line}\n\t${indent}${'^'.repeat(Math.max(1, cells(marked)))}\n`;
}

function linesText({ first, lines, current }: Of<'lines'>): string {
  return lines.map((line, i) => `${first + i}${current === first + i ? ' ->' : ''}\t${line}\n`).join('');
}

function instructionText({ address, instruction, symbol, current }: ShownInstruction): string {
  return `${symbol === undefined ? '' : `<${symbol}>:\n`}${current ? '=> ' : '   '}${address}\t${instruction}\n`;
}
