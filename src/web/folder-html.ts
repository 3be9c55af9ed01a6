import { type Archive, newestArticles, sourcesIn } from '../archive/index.ts';
import { folderPage, type PageContext } from '../pages/index.ts';
import { byDay, lineOf, outletsOf } from '../views/index.ts';
import { folderPath, imagesFor } from './links.ts';
import { cursorText } from './moments.ts';
import { type Reading, readingBar, signsOf } from './reading.ts';

/** Lines a page. */
const linesShown = 60;

/** Which folder, and from where on. */
export interface FolderAsked {
  readonly folder: string;
  readonly after: string | undefined;
  readonly reading: Reading | undefined;
}

/** A folder's articles by day. Throws ArchiveError `not-found` for a folder that no source is in, `invalid`
 * for a cursor that is none. */
export async function folderHtml(
  archive: Archive,
  context: PageContext,
  { folder, after, reading }: FolderAsked,
): Promise<string> {
  const sources = await archive.sourceList();
  const outlets = outletsOf(sources);
  const sourceIds = sourcesIn(folder, sources);
  const articles = await newestArticles(archive, sourceIds, {
    after: after === undefined ? undefined : cursorText.parse(after),
    limit: linesShown + 1,
  });
  const shown = articles.slice(0, linesShown);
  const last = articles.length > linesShown ? shown.at(-1) : undefined;
  const home = folderPath(folder);
  const signs = await signsOf(archive, reading, shown);
  const bar = reading && (await readingBar(archive, reading, { here: home, sourceIds, folder }));
  const image = await imagesFor(
    archive,
    shown.flatMap((article) => article.image ?? []),
  );
  return folderPage(
    { ...context, links: { ...context.links, image } },
    {
      folder,
      sources: sourceIds.length,
      days: byDay(shown, context.timeZone, (article) => lineOf(article, outlets, signs)),
      ...(bar && { reading: bar }),
      ...(last && { older: `${home}&after=${encodeURIComponent(cursorText.format(last))}` }),
      ...(after === undefined ? {} : { newer: home }),
    },
  );
}
