import type { PageContext } from '../context.ts';
import type { EditItem, EditsView } from '../edit-views.ts';
import { changeLine } from '../edit-words.ts';
import { type Desk, deskOf } from '../layout.ts';
import { markup } from '../markup.ts';
import { messageTables } from '../messages.ts';
import type { Feed, FeedItem, FeedPlace } from './feed-view.ts';
import { newestOf } from './newest-of.ts';

/** Edits as a feed: an entry an edit, its changes as HTML, newest first. An entry's id is that of its
 * revision. */
export function editsFeed(
  context: PageContext,
  view: Pick<EditsView, 'outlet' | 'edits'>,
  place: FeedPlace,
): Feed {
  const desk = deskOf(context);
  const { editsOf, editsTitle } = messageTables[context.locale];
  const title =
    view.outlet === undefined
      ? editsTitle
      : editsOf.replace('{outlet}', () => view.outlet?.title ?? '');
  return {
    title: `${title} · ${context.archiveTitle}`,
    language: context.locale,
    ...(place.id !== undefined && { id: place.id }),
    self: place.self,
    page: place.page,
    updatedAt: newestOf(view.edits.map(({ seenAt }) => seenAt)) ?? context.now,
    items: view.edits.map((edit) => itemOf(desk, edit, place)),
  };
}

function itemOf(desk: Desk, edit: EditItem, place: FeedPlace): FeedItem {
  const { context, links } = desk;
  const { line, revisionId, from, to, kinds, seenAt, changes } = edit;
  const messages = messageTables[context.locale];
  const named = kinds
    .slice(0, 3)
    .map((kind) => messages[`edit.${kind}`])
    .join(messages.authorsBetween);
  const title = line.title.trim() === '' ? messages.untitled : line.title;
  const list = markup`<ul>${changes.map((change) => changeLine(desk, change, line.language))}</ul>`;
  return {
    id: `urn:backissue:edit:${revisionId}`,
    title: `${title} (${named})`,
    href: place.absolute(links.difference?.(line.id, from, to) ?? links.article(line.id, to)),
    authors: [line.sourceTitle],
    language: line.language,
    outlet: { title: line.sourceTitle },
    publishedAt: seenAt,
    updatedAt: seenAt,
    html: list.toString(),
    tags: [],
  };
}
