/** The axes of XPath 1.0 that a tree without namespaces has. */
export const axisNames = [
  'child',
  'descendant',
  'descendant-or-self',
  'self',
  'parent',
  'ancestor',
  'ancestor-or-self',
  'following-sibling',
  'preceding-sibling',
  'following',
  'preceding',
  'attribute',
] as const;
export type Axis = (typeof axisNames)[number];

/** Whether a name is one of an axis. */
export const isAxis = (name: string): name is Axis =>
  (axisNames as readonly string[]).includes(name);

/** `*` for any name; names are in lower case, as HTML has them. */
export type NodeTest =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'text' }
  | { readonly kind: 'node' }
  | { readonly kind: 'comment' };

export interface Step {
  readonly axis: Axis;
  readonly test: NodeTest;
  readonly predicates: readonly Expression[];
}

/** An expression of XPath 1.0, parsed. */
export type Expression =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'negative'; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Expression[] }
  | {
      readonly kind: 'path';
      /** Where it begins: the root, the context, or what another expression gives. */
      readonly from: 'root' | 'context' | Expression;
      readonly filters: readonly Expression[];
      readonly steps: readonly Step[];
    };

export type Operator =
  | 'or'
  | 'and'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | 'div'
  | 'mod'
  | '|';

const numeric = new Set([
  'position',
  'last',
  'count',
  'string-length',
  'number',
  'sum',
  'floor',
  'ceiling',
  'round',
]);
const arithmetic = new Set(['+', '-', '*', 'div', 'mod']);

/** Whether a predicate may ask where a node stands in its list, so that the list matters. */
export function asksPosition(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
    case 'negative':
      return true;
    case 'string':
      return false;
    case 'call':
      return numeric.has(expression.name) || expression.given.some(namesPosition);
    case 'binary':
      return arithmetic.has(expression.operator) || namesPosition(expression);
    case 'path':
      return false;
  }
}

function namesPosition(expression: Expression): boolean {
  if (expression.kind === 'call') {
    const { name, given } = expression;
    return name === 'position' || name === 'last' || given.some(namesPosition);
  }
  if (expression.kind === 'negative') return namesPosition(expression.of);
  if (expression.kind !== 'binary') return false;
  return namesPosition(expression.left) || namesPosition(expression.right);
}
