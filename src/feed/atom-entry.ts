import { atomLink } from './atom-link.ts';
import type { Draft } from './draft.ts';
import { atomHtmlOf, atomTitleOf, htmlOf } from './feed-text.ts';
import { authorNames, firstDate, guidUrl } from './item-fields.ts';
import { itemMedia } from './item-media.ts';
import { itemTags } from './item-tags.ts';
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
    ...itemMedia(entry),
    tags: itemTags(entry),
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

function dates(entry: XmlElement, ...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => childrenOf(entry, name).map((one) => one.text)).slice(0, 20);
}
