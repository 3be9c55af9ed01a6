import type { Url } from '../model/index.ts';
import type { Draft } from './draft.ts';
import { atomHtmlOf, htmlOf, titleOf } from './feed-text.ts';
import { innerMarkup } from './inner-markup.ts';
import { authorNames, firstDate, guidUrl, linkUrl } from './item-fields.ts';
import { itemMedia } from './item-media.ts';
import { itemTags } from './item-tags.ts';
import { child, childrenOf, firstFilled, textOf, type XmlElement } from './xml-element.ts';

/**
 * An item of RSS 0.9x, 1.0, 2.0 (and CDF) with what the usual modules say of it: content, Dublin
 * Core, Atom, Media RSS, iTunes, FeedBurner.
 */
export function rssItem(item: XmlElement): Draft {
  const faults: string[] = [];
  const guid = textOf(item, 'guid', 'atom:id', 'id') || (item.attributes['rdf:about'] ?? '').trim();
  const full =
    firstHtml(item, ['content:encoded', 'xhtml:body', 'body', 'fulltext', 'fullitem']) ??
    atomHtmlOf(firstFilled(item, 'atom:content', 'content'));
  const short =
    firstHtml(item, ['description', 'abstract']) ??
    atomHtmlOf(firstFilled(item, 'atom:summary', 'summary')) ??
    firstHtml(item, ['itunes:summary', 'media:description', 'dc:description']);
  return {
    guid,
    url: rssLink(item, guid),
    title: titleOf(firstFilled(item, 'title', 'atom:title', 'dc:title', 'media:title')),
    authors: rssAuthors(item),
    publishedAt: firstDate(textsOf(item, published), faults),
    updatedAt: firstDate(textsOf(item, updated), faults),
    contentHtml: full ?? short,
    summaryHtml: full === undefined || full === short ? undefined : short,
    ...itemMedia(item),
    tags: itemTags(item),
    faults,
  };
}

const published = [
  'pubdate',
  'dc:date',
  'published',
  'atom:published',
  'dcterms:issued',
  'dc:created',
  'dcterms:created',
  'date',
];
const updated = ['atom:updated', 'updated', 'dcterms:modified', 'dc:modified', 'lastbuilddate'];

function textsOf(item: XmlElement, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => childrenOf(item, name).map((one) => one.text)).slice(0, 20);
}

function firstHtml(item: XmlElement, names: readonly string[]): string | undefined {
  return htmlOf(firstFilled(item, ...names));
}

/** The article's address: the publisher's own where a reseller's stands in `link`. */
function rssLink(item: XmlElement, guid: string): Url | undefined {
  for (const [text, base] of linkTexts(item)) {
    const url = text.trim() === '' ? undefined : linkUrl(text, base);
    if (url !== undefined) return url;
  }
  const isPermalink = child(item, 'guid')?.attributes['ispermalink']?.trim().toLowerCase();
  return guidUrl(guid) ?? (isPermalink === 'true' ? linkUrl(guid, item.base) : undefined);
}

function* linkTexts(item: XmlElement): Generator<readonly [string, string]> {
  for (const name of ['feedburner:origlink', 'pheedo:origlink', 'link', 'atom:link']) {
    for (const link of childrenOf(item, name)) {
      const rel = link.attributes['rel'] ?? 'alternate';
      yield [link.text, link.base];
      if (rel === 'alternate') yield [link.attributes['href'] ?? '', link.base];
      yield [link.attributes['rdf:resource'] ?? '', link.base];
    }
  }
  yield [item.attributes['href'] ?? '', item.base];
  yield [textOf(item, 'url'), item.base];
}

function rssAuthors(item: XmlElement): readonly string[] {
  for (const name of [
    'dc:creator',
    'dc:author',
    'author',
    'atom:author',
    'itunes:author',
    'media:credit',
    'dcterms:creator',
    'creator',
  ]) {
    const authors = authorNames(childrenOf(item, name).map(personText));
    if (authors.length > 0) return authors;
  }
  return [];
}

/** A person's name, where Atom's form is used in RSS too. */
function personText(person: XmlElement): string {
  const inner = textOf(person, 'name', 'atom:name', 'email', 'atom:email', 'foaf:name');
  return inner || (person.mixed ? innerMarkup(person, 'html') : person.text);
}
