import type { Instant } from '../model/index.ts';
import type { PageContext } from './context.ts';
import { changeLine } from './edit-words.ts';
import { type Desk, deskOf } from './layout.ts';
import { joined, type Markup, markup, written } from './markup.ts';
import type { EditItem, EditsView } from './views.ts';

/** Absolute addresses of the feed itself and of the page that shows the same; how its entries are
 * addressed. */
export interface FeedPlace {
  readonly self: string;
  readonly page: string;
  /** Makes a link of the reader absolute. */
  absolute(href: string): string;
}

/** Edits as an Atom feed (RFC 4287): an entry an edit, its changes as HTML, newest first. An entry's id
 * is that of its revision: it stays the same at whatever address the archive is read. */
export function editsFeed(
  context: PageContext,
  view: Pick<EditsView, 'outlet' | 'edits'>,
  place: FeedPlace,
): string {
  const desk = deskOf(context);
  const { say } = desk;
  const title =
    view.outlet === undefined ? say('editsTitle') : say('editsOf', { outlet: view.outlet.title });
  const newest = view.edits.reduce<Instant | undefined>(
    (latest, { seenAt }) => (latest === undefined || seenAt > latest ? seenAt : latest),
    undefined,
  );
  return written(markup`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${context.locale}">
<id>${place.self}</id>
<title>${title} · ${context.archiveTitle}</title>
<link rel="self" type="application/atom+xml" href="${place.self}"/>
<link rel="alternate" type="text/html" href="${place.page}"/>
<updated>${newest ?? context.now}</updated>
<generator>Backissue</generator>
${view.edits.map((edit) => entryOf(desk, edit, place))}
</feed>
`);
}

function entryOf(desk: Desk, edit: EditItem, place: FeedPlace): Markup {
  const { links, say } = desk;
  const { line, revisionId, from, to, kinds, seenAt, changes } = edit;
  const address = place.absolute(
    links.difference?.(line.id, from, to) ?? links.article(line.id, to),
  );
  const named = joined(
    kinds.slice(0, 3).map((kind) => say(`edit.${kind}`)),
    say('authorsBetween'),
  );
  const title = line.title.trim() === '' ? say('untitled') : line.title;
  const list = markup`<ul>${changes.map((change) => changeLine(desk, change, line.language))}</ul>`;
  // A string is escaped: Atom carries HTML as text.
  const html = list.toString();
  return markup`<entry>
<id>urn:backissue:edit:${revisionId}</id>
<title>${title} (${named})</title>
<link rel="alternate" type="text/html" href="${address}"/>
<updated>${seenAt}</updated>
<author><name>${line.sourceTitle}</name></author>
<content type="html">${html}</content>
</entry>
`;
}
