import { parseDocument } from 'htmlparser2';
import { escapeHtml, escapeText } from './escape-html.ts';
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

/**
 * An article's clean HTML (as `sanitizeArticleHtml` gives it) as XHTML that is well-formed XML: for
 * books, whose readers take nothing else. Images point at what `image` gives, or are told by their
 * text; links lead to http, https and mail alone; `lang` is told as `xml:lang` too.
 */
export function articleXhtml(html: string, options: XhtmlOptions): string {
  return written(parseDocument(html.toWellFormed()).children, options);
}

const written = (nodes: readonly Node[], options: XhtmlOptions): string =>
  nodes.map((node) => writtenNode(node, options)).join('');

function writtenNode(node: Node, options: XhtmlOptions): string {
  if (node.type === 'text') return escapeText(node.data.replace(forbidden, '\uFFFD'));
  if (!('attribs' in node)) return '';
  const { name } = node;
  if (name === 'img') return image(node, options);
  if (empty.has(name)) return `<${name}/>`;
  const inside = written(node.children, options);
  if (name === 'a') return link(node, inside);
  if (name === 'ruby') return ruby(node, options, inside);
  if (name === 'dl') return terms(node, options);
  return plain.has(name) ? tagged(name, attributesOf(node), inside) : inside;
}

const tagged = (name: string, attributes: string, inside: string): string =>
  `<${name}${attributes}>${inside}</${name}>`;

function image({ attribs }: Element, { image, missing }: XhtmlOptions): string {
  const { src = '', alt = '' } = attribs;
  const file = image(src);
  const text = alt.replace(forbidden, '\uFFFD');
  if (file !== undefined) return `<img src="${escapeHtml(file)}" alt="${escapeHtml(text)}"/>`;
  const told = [text.trim(), missing].filter((part) => part !== '').join(' · ');
  return `<span class="image-missing">${escapeText(told)}</span>`;
}

function link({ attribs }: Element, inside: string): string {
  const { href = '' } = attribs;
  const uri = strictUri(href);
  if (uri === undefined || !/^(?:https?|mailto):/.test(uri)) return inside;
  return `<a href="${escapeHtml(uri)}">${inside}</a>`;
}

/** The kinds of an element's children, a letter each: one of `letters`, `-` for any other. */
const kindsOf = ({ children }: Element, letters: Readonly<Record<string, string>>): string =>
  children.map((child) => ('attribs' in child ? (letters[child.name] ?? '-') : '-')).join('');

/** Each part with its reading behind it, which those who show none put in brackets; else the text alone. */
function ruby(node: Element, options: XhtmlOptions, inside: string): string {
  if (!/^(?:-+(?:t|ptp))+$/.test(kindsOf(node, { rt: 't', rp: 'p' }))) return inside;
  const parts = node.children.map((child) =>
    'attribs' in child && /^r[tp]$/.test(child.name)
      ? tagged(child.name, '', written(child.children, options))
      : writtenNode(child, options),
  );
  return tagged('ruby', '', parts.join(''));
}

/** A list of terms where each has what it means behind it; else the lines one below the other. */
function terms(node: Element, options: XhtmlOptions): string {
  const items = node.children.filter((child) => 'attribs' in child);
  const isList = /^(?:t+d+)+$/.test(kindsOf({ children: items } as Element, { dt: 't', dd: 'd' }));
  const lines = items.map((item) =>
    tagged(isList ? item.name : 'div', attributesOf(item), written(item.children, options)),
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

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFDD0-\uFDEF\uFFFE\uFFFF]/g;
