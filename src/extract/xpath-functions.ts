import { type PageTree, TreeNode } from './tree.ts';
import {
  AttributeNode,
  longestText,
  numberOf,
  readText,
  stringOf,
  type XPathBudget,
  type XPathNode,
  type XPathValue,
} from './xpath-nodes.ts';
import { collapsed, partOf, signsIn, textAfter, textBefore, translated } from './xpath-strings.ts';

/** What an expression is evaluated in. */
export interface XPathContext {
  readonly tree: PageTree;
  readonly budget: XPathBudget;
  readonly node: XPathNode;
  readonly position: number;
  readonly size: number;
}

type Given = readonly XPathValue[];
interface XPathFunction {
  readonly least: number;
  readonly most: number;
  readonly run: (given: Given, context: XPathContext) => XPathValue;
}

/** The value as a string (XPath 1.0, section 4.2). */
export function asString(value: XPathValue, { tree, budget }: XPathContext): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object') {
    const [first] = value;
    return first === undefined ? '' : stringOf(tree, first, budget);
  }
  return String(value);
}

/** The value as a number (section 4.4). */
export function asNumber(value: XPathValue, context: XPathContext): number {
  if (typeof value === 'number') return value;
  return typeof value === 'boolean' ? Number(value) : numberOf(asString(value, context));
}

/** The value as a truth (section 4.3). */
export function asBoolean(value: XPathValue): boolean {
  if (typeof value === 'object') return value.length > 0;
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : Boolean(value);
}

type Cost = (texts: readonly string[]) => number;

const lengthOf: Cost = (texts) => texts.reduce((all, text) => all + text.length, 0);
const asRead: Cost = (texts) => lengthOf(texts) >> 6;
const bySign: Cost = (texts) => lengthOf(texts) >> 3;
/** At worst each place of the first is held against all of the second. */
const asSearched: Cost = ([text = '', mark = '']) =>
  Math.floor((text.length * (8 + mark.length)) / 512);

/** What a function of texts gives once it is paid for. */
function paid(
  cost: Cost,
  run: (...texts: string[]) => XPathValue,
  given: Given,
  context: XPathContext,
): XPathValue {
  const texts = given.map((value) => asString(value, context));
  context.budget.left -= cost(texts);
  return context.budget.left < 0 ? '' : run(...texts);
}

/** A function of the strings of its values. */
const ofStrings = (
  least: number,
  most: number,
  cost: Cost,
  run: (...texts: string[]) => XPathValue,
): XPathFunction => ({
  least,
  most,
  run: (given, context) => paid(cost, run, given, context),
});

/** A function of the string of its value; with none given, of its node's. */
const ofOwn = (cost: Cost, run: (text: string) => XPathValue): XPathFunction => ({
  least: 0,
  most: 1,
  run: ([value], context) =>
    paid(cost, (text = '') => run(text), [value ?? [context.node]], context),
});

/** A function of a text and a mark that is looked for in it. */
const ofSearch = (run: (text: string, mark: string) => XPathValue): XPathFunction =>
  ofStrings(2, 2, asSearched, (text = '', mark = '') => run(text, mark));

const ofNumber = (run: (value: number) => number): XPathFunction => ({
  least: 1,
  most: 1,
  run: ([value = ''], context) => run(asNumber(value, context)),
});

function nameOf([value]: Given, { node }: XPathContext): string {
  const first = value === undefined ? node : typeof value === 'object' ? value[0] : undefined;
  if (first === undefined || (first instanceof TreeNode && first.name.startsWith('#'))) return '';
  return first.name;
}

function sum([value]: Given, { tree, budget }: XPathContext): number {
  if (typeof value !== 'object') return Number.NaN;
  return value.reduce((all, node) => all + numberOf(stringOf(tree, node, budget)), 0);
}

/** The part of a text from a place on, counted from 1 and rounded (section 4.2). */
function substring([text = '', from = '', length]: Given, context: XPathContext): XPathValue {
  const first = Math.round(asNumber(from, context));
  const end = length === undefined ? Infinity : first + Math.round(asNumber(length, context));
  return paid(bySign, (whole = '') => partOf(whole, first, end), [text], context);
}

function isOfLanguage([value = '']: Given, context: XPathContext): boolean {
  const wanted = readText(asString(value, context), context.budget).toLowerCase();
  const { node } = context;
  for (
    let each: TreeNode | null = node instanceof AttributeNode ? node.owner : node;
    each !== null;
    each = each.parent
  ) {
    const told = each.attributes.get('xml:lang') ?? each.attributes.get('lang');
    context.budget.left -= 1;
    if (told === undefined) continue;
    const said = readText(told, context.budget).toLowerCase();
    return said === wanted || said.startsWith(`${wanted}-`);
  }
  return false;
}

/** The core library of XPath 1.0 (section 4), without `id` and namespaces. */
const functions: ReadonlyMap<string, XPathFunction> = new Map(
  Object.entries({
    last: { least: 0, most: 0, run: (_, { size }) => size },
    position: { least: 0, most: 0, run: (_, { position }) => position },
    count: { least: 1, most: 1, run: ([value]) => (typeof value === 'object' ? value.length : 0) },
    name: { least: 0, most: 1, run: nameOf },
    'local-name': { least: 0, most: 1, run: nameOf },
    string: ofOwn(asRead, (text) => text),
    concat: ofStrings(2, 50, asRead, (...texts) => texts.join('').slice(0, longestText)),
    'starts-with': ofStrings(2, 2, asRead, (text = '', mark = '') => text.startsWith(mark)),
    contains: ofSearch((text, mark) => text.includes(mark)),
    'substring-before': ofSearch(textBefore),
    'substring-after': ofSearch(textAfter),
    substring: { least: 2, most: 3, run: substring },
    'string-length': ofOwn(bySign, signsIn),
    'normalize-space': ofOwn(bySign, collapsed),
    translate: ofStrings(3, 3, bySign, (text = '', from = '', to = '') =>
      translated(text, from, to),
    ),
    boolean: { least: 1, most: 1, run: ([value = false]) => asBoolean(value) },
    not: { least: 1, most: 1, run: ([value = false]) => !asBoolean(value) },
    true: { least: 0, most: 0, run: () => true },
    false: { least: 0, most: 0, run: () => false },
    lang: { least: 1, most: 1, run: isOfLanguage },
    number: {
      least: 0,
      most: 1,
      run: ([value], context) => asNumber(value ?? [context.node], context),
    },
    sum: { least: 1, most: 1, run: sum },
    floor: ofNumber(Math.floor),
    ceiling: ofNumber(Math.ceil),
    round: ofNumber(Math.round),
  } satisfies Record<string, XPathFunction>),
);

/** How many values a function takes, at least and at most; undefined for one that is not known. */
export function xpathFunctionArity(name: string): readonly [number, number] | undefined {
  const known = functions.get(name);
  return known && [known.least, known.most];
}

/** Runs a function that the parser has let pass. */
export const callFunction = (name: string, given: Given, context: XPathContext): XPathValue =>
  functions.get(name)?.run(given, context) ?? '';
