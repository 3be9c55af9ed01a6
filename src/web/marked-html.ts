import { type Archive, sourcesIn } from '../archive/index.ts';
import type { Source } from '../model/index.ts';
import { markedPage, type PageContext } from '../pages/index.ts';
import { lineOf, outletsOf } from '../views/index.ts';
import { imagesFor } from './links.ts';
import { cursorText } from './moments.ts';
import { markedPath, type Reading, readingBar, signsOf } from './reading.ts';

/** Lines a page. */
const linesShown = 60;

/** Which list, and from where on. */
export interface MarkedAsked {
  readonly reading: Reading;
  readonly only: 'unread' | 'starred';
  readonly outlet?: string | undefined;
  readonly folder?: string | undefined;
  readonly after?: string | undefined;
}

/** The list of what is unread or starred, of an outlet, a folder or all. Throws ArchiveError `not-found` for
 * one that is none, `invalid` for a place in the list that is none. */
export async function markedHtml(
  archive: Archive,
  context: PageContext,
  { reading, only, outlet, folder, after }: MarkedAsked,
): Promise<string> {
  const sources = await archive.sourceList();
  const outlets = outletsOf(sources);
  const place = placeOf(sources, { outlet, folder });
  const articles = await archive.accounts.markedArticles({
    ...{ userId: reading.user.id, only, limit: linesShown + 1 },
    ...(place.sourceIds && { sourceIds: place.sourceIds }),
    ...(after !== undefined && { after: cursorAt(after) }),
  });
  const shown = articles.slice(0, linesShown);
  const last = articles.length > linesShown ? shown.at(-1) : undefined;
  const signs = await signsOf(archive, reading, shown);
  const image = await imagesFor(
    archive,
    shown.flatMap((article) => article.image ?? []),
  );
  const { title, sourceIds: _, ...of } = place;
  const here = markedPath(only, of);
  const bar = await readingBar(archive, reading, { here, ...place });
  // From the list of stars nothing else is to be made read.
  const { markAll: _all, ...rest } = bar;
  return markedPage(
    { ...context, links: { ...context.links, image } },
    {
      only,
      articles: shown.map((article) => lineOf(article, outlets, signs)),
      bar: only === 'unread' ? bar : rest,
      ...(title !== undefined && { place: title }),
      ...(last && { older: markedPath(only, { ...of, after: cursorOf(last) }) }),
      ...(after === undefined ? {} : { newer: here }),
    },
  );
}

type Seen = Parameters<Archive['accounts']['markedArticles']>[0]['after'] & object;

/** The lists are by first sight. */
const cursorOf = ({ firstSeenAt, id }: Seen): string =>
  cursorText.format({ sortAt: firstSeenAt, id });

function cursorAt(text: string): Seen {
  const { sortAt, id } = cursorText.parse(text);
  return { firstSeenAt: sortAt, id };
}

interface Place {
  readonly sourceIds?: readonly string[];
  readonly outlet?: string;
  readonly folder?: string;
  readonly title?: string;
}

function placeOf(
  sources: readonly Source[],
  { outlet, folder }: Pick<MarkedAsked, 'outlet' | 'folder'>,
): Place {
  if (outlet !== undefined) {
    const { source, sourceIds } = outletsOf(sources).named(outlet);
    return { sourceIds, outlet, title: source.title };
  }
  if (folder === undefined) return {};
  return { sourceIds: sourcesIn(folder, sources), folder, title: folder };
}
