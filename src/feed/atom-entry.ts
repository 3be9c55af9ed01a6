import type { Url } from '../model/index.ts';
import type { Draft } from './draft.ts';
import { atomHtmlOf, atomTitleOf, htmlOf } from './feed-text.ts';
import { authorNames, firstDate, guidUrl, linkUrl } from './item-fields.ts';
import { child, childrenOf, firstFilled, textOf, type XmlElement } from './xml-element.ts';

/** An entry of Atom 1.0 (RFC 4287) or 0.3. Authors of the feed are not its own: see parse-feed. */
export function atomEntry(entry: XmlElement): Draft {
  const faults: string[] = [];
  const guid = textOf(entry, 'id', 'guid');
  const full =
    atomHtmlOf(firstFilled(entry, 'content')) ??
    htmlOf(firstFilled(entry, 'content:encoded', 'xhtml:div'));
  const short =
    atomHtmlOf(firstFilled(entry, 'summary')) ??
    htmlOf(firstFilled(entry, 'description', ...media));
  const group = child(entry, 'media:group');
  const shown = short ?? (group === undefined ? undefined : htmlOf(firstFilled(group, ...media)));
  return {
    guid,
    url: atomLink(entry) ?? guidUrl(guid),
    title: atomTitleOf(firstFilled(entry, 'title', 'dc:title', 'media:title')),
    authors: atomAuthors(entry),
    publishedAt: firstDate(
      dates(entry, 'published', 'issued', 'dc:date', 'created', 'pubdate'),
      faults,
    ),
    updatedAt: firstDate(dates(entry, 'updated', 'modified', 'dcterms:modified'), faults),
    contentHtml: full ?? shown,
    summaryHtml: full === undefined || full === shown ? undefined : shown,
    faults,
  };
}

const media = ['media:description'];

/** Names of the people an entry, feed or source calls its authors. */
export function atomAuthors(element: XmlElement): readonly string[] {
  const people = childrenOf(element, 'author').map(
    (author) => textOf(author, 'name', 'email', 'uri') || author.text,
  );
  const names = authorNames(people);
  return names.length > 0
    ? names
    : authorNames(childrenOf(element, 'dc:creator').map((one) => one.text));
}

/** The page an entry or feed is about: `alternate`, HTML before anything else. */
export function atomLink(element: XmlElement): Url | undefined {
  const original = textOf(element, 'feedburner:origlink');
  if (original !== '') return linkUrl(original, element.base);
  const links = childrenOf(element, 'link').filter((link) => relOf(link) === 'alternate');
  const pages = links.filter((link) => /html|^$/.test(link.attributes['type'] ?? ''));
  for (const link of [...pages, ...links]) {
    const href = link.attributes['href'] ?? link.text;
    const url =
      href.trim() === '' && link.attributes['href'] === undefined
        ? undefined
        : linkUrl(href, link.base);
    if (url !== undefined) return url;
  }
  return undefined;
}

/** The first link with that relation. */
export function relatedLink(element: XmlElement, name: string, rel: string): Url | undefined {
  const link = childrenOf(element, name).find((one) => relOf(one) === rel);
  return link === undefined ? undefined : linkUrl(link.attributes['href'] ?? '', link.base);
}

function relOf(link: XmlElement): string {
  const rel = (link.attributes['rel'] ?? '').trim().toLowerCase() || 'alternate';
  return rel.replace(/^http:\/\/www\.iana\.org\/assignments\/relation\//, '');
}

function dates(entry: XmlElement, ...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => childrenOf(entry, name).map((one) => one.text)).slice(0, 20);
}
