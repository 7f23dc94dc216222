// Text to tree. Strengths of operators follow the assembly language's constant expressions; comparisons are weaker than
// all of them, so `flags & 4 == 4` means what it looks like.
import { EXPRESSION_MAX, NESTING_MAX } from '../limits';
import { EXPRESSION_PROBLEMS } from '../messages';
import type { Format } from '../types';
import { tokens, type ExpressionToken } from './lexer';
import { ExpressionRefusal, type BinaryOperator, type Expression, type Tree, type UnaryOperator } from './tree';

const STRENGTHS: ReadonlyMap<string, number> = new Map<BinaryOperator, number>([
  ['||', 1], ['&&', 2], ['==', 3], ['!=', 3], ['<', 3], ['<=', 3], ['>', 3], ['>=', 3], ['|', 4], ['^', 5], ['&', 6],
  ['<<', 7], ['>>', 7], ['>>>', 7], ['+', 8], ['-', 8], ['*', 9], ['/', 9], ['%', 9],
]);

/** The formats by the letter behind the comma. */
export const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['d', 'decimal'], ['x', 'hexadecimal'], ['b', 'binary'], ['u', 'unsigned'], ['c', 'character'],
]);

/** The tree of an expression. Throws {@link ExpressionRefusal}. */
export function parseExpression(text: string, start = 0, end = text.length): Expression {
  if (end - start > EXPRESSION_MAX) throw new ExpressionRefusal(EXPRESSION_PROBLEMS.too_long, { limit: EXPRESSION_MAX }, { start, end });
  const parser = new Parser(tokens(text, start, end));
  return { text: text.slice(start, end), ...parser.whole() };
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly list: readonly ExpressionToken[]) {}

  private get token(): ExpressionToken {
    return this.list[this.at];
  }

  whole(): { tree: Tree; format: Format | undefined } {
    const [first] = this.list;
    if (first.kind === 'end') throw new ExpressionRefusal(EXPRESSION_PROBLEMS.empty, {}, first);
    const tree = this.choice();
    const format = this.accept(',') ? this.format() : undefined;
    if (this.isSign('=')) throw new ExpressionRefusal(EXPRESSION_PROBLEMS.assignment, {}, this.token);
    if (this.token.kind !== 'end') throw this.stray();
    return { tree, format };
  }

  private format(): Format {
    const { token } = this;
    const found = token.kind === 'name' ? token.text : '';
    const format = FORMATS.get(found);
    if (format === undefined) throw new ExpressionRefusal(EXPRESSION_PROBLEMS.bad_format, { found }, token);
    this.at++;
    return format;
  }

  private isSign(text: string): boolean {
    const { token } = this;
    return token.kind === 'sign' && token.text === text;
  }

  private accept(text: string): boolean {
    const is = this.isSign(text);
    if (is) this.at++;
    return is;
  }

  /** Takes the sign, which must be there; gives where it ends. */
  private expect(text: string): number {
    if (!this.isSign(text)) throw new ExpressionRefusal(EXPRESSION_PROBLEMS.expected, { what: text }, this.token);
    return this.list[this.at++].end;
  }

  private stray(): ExpressionRefusal {
    const { token } = this;
    const found = token.kind === 'name' || token.kind === 'sign' ? token.text : token.kind === 'end' ? '' : String(token.value);
    return new ExpressionRefusal(EXPRESSION_PROBLEMS.stray, { found }, token);
  }

  private choice(): Tree {
    if (++this.depth > NESTING_MAX) throw new ExpressionRefusal(EXPRESSION_PROBLEMS.too_deep, { limit: NESTING_MAX }, this.token);
    const condition = this.binary(1);
    let tree = condition;
    if (this.accept('?')) {
      const yes = this.choice();
      this.expect(':');
      const no = this.choice();
      tree = { kind: 'choice', condition, yes, no, start: condition.start, end: no.end };
    }
    this.depth--;
    return tree;
  }

  private binary(weakest: number): Tree {
    let left = this.unary();
    for (;;) {
      const { token } = this;
      const strength = token.kind === 'sign' ? STRENGTHS.get(token.text) ?? 0 : 0;
      if (token.kind !== 'sign' || strength < weakest) return left;
      this.at++;
      const right = this.binary(strength + 1);
      left = { kind: 'binary', operator: token.text as BinaryOperator, left, right, start: left.start, end: right.end };
    }
  }

  private unary(): Tree {
    const { token } = this;
    if (token.kind !== 'sign' || !['-', '+', '!', '~'].includes(token.text)) return this.primary();
    if (++this.depth > NESTING_MAX) throw new ExpressionRefusal(EXPRESSION_PROBLEMS.too_deep, { limit: NESTING_MAX }, token);
    this.at++;
    const operand = this.unary();
    this.depth--;
    return { kind: 'unary', operator: token.text as UnaryOperator, operand, start: token.start, end: operand.end };
  }

  private primary(): Tree {
    const { token } = this;
    switch (token.kind) {
      case 'integer': this.at++; return { kind: 'number', type: 'i32', value: token.value | 0, start: token.start, end: token.end };
      case 'float': this.at++; return { kind: 'number', type: 'f64', value: token.value, start: token.start, end: token.end };
      case 'text': this.at++; return { kind: 'text', value: token.value, start: token.start, end: token.end };
      case 'name': this.at++; return this.named(token.text, token.start, token.end);
      case 'sign': if (this.accept('(')) return this.group();
    }
    throw new ExpressionRefusal(EXPRESSION_PROBLEMS.expected_value, {}, token);
  }

  private group(): Tree {
    const tree = this.choice();
    this.expect(')');
    return tree;
  }

  private named(name: string, start: number, end: number): Tree {
    if (this.accept('(')) {
      const operand = this.choice();
      return { kind: 'convert', name, operand, start, end: this.expect(')') };
    }
    if (!this.accept('[')) return { kind: 'name', name, start, end };
    const operands = [this.choice()];
    if (this.accept(',')) operands.push(this.choice());
    return { kind: 'index', name, operands, start, end: this.expect(']') };
  }
}
