import { parseDocument } from 'htmlparser2';
import { escapeHtml, escapeText } from './escape-html.ts';
import { permitted } from './permitted.ts';
import { isSafeAddress } from './safe-address.ts';
import { strictUri } from './strict-uri.ts';

type Node = ReturnType<typeof parseDocument>['children'][number];
type Element = Extract<Node, { attribs: unknown }>;

/** What an article's body needs from around it. */
export interface XhtmlOptions {
  /** The file an image lies in, by the address it stood under; undefined where there is none. */
  image(address: string): string | undefined;
  /** Said in the place of an image that there is none of. */
  readonly missing: string;
}

const empty = new Set(['br', 'hr']);
const plain = new Set(
  `p h2 h3 h4 h5 h6 ul ol li blockquote pre figure figcaption table caption thead tbody tfoot tr td th
   em strong b i u s sub sup code q cite small mark`.split(/\s+/),
);

/** Elements nested deeper leave their text: clean HTML of ours never comes near it. */
const deepest = 256;

/** What is said of the place of a node: the options, and how many elements are around it. */
interface Place extends XhtmlOptions {
  readonly depth: number;
}

/**
 * An article's clean HTML (as `sanitizeArticleHtml` gives it) as XHTML that is well-formed XML: for
 * books, whose readers take nothing else. Images point at what `image` gives, or are told by their
 * text; links lead to http, https and mail alone; `lang` is told as `xml:lang` too. Elements nested
 * deeper than 256 leave their text alone, so that no nesting costs stack.
 */
export function articleXhtml(html: string, options: XhtmlOptions): string {
  const { children } = parseDocument(html.toWellFormed());
  return written(children, { ...options, depth: 0 });
}

const written = (nodes: readonly Node[], place: Place): string =>
  nodes.map((node) => writtenNode(node, place)).join('');

function writtenNode(node: Node, place: Place): string {
  if (node.type === 'text') return escapeText(permitted(node.data));
  if (!('attribs' in node)) return '';
  const { name } = node;
  if (name === 'img') return image(node, place);
  if (empty.has(name)) return `<${name}/>`;
  if (place.depth >= deepest) return escapeText(permitted(textIn(node)));
  const within = { ...place, depth: place.depth + 1 };
  if (name === 'ruby') return ruby(node, within);
  if (name === 'dl') return terms(node, within);
  const inside = written(node.children, within);
  if (name === 'a') return link(node, inside);
  return plain.has(name) ? tagged(name, attributesOf(node), inside) : inside;
}

/** The text of an element, however deep it lies: without recursion. */
function textIn(element: Element): string {
  const found: string[] = [];
  const waiting: Node[] = [element];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'text') found.push(node.data);
    if ('children' in node) for (const child of node.children.toReversed()) waiting.push(child);
  }
  return found.join('');
}

const tagged = (name: string, attributes: string, inside: string): string =>
  `<${name}${attributes}>${inside}</${name}>`;

function image({ attribs }: Element, { image, missing }: XhtmlOptions): string {
  const { src = '', alt = '' } = attribs;
  const file = image(src);
  const text = permitted(alt);
  if (file !== undefined) return `<img src="${escapeHtml(file)}" alt="${escapeHtml(text)}"/>`;
  const told = [text.trim(), missing].filter((part) => part !== '').join(' · ');
  return `<span class="image-missing">${escapeText(told)}</span>`;
}

function link({ attribs }: Element, inside: string): string {
  const { href = '' } = attribs;
  const uri = isSafeAddress(href) ? strictUri(href) : undefined;
  return uri === undefined ? inside : `<a href="${escapeHtml(uri)}">${inside}</a>`;
}

/** The kinds of an element's children, a letter each: one of `letters`, `-` for any other. */
const kindsOf = (nodes: readonly Node[], letters: Readonly<Record<string, string>>): string =>
  nodes.map((child) => ('attribs' in child ? (letters[child.name] ?? '-') : '-')).join('');

/** Each part with its reading behind it, which those who show none put in brackets; else the text alone. */
function ruby(node: Element, place: Place): string {
  const isRuby = /^(?:-+(?:t|ptp))+$/.test(kindsOf(node.children, { rt: 't', rp: 'p' }));
  if (!isRuby) return written(node.children, place);
  const parts = node.children.map((child) =>
    'attribs' in child && /^r[tp]$/.test(child.name)
      ? tagged(child.name, '', written(child.children, place))
      : writtenNode(child, place),
  );
  return tagged('ruby', '', parts.join(''));
}

/** A list of terms where each has what it means behind it; else the lines one below the other. */
function terms(node: Element, place: Place): string {
  const items = node.children.filter((child) => 'attribs' in child);
  const isList = /^(?:t+d+)+$/.test(kindsOf(items, { dt: 't', dd: 'd' }));
  const lines = items.map((item) =>
    tagged(isList ? item.name : 'div', attributesOf(item), written(item.children, place)),
  );
  return tagged(isList ? 'dl' : 'div', '', lines.join(''));
}

const numbered = new Set(['colspan', 'rowspan', 'start']);

function attributesOf({ attribs }: Element): string {
  const { lang, dir } = attribs;
  const told: string[] = [];
  if (lang !== undefined && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$/.test(lang)) {
    told.push(` xml:lang="${lang}" lang="${lang}"`);
  }
  if (dir !== undefined && /^(?:ltr|rtl|auto)$/.test(dir)) told.push(` dir="${dir}"`);
  for (const [name, value] of Object.entries(attribs)) {
    if (numbered.has(name) && /^[1-9]\d{0,3}$/.test(value)) told.push(` ${name}="${value}"`);
  }
  return told.join('');
}
