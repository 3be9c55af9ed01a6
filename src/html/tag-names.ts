import { ownString } from './own-string.ts';
import { wordSet } from './word-set.ts';

const words = (list: string): readonly string[] => list.split(' ');
const heading = words('p h1 h2 h3 h4 h5 h6');
const paragraphEnders = words(
  'address article aside blockquote details div dl fieldset figcaption figure footer form header hr main nav ol p pre section table ul',
);
/** For each tag, the tags directly around it that end where it begins. */
const impliedEnds = new Map<string, ReadonlySet<string>>([
  ...paragraphEnders.map((name) => [name, new Set(['p'])] as const),
  ...heading.slice(1).map((name) => [name, new Set(heading)] as const),
  ['a', new Set(['a'])],
  ['li', new Set(['li', 'p'])],
  ['dt', new Set(['dt', 'dd', 'p'])],
  ['dd', new Set(['dt', 'dd', 'p'])],
  ['td', new Set(['td', 'th', 'p'])],
  ['th', new Set(['td', 'th', 'p'])],
  ['tr', new Set(['tr', 'td', 'th', 'p'])],
  ['thead', new Set(['caption'])],
  ['tbody', new Set(['thead', 'tbody', 'tr', 'td', 'th', 'p', 'caption'])],
  ['tfoot', new Set(['thead', 'tbody', 'tr', 'td', 'th', 'p', 'caption'])],
  ['option', new Set(['option'])],
  ['optgroup', new Set(['option', 'optgroup'])],
  ['body', new Set(['head'])],
  ['rt', new Set(['rt', 'rp'])],
  ['rp', new Set(['rt', 'rp'])],
]);
const voidTags = wordSet(
  'area base basefont br col embed frame hr img input keygen link meta param source track wbr',
);
const foreignTags = new Set(['svg', 'math']);
const cells = new Set(['td', 'th', 'caption']);
const tableTags = wordSet('table thead tbody tfoot tr td th caption');

/** What HTML says of the elements of one name, looked up once for each tag of a page. */
export interface TagName {
  readonly name: string;
  /** Whether an element has no end of its own. */
  readonly isVoid: boolean;
  readonly isForeign: boolean;
  readonly isCell: boolean;
  readonly isTablePart: boolean;
  readonly ends: ReadonlySet<string> | undefined;
}

/** Whether an element has no end of its own, so that no `close` is told. */
export const isVoidTag = (name: string): boolean => voidTags.has(name);

/**
 * Names met so far, as they were written. Names repeat by the thousand on a page and from page to
 * page; a name that was met is the same string each time, so that comparing it is comparing a
 * pointer. Only short names are kept, and so many, that no page can fill the memory.
 */
const knownTags = new Map<string, TagName>();
const knownNames = new Map<string, string>();
const mostKnown = 2000;
const longestKnown = 40;

/** The tag of a name as written. `own` keeps what cannot be kept for all pages. */
export function tagOf(written: string, own: Map<string, TagName>): TagName {
  const known = knownTags.get(written);
  if (known !== undefined) return known;
  const lower = written.toLowerCase();
  const name = lower === 'image' ? 'img' : lower;
  const kept = written.length <= longestKnown && knownTags.size < mostKnown ? knownTags : own;
  const tag = knownTags.get(name) ?? own.get(name) ?? makeTag(ownString(name));
  kept.set(tag.name, tag);
  if (kept === knownTags) kept.set(ownString(written), tag);
  return tag;
}

function makeTag(name: string): TagName {
  return {
    name,
    isVoid: voidTags.has(name),
    isForeign: foreignTags.has(name),
    isCell: cells.has(name),
    isTablePart: tableTags.has(name),
    ends: impliedEnds.get(name),
  };
}

/** An attribute's name in lower case. */
export function attributeName(written: string): string {
  const known = knownNames.get(written);
  if (known !== undefined) return known;
  const lower = written.toLowerCase();
  if (written.length > longestKnown || knownNames.size >= mostKnown) return lower;
  const name = ownString(lower);
  knownNames.set(ownString(written), name);
  return name;
}
