import { escapeHtml } from '../html/index.ts';
import { runWeight } from './page-runs.ts';
import { type PageTree, rawText } from './tree.ts';

const longestScript = 4 * 1024 * 1024;
const mostScripts = 100;
const mostValues = 200_000;
const mostAssignments = 20;
/** Weight of a body, at least; a Han character weighs three. */
const shortest = 200;
const fewestCharacters = 70;
const assignment = /(?:window|self|globalThis)(?:\.[\w$]+|\[['"][\w$]+['"]\])\s*=\s*(?=[{[])/g;
const bodyKeys =
  /^(?:articleBody|body|bodyHtml|body_html|content|contentHtml|contents|html|text|fullText|full_text|paragraphs|blocks|components|elements|story|detail)$/i;
const textKeys = ['text', 'content', 'html', 'value', 'body', 'paragraph', 'data'];

/**
 * The body of a page as its scripts carry it, as HTML that is not sanitised: `articleBody` of
 * JSON-LD, or the longest text in the JSON state of Next, Nuxt, Apollo and the like. Nothing is
 * executed. Undefined where no script holds a text of sentences.
 */
export function scriptBody(tree: PageTree): string | undefined {
  let best: string | undefined;
  let most = shortest;
  for (const state of statesOf(tree)) {
    for (const html of bodiesIn(state)) {
      const weight = sentenceWeight(html);
      if (weight > most) {
        most = weight;
        best = html;
      }
    }
  }
  return best;
}

function* statesOf(tree: PageTree): Generator<unknown> {
  let scripts = 0;
  for (const node of tree.nodes) {
    if (node.name !== 'script') continue;
    const text = rawText(node);
    if (text.length < fewestCharacters || text.length > longestScript) continue;
    scripts += 1;
    if (scripts > mostScripts) return;
    const json = /json/i.test(node.attributes.get('type') ?? '');
    if (json) yield parsed(text);
    else yield* assigned(text);
  }
}

/** The JSON values that a script assigns to properties of `window`. */
function* assigned(script: string): Generator<unknown> {
  let assignments = 0;
  for (const match of script.matchAll(assignment)) {
    assignments += 1;
    if (assignments > mostAssignments) return;
    const start = match.index + match[0].length;
    const end = endOfValue(script, start);
    if (end - start >= fewestCharacters) yield parsed(script.slice(start, end));
  }
}

/** Where the object or list that begins at `start` ends; brackets in strings do not count. */
function endOfValue(script: string, start: number): number {
  let depth = 0;
  for (let at = start; at < script.length; at += 1) {
    const mark = script[at];
    if (mark === '"') at = endOfString(script, at);
    else if (mark === '{' || mark === '[') depth += 1;
    else if (mark === '}' || mark === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return start;
}

/** Where the string that begins at `start` has its closing quote. */
function endOfString(script: string, start: number): number {
  let at = start + 1;
  while (at < script.length && script[at] !== '"') at += script[at] === '\\' ? 2 : 1;
  return at;
}

/** A script that holds no JSON tells nothing; most are programs. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Keyed {
  readonly key: string;
  readonly value: unknown;
}

function* bodiesIn(state: unknown): Generator<string> {
  const open: Keyed[] = [{ key: '', value: state }];
  for (let seen = 0; seen < mostValues; seen += 1) {
    const each = open.pop();
    if (each === undefined) return;
    if (bodyKeys.test(each.key)) yield bodyOf(each.value);
    if (typeof each.value === 'object' && each.value !== null) openParts(each, open);
  }
}

function openParts({ key, value }: Keyed, open: Keyed[]): void {
  const named = !Array.isArray(value);
  for (const [name, inner] of Object.entries(value ?? {})) {
    open.push({ key: named ? name : key, value: inner });
  }
}

function bodyOf(value: unknown): string {
  if (Array.isArray(value)) return joined(value);
  return typeof value === 'string' ? asHtml(value) : '';
}

/** The texts of a list of paragraphs, which are strings or objects with a text. */
function joined(list: readonly unknown[]): string {
  return list
    .slice(0, 2000)
    .map((item) => asHtml(textOf(item)))
    .join('');
}

function textOf(item: unknown): string {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null) return '';
  for (const key of textKeys) {
    const value: unknown = Reflect.get(item, key);
    if (typeof value === 'string') return value;
  }
  return '';
}

function asHtml(text: string): string {
  if (/<(?:p|div|br|h[1-6]|ul|section|article)\b/i.test(text)) return text;
  return text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => `<p>${/<\w/.test(line) ? line : escapeHtml(line)}</p>`)
    .join('');
}

/** Weight of a text without its tags, nothing where it holds no sentences. */
function sentenceWeight(html: string): number {
  const text = html.replace(/<[^<>]{0,2000}>/g, ' ');
  const ends = text.match(/[.!?。！？]/g)?.length ?? 0;
  const weight = runWeight(text);
  return ends * 400 < weight ? 0 : weight;
}
