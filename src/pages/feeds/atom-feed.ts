import { knownLanguage } from '../language.ts';
import { type Markup, markup } from '../markup.ts';
import { feedLine, feedText } from './feed-text.ts';
import { type Feed, type FeedItem, feedTypes } from './feed-view.ts';

/** A feed as Atom (RFC 4287). HTML is escaped, never CDATA, which its own words could end. */
export function atomFeed({ id, title, language, self, page, updatedAt, items }: Feed): string {
  return markup`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${id ?? self}</id>
<title>${feedLine(title)}</title>
<link rel="self" type="${feedTypes.atom}" href="${self}"/>
<link rel="alternate" type="text/html" href="${page}"/>
<updated>${updatedAt}</updated>
<generator>Backissue</generator>
${items.map(entryOf)}</feed>
`.toString();
}

function entryOf(item: FeedItem): Markup {
  const { id, href, original, publishedAt, updatedAt, summary, outlet } = item;
  // An entry has an author; where no person is named it is the outlet.
  const authors = item.authors.length > 0 ? item.authors : [outlet.title];
  return markup`<entry xml:lang="${knownLanguage(item.language) ?? ''}">
<id>${id}</id>
<title>${feedLine(item.title)}</title>
<link rel="alternate" type="text/html" href="${href}"/>
${original !== undefined && markup`<link rel="via" type="text/html" href="${original}"/>\n`}${
  publishedAt !== undefined && markup`<published>${publishedAt}</published>\n`
}<updated>${updatedAt}</updated>
${authors.map((author) => markup`<author><name>${feedLine(author)}</name></author>\n`)}${item.tags.map(
  (tag) => markup`<category term="${feedLine(tag)}"/>\n`,
)}${(item.states ?? []).map(
  ({ term, label }) =>
    markup`<category term="${feedLine(term)}" scheme="http://www.google.com/reader/" label="${feedLine(label)}"/>\n`,
)}${
  summary !== undefined && markup`<summary>${feedLine(summary)}</summary>\n`
}<content type="html">${feedText(item.html)}</content>
${outlet.url !== undefined && markup`<source><id>${outlet.url}</id><title>${feedLine(outlet.title)}</title></source>\n`}</entry>
`;
}
