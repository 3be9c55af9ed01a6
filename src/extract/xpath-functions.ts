import { type PageTree, TreeNode } from './tree.ts';
import {
  AttributeNode,
  numberOf,
  stringOf,
  type XPathBudget,
  type XPathNode,
  type XPathValue,
} from './xpath-nodes.ts';

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

const collapsed = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** A function of the strings of its values; with none given, of its node's. */
const ofStrings = (
  least: number,
  most: number,
  run: (...texts: string[]) => XPathValue,
): XPathFunction => ({
  least,
  most,
  run: (given, context) => run(...given.map((value) => asString(value, context))),
});

const ofOwn = (run: (text: string) => XPathValue): XPathFunction => ({
  least: 0,
  most: 1,
  run: ([value], context) => run(asString(value ?? [context.node], context)),
});

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
function substring([text = '', from = '', length]: Given, context: XPathContext): string {
  const first = Math.round(asNumber(from, context));
  const last = length === undefined ? Infinity : first + Math.round(asNumber(length, context));
  return [...asString(text, context)].filter((_, at) => at + 1 >= first && at + 1 < last).join('');
}

function translate(text: string, from: string, to: string): string {
  const [old, fresh] = [[...from], [...to]];
  const table = new Map<string, string>();
  old.forEach((sign, at) => {
    if (!table.has(sign)) table.set(sign, fresh[at] ?? '');
  });
  return [...text].map((sign) => table.get(sign) ?? sign).join('');
}

function after(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? '' : text.slice(at + mark.length);
}

function isOfLanguage([value = '']: Given, context: XPathContext): boolean {
  const wanted = asString(value, context).toLowerCase();
  const { node } = context;
  for (
    let each: TreeNode | null = node instanceof AttributeNode ? node.owner : node;
    each !== null;
    each = each.parent
  ) {
    const said = (each.attributes.get('xml:lang') ?? each.attributes.get('lang'))?.toLowerCase();
    if (said !== undefined) return said === wanted || said.startsWith(`${wanted}-`);
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
    string: ofOwn((text) => text),
    concat: ofStrings(2, 50, (...texts) => texts.join('')),
    'starts-with': ofStrings(2, 2, (text = '', mark = '') => text.startsWith(mark)),
    contains: ofStrings(2, 2, (text = '', mark = '') => text.includes(mark)),
    'substring-before': ofStrings(2, 2, (text = '', mark = '') =>
      text.slice(0, Math.max(0, text.indexOf(mark))),
    ),
    'substring-after': ofStrings(2, 2, (text = '', mark = '') => after(text, mark)),
    substring: { least: 2, most: 3, run: substring },
    'string-length': ofOwn((text) => [...text].length),
    'normalize-space': ofOwn(collapsed),
    translate: ofStrings(3, 3, (text = '', from = '', to = '') => translate(text, from, to)),
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
