import sanitizeHtml, { type Attributes, type IOptions, type Tag } from 'sanitize-html';
import { isSafeAddress } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import type { Links } from './context.ts';

/** Elements nested deeper than this are dropped, their text kept. */
const deepest = 100;

const inline = 'a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small';
const blocks = 'span strong sub sup time u var wbr blockquote dd div dl dt figcaption figure h2 h3';
const others = 'h4 h5 h6 hr li ol p pre section ul caption col colgroup table tbody td tfoot th';
const allowedTags = `${inline} ${blocks} ${others} thead tr img`.split(' ');

const allowedAttributes = {
  '*': ['lang', 'dir'],
  a: ['href', 'rel'],
  img: ['src', 'alt', 'width', 'height', 'loading', 'decoding'],
  ol: ['start', 'reversed'],
  span: ['class'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
};

/**
 * An article's sanitised HTML made fit for a page of the archive: an image points at its archived
 * copy, or becomes a quiet placeholder holding its alt text; a link to the outside says `noopener
 * noreferrer`; headings start below the page's own. Only a closed list of elements and attributes
 * passes, so nothing in the result can load from elsewhere, whatever came in. `missing` is what a
 * placeholder says after the alt text.
 */
export function renderArticleBody(html: string, links: Links, missing = ''): string {
  // It writes `<img />`; its text and attribute values hold no bare `>`.
  return sanitizeHtml(html, optionsFor(links, missing)).replaceAll(' />', '>');
}

function optionsFor(links: Links, missing: string): IOptions {
  return {
    allowedTags,
    allowedAttributes,
    allowedClasses: { span: ['image-missing'] },
    // What `links` gives is trusted and may be any path; `outgoing` has seen to every href.
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nestingLimit: deepest,
    transformTags: {
      a: (_name, attributes) => outgoing(attributes),
      h1: 'h2',
      img: (_name, attributes) => archivedImage(attributes, links, missing),
      span: (_name, attributes) => ({ tagName: 'span', attribs: languageOf(attributes) }),
    },
  };
}

/** Attributes as they came: any may be missing. */
type Given = Readonly<Record<string, string | undefined>>;

function languageOf({ lang, dir }: Given): Attributes {
  return { ...(lang !== undefined && { lang }), ...(dir !== undefined && { dir }) };
}

function outgoing(attributes: Given): Tag {
  const { href = '' } = attributes;
  if (!isSafeAddress(href)) return { tagName: 'span', attribs: languageOf(attributes) };
  return { tagName: 'a', attribs: { href, rel: 'noopener noreferrer', ...languageOf(attributes) } };
}

function archivedImage(attributes: Given, links: Links, missing: string): Tag {
  const { alt = '', src: source = '' } = attributes;
  const copy = URL.canParse(source) ? links.image(new URL(source).href as Url) : undefined;
  if (copy === undefined) {
    return {
      tagName: 'span',
      attribs: { class: 'image-missing' },
      text: placeholderText(alt, missing),
    };
  }
  const size = { ...pixels('width', attributes), ...pixels('height', attributes) };
  return {
    tagName: 'img',
    attribs: { src: copy, alt, ...size, loading: 'lazy', decoding: 'async' },
  };
}

function placeholderText(alt: string, missing: string): string {
  return [alt.trim(), missing].filter((part) => part !== '').join(' · ');
}

function pixels(side: 'width' | 'height', attributes: Given): Attributes {
  const value = attributes[side] ?? '';
  return /^[1-9]\d{0,4}$/.test(value) ? { [side]: value } : {};
}

/** A search snippet with everything but `<mark>` taken for text. */
export function renderSnippet(snippetHtml: string): string {
  return sanitizeHtml(snippetHtml, { allowedTags: ['mark'], allowedAttributes: {} });
}
