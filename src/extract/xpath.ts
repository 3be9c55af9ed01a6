import type { PageTree } from './tree.ts';
import { axisNodes, reverseAxes } from './xpath-axes.ts';
import { compared, isComparison } from './xpath-compare.ts';
import { asksPosition, type Expression, type Operator, type Step } from './xpath-expression.ts';
import { asBoolean, asNumber, callFunction, type XPathContext } from './xpath-functions.ts';
import {
  AttributeNode,
  inOrder,
  type XPathBudget,
  type XPathNode,
  type XPathValue,
} from './xpath-nodes.ts';

/**
 * What an expression of XPath 1.0 says of a page. Costs what `budget` has left at most; where that
 * is spent the answer is an empty list. Never throws.
 */
export function evaluateXPath(
  expression: Expression,
  tree: PageTree,
  budget: XPathBudget,
): XPathValue {
  const value = evaluate(expression, { tree, budget, node: tree.root, position: 1, size: 1 });
  return budget.left < 0 ? [] : value;
}

/** The nodes an expression names; none where it gives another kind of value. */
export function xpathNodes(
  expression: Expression,
  tree: PageTree,
  budget: XPathBudget,
): readonly XPathNode[] {
  const value = evaluateXPath(expression, tree, budget);
  return typeof value === 'object' ? value : [];
}

function evaluate(expression: Expression, context: XPathContext): XPathValue {
  context.budget.left -= 1;
  if (context.budget.left < 0) return [];
  switch (expression.kind) {
    case 'string':
    case 'number':
      return expression.value;
    case 'negative':
      return -asNumber(evaluate(expression.of, context), context);
    case 'call':
      return callFunction(
        expression.name,
        expression.given.map((given) => evaluate(given, context)),
        context,
      );
    case 'binary':
      return operate(expression.operator, expression, context);
    case 'path':
      return followPath(expression, context);
  }
}

type Binary = Extract<Expression, { kind: 'binary' }>;

function operate(operator: Operator, { left, right }: Binary, context: XPathContext): XPathValue {
  const first = evaluate(left, context);
  if (operator === 'or') return asBoolean(first) || asBoolean(evaluate(right, context));
  if (operator === 'and') return asBoolean(first) && asBoolean(evaluate(right, context));
  const second = evaluate(right, context);
  if (operator === '|') return inOrder([...nodesOf(first), ...nodesOf(second)]);
  if (isComparison(operator)) return compared(operator, first, second, context);
  return calculate(operator, asNumber(first, context), asNumber(second, context));
}

const nodesOf = (value: XPathValue): readonly XPathNode[] =>
  typeof value === 'object' ? value : [];

function calculate(operator: Operator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case 'div':
      return a / b;
    default:
      return a % b;
  }
}

type Path = Extract<Expression, { kind: 'path' }>;

function followPath({ from, filters, steps }: Path, context: XPathContext): XPathValue {
  if (typeof from === 'object') {
    const value = evaluate(from, context);
    if (typeof value !== 'object') return filters.length + steps.length === 0 ? value : [];
    return stepsFrom(steps, filtered(value, filters, context), context);
  }
  return stepsFrom(steps, [from === 'root' ? context.tree.root : context.node], context);
}

function stepsFrom(
  steps: readonly Step[],
  start: readonly XPathNode[],
  context: XPathContext,
): readonly XPathNode[] {
  let nodes = start;
  for (const step of steps) {
    if (nodes.length === 0 || context.budget.left < 0) return [];
    nodes = oneStep(step, nodes, context);
  }
  return nodes;
}

function oneStep(step: Step, from: readonly XPathNode[], context: XPathContext): XPathNode[] {
  const { axis, test, predicates } = step;
  const found: XPathNode[] = [];
  for (const node of predicates.some(asksPosition) ? from : withoutCovered(from, step)) {
    if (context.budget.left < 0) return [];
    const nodes = axisNodes(context.tree, node, axis, test, context.budget);
    for (const each of filtered(nodes, predicates, context)) found.push(each);
  }
  if (from.length > 1) return inOrder(found);
  return reverseAxes.has(axis) ? found.reverse() : found;
}

/** What stands in a node that was asked for all that is in it, or behind a sibling that was asked
 * for all behind it, has nothing to add. */
function withoutCovered(from: readonly XPathNode[], { axis }: Step): readonly XPathNode[] {
  if (axis === 'descendant' || axis === 'descendant-or-self') {
    let end = 0;
    return from.filter((node) => {
      if (node instanceof AttributeNode || node.index < end) return false;
      end = node.end;
      return true;
    });
  }
  if (axis !== 'following-sibling') return from;
  const parents = new Set<unknown>();
  return from.filter((node) => {
    if (node instanceof AttributeNode || parents.has(node.parent)) return false;
    parents.add(node.parent);
    return true;
  });
}

function filtered(
  nodes: readonly XPathNode[],
  predicates: readonly Expression[],
  context: XPathContext,
): readonly XPathNode[] {
  let left = nodes;
  for (const predicate of predicates) {
    const size = left.length;
    left = left.filter((node, at) => {
      const value = evaluate(predicate, { ...context, node, position: at + 1, size });
      return typeof value === 'number' ? value === at + 1 : asBoolean(value);
    });
  }
  return left;
}
