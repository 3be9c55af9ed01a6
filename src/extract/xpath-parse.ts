import {
  type Axis,
  asksPosition,
  type Expression,
  isAxis,
  type NodeTest,
  type Operator,
  type Step,
} from './xpath-expression.ts';
import { xpathFunctionArity } from './xpath-functions.ts';
import { type Token, type XPathFault, xpathTokens } from './xpath-tokens.ts';

/** Operators by how tightly they bind, the loosest first (XPath 1.0, section 3.5). */
const levels: readonly ReadonlySet<string>[] = [
  new Set(['or']),
  new Set(['and']),
  new Set(['=', '!=']),
  new Set(['<', '<=', '>', '>=']),
  new Set(['+', '-']),
  new Set(['*', 'div', 'mod']),
];
const deepest = 60;
const end: Token = { kind: 'end', text: '', at: 0 };
const anyNode: Step = {
  axis: 'descendant-or-self',
  test: { kind: 'node' },
  predicates: [],
};

/** Parses an expression of XPath 1.0; what it has that no page has (variables, namespaces) is a fault. */
export function parseXPath(text: string): Expression | XPathFault {
  const tokens = xpathTokens(text);
  if ('fault' in tokens) return tokens;
  const parser = new Parser(tokens);
  const expression = parser.binary(0);
  const next = parser.next();
  if (parser.fault !== undefined) return { fault: parser.fault };
  if (next.kind !== 'end') return { fault: `has “${next.text}” where it should end` };
  return expression;
}

const nothing: Expression = { kind: 'string', value: '' };

class Parser {
  /** The first thing that is wrong; reading goes on, and its answer is not used. */
  fault: string | undefined;
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  next(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? end;
  }

  binary(level: number): Expression {
    const operators = levels[level];
    if (operators === undefined) return this.unary();
    this.depth += level === 0 ? 1 : 0;
    if (this.depth > deepest) return this.wrong('is nested too deep');
    let left = this.binary(level + 1);
    while (this.fault === undefined && this.isOperator(operators)) {
      const operator = this.take().text as Operator;
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) };
    }
    this.depth -= level === 0 ? 1 : 0;
    return left;
  }

  private isOperator(operators: ReadonlySet<string>): boolean {
    const { kind, text } = this.next();
    return (kind === 'sign' || kind === 'name') && operators.has(text);
  }

  private unary(): Expression {
    let negative = false;
    while (this.isSign('-')) {
      this.at += 1;
      negative = !negative;
    }
    let left = this.path();
    while (this.fault === undefined && this.isSign('|')) {
      this.at += 1;
      left = { kind: 'binary', operator: '|', left, right: this.path() };
    }
    return negative ? { kind: 'negative', of: left } : left;
  }

  private path(): Expression {
    const { kind, text } = this.next();
    const isCall =
      kind === 'name' && this.next(1).text === '(' && !/^(?:text|node|comment)$/.test(text);
    if (kind === 'string' || kind === 'number' || isCall || this.isSign('('))
      return this.filtered();
    if (this.isSign('/')) {
      this.at += 1;
      const steps = this.isStepStart() ? this.steps([]) : [];
      return { kind: 'path', from: 'root', filters: [], steps };
    }
    if (this.isSign('//')) {
      this.at += 1;
      return { kind: 'path', from: 'root', filters: [], steps: this.steps([anyNode]) };
    }
    return { kind: 'path', from: 'context', filters: [], steps: this.steps([]) };
  }

  /** A primary expression with its predicates and the path that goes on from it. */
  private filtered(): Expression {
    const from = this.primary();
    const filters = this.predicates();
    if (this.isSign('/') || this.isSign('//')) {
      const steps = this.take().text === '//' ? [anyNode] : [];
      return { kind: 'path', from, filters, steps: this.steps(steps) };
    }
    return filters.length === 0 ? from : { kind: 'path', from, filters, steps: [] };
  }

  private primary(): Expression {
    const token = this.take();
    if (token.kind === 'string') return { kind: 'string', value: token.text };
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.text !== '(') return this.call(token.text.toLowerCase());
    const inner = this.binary(0);
    this.expect(')');
    return inner;
  }

  private call(name: string): Expression {
    this.expect('(');
    const given: Expression[] = [];
    while (this.fault === undefined && !this.isSign(')')) {
      if (given.length > 0) this.expect(',');
      given.push(this.binary(0));
    }
    this.expect(')');
    const arity = xpathFunctionArity(name);
    if (arity === undefined) return this.wrong(`asks for ${name}(), which is not known`);
    const [least, most] = arity;
    if (given.length >= least && given.length <= most) return { kind: 'call', name, given };
    return this.wrong(`gives ${name}() ${given.length} values`);
  }

  private steps(before: readonly Step[]): Step[] {
    const steps = [...before, this.step()];
    while (this.fault === undefined && (this.isSign('/') || this.isSign('//'))) {
      if (this.take().text === '//') steps.push(anyNode);
      steps.push(this.step());
    }
    return shortened(steps);
  }

  private isStepStart(): boolean {
    const { kind, text } = this.next();
    return kind === 'name' || (kind === 'sign' && ['*', '@', '.', '..'].includes(text));
  }

  private step(): Step {
    if (this.isSign('.') || this.isSign('..')) {
      const axis = this.take().text === '.' ? 'self' : 'parent';
      return { axis, test: { kind: 'node' }, predicates: this.predicates() };
    }
    const axis = this.axis();
    return { axis, test: this.test(), predicates: this.predicates() };
  }

  private axis(): Axis {
    if (this.isSign('@')) {
      this.at += 1;
      return 'attribute';
    }
    if (this.next(1).text !== '::') return 'child';
    const { text } = this.take();
    this.at += 1;
    if (isAxis(text)) return text;
    this.wrong(`names the axis ${text}, which is not known`);
    return 'child';
  }

  private test(): NodeTest {
    const { kind, text } = this.take();
    if (text === '*' && kind === 'sign') return { kind: 'name', name: '*' };
    if (kind !== 'name') {
      this.wrong(text === '' ? 'ends where a name should stand' : `has “${text}” for a name`);
    }
    if (!this.isSign('(')) return { kind: 'name', name: text.toLowerCase() };
    this.at += 1;
    this.expect(')');
    if (text === 'text' || text === 'node' || text === 'comment') return { kind: text };
    this.wrong(`asks for ${text}() within a path`);
    return { kind: 'node' };
  }

  private predicates(): Expression[] {
    const predicates: Expression[] = [];
    while (this.fault === undefined && this.isSign('[')) {
      this.at += 1;
      predicates.push(this.binary(0));
      this.expect(']');
    }
    return predicates;
  }

  private isSign(text: string): boolean {
    const token = this.next();
    return token.kind === 'sign' && token.text === text;
  }

  private take(): Token {
    const token = this.next();
    this.at += 1;
    return token;
  }

  private expect(text: string): void {
    const token = this.take();
    if (token.kind !== 'sign' || token.text !== text) {
      this.wrong(`lacks “${text}”${token.text === '' ? ' at its end' : ` before “${token.text}”`}`);
    }
  }

  private wrong(fault: string): Expression {
    this.fault ??= fault;
    return nothing;
  }
}

/** `//p` asks every element for its children; without positions that is to ask for descendants. */
function shortened(steps: readonly Step[]): Step[] {
  const short: Step[] = [];
  for (const step of steps) {
    const isAfterAny = short.at(-1) === anyNode;
    if (isAfterAny && step.axis === 'child' && !step.predicates.some(asksPosition)) {
      short[short.length - 1] = { ...step, axis: 'descendant' };
    } else short.push(step);
  }
  return short;
}
