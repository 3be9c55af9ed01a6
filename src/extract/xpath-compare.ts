import type { Operator } from './xpath-expression.ts';
import { asBoolean, type XPathContext } from './xpath-functions.ts';
import { numberOf, stringOf, type XPathBudget, type XPathValue } from './xpath-nodes.ts';

const comparisons = ['=', '!=', '<', '<=', '>', '>='] as const;
type Comparison = (typeof comparisons)[number];

/** Whether an operator compares its two sides. */
export const isComparison = (operator: Operator): operator is Comparison =>
  (comparisons as readonly string[]).includes(operator);

/** Whether two values compare so; one that is a list does where one of its nodes does (XPath 1.0,
 * section 3.4). Holds no more once the budget is spent. */
export function compared(
  operator: Comparison,
  left: XPathValue,
  right: XPathValue,
  context: XPathContext,
): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') {
    return numbersAre(operator, Number(asBoolean(left)), Number(asBoolean(right)));
  }
  const [a, b] = [eachOf(left, context), eachOf(right, context)];
  const isAboutNumbers = typeof left === 'number' || typeof right === 'number';
  if (isAboutNumbers || (operator !== '=' && operator !== '!=')) {
    const numbers = b.map(plainNumber);
    return somePair(a.map(plainNumber), numbers, context.budget, (one, other) =>
      numbersAre(operator, one, other),
    );
  }
  const { budget } = context;
  return somePair(a.map(String), b.map(String), budget, (one, other) => {
    // Only texts of one length are compared sign by sign.
    if (one.length === other.length) budget.left -= one.length >> 6;
    return (one === other) === (operator === '=');
  });
}

function eachOf(
  value: Exclude<XPathValue, boolean>,
  { tree, budget }: XPathContext,
): readonly (string | number)[] {
  return typeof value === 'object' ? value.map((node) => stringOf(tree, node, budget)) : [value];
}

const plainNumber = (value: string | number): number =>
  typeof value === 'string' ? numberOf(value) : value;

function somePair<Value>(
  a: readonly Value[],
  b: readonly Value[],
  budget: XPathBudget,
  holds: (one: Value, other: Value) => boolean,
): boolean {
  for (const one of a) {
    for (const other of b) {
      budget.left -= 1;
      if (budget.left < 0) return false;
      if (holds(one, other)) return true;
    }
  }
  return false;
}

function numbersAre(operator: Comparison, a: number, b: number): boolean {
  switch (operator) {
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}
