import type { ArticleBuilder } from './article-builder.ts';
import { headingTag } from './article-elements.ts';
import { langAttribute, numberAttribute } from './article-links.ts';
import type { Frame } from './frame.ts';
import type { Attributes } from './tag-attributes.ts';
import { wordSet } from './word-set.ts';

const none: ReadonlySet<string> = new Set();
/** Which open blocks a part may end on the way to its parent. */
const partsOf: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['li', wordSet('li')],
  ['dt', wordSet('dt dd')],
  ['dd', wordSet('dt dd')],
  ['caption', wordSet('caption')],
  ['thead', wordSet('caption tr td th thead tbody')],
  ['tbody', wordSet('caption tr td th thead tbody')],
  ['tr', wordSet('caption tr td th')],
  ['td', wordSet('td th')],
  ['th', wordSet('td th')],
]);
const partKinds: ReadonlyMap<string, Frame['kind']> = new Map([
  ['caption', 'line'],
  ['figcaption', 'line'],
  ['thead', 'section'],
  ['tbody', 'section'],
  ['tr', 'row'],
]);

/** Opens the block an element stands for; undefined where it is only a border between lines. */
export function openBlock(
  builder: ArticleBuilder,
  name: string,
  attributes: Attributes,
): Frame | undefined {
  const lang = langAttribute(attributes);
  const heading = headingTag(name);
  if (heading !== undefined) return openIn(builder, heading, 'line', lang);
  switch (name) {
    case 'ul':
    case 'menu':
    case 'dir':
      return openStructure(builder, 'ul', 'list', lang);
    case 'ol':
      return openStructure(builder, 'ol', 'list', lang);
    case 'dl':
      return openStructure(builder, 'dl', 'terms', lang);
    case 'table':
      return openStructure(builder, 'table', 'table', lang);
    case 'blockquote':
      return openStructure(builder, 'blockquote', 'flow', lang);
    case 'pre':
      return openStructure(builder, 'pre', 'pre', lang);
    case 'figure':
      return builder.top.tag === 'figure'
        ? undefined
        : openStructure(builder, 'figure', 'flow', lang);
    case 'figcaption':
      return openUnder(builder, 'figcaption', ['figure'], lang);
    case 'li':
      return openUnder(builder, 'li', ['ul', 'ol'], lang);
    case 'dt':
    case 'dd':
      return openUnder(builder, name, ['dl'], lang);
    default:
      return openTablePart(builder, name, attributes);
  }
}

function openTablePart(
  builder: ArticleBuilder,
  name: string,
  attributes: Attributes,
): Frame | undefined {
  const lang = langAttribute(attributes);
  switch (name) {
    case 'caption':
      return openUnder(builder, 'caption', ['table'], lang);
    case 'thead':
      return openUnder(builder, 'thead', ['table'], lang);
    case 'tbody':
    case 'tfoot':
      return openUnder(builder, 'tbody', ['table'], lang);
    case 'tr':
      return openUnder(builder, 'tr', ['thead', 'tbody', 'table'], lang);
    case 'td':
    case 'th':
      if (builder.top.kind === 'table' || builder.top.kind === 'section') {
        builder.open('tr', 'row');
      }
      return openUnder(builder, name, ['tr'], cellAttributes(attributes) + lang);
    default:
      return undefined;
  }
}

function openIn(
  builder: ArticleBuilder,
  tag: string,
  kind: Frame['kind'],
  attributes: string,
): Frame | undefined {
  builder.openItem();
  return builder.open(tag, kind, attributes);
}

/** A list, table or quotation ends the heading it stands in: nobody means one to hold them. */
function openStructure(
  builder: ArticleBuilder,
  tag: string,
  kind: Frame['kind'],
  attributes: string,
): Frame | undefined {
  const { top } = builder;
  if (top.kind === 'line' && /^h\d$/.test(top.tag)) builder.close(top);
  return openIn(builder, tag, kind, attributes);
}

/** Opens a part of a list or table in its parent, ending what was left open in between. */
function openUnder(
  builder: ArticleBuilder,
  tag: string,
  parents: readonly string[],
  attributes: string,
): Frame | undefined {
  const around = builder.nearest(parents, partsOf.get(tag) ?? none);
  if (around === undefined) return undefined;
  builder.closeInside(around);
  return builder.open(tag, partKinds.get(tag) ?? 'item', attributes);
}

function cellAttributes(attributes: Attributes): string {
  return (
    numberAttribute('colspan', attributes, 2, 1000) +
    numberAttribute('rowspan', attributes, 2, 1000)
  );
}
