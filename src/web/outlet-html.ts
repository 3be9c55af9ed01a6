import { type Archive, newestArticles } from '../archive/index.ts';
import { outletPage, type PageContext } from '../pages/index.ts';
import { byDay, lineOf, outletsOf, shownHealth, shownSource } from '../views/index.ts';
import { imagesFor } from './links.ts';
import { cursorText } from './moments.ts';
import { type Reading, readingBar, signsOf } from './reading.ts';

/** Lines a page of an outlet. */
const linesShown = 60;

/**
 * An outlet's articles by day, those of its other sources among them, and how following it goes.
 * Throws ArchiveError `not-found` for an unknown one, `invalid` for a cursor that is none.
 */
export async function outletHtml(
  archive: Archive,
  context: PageContext,
  id: string,
  { after, reading }: { readonly after: string | undefined; readonly reading: Reading | undefined },
): Promise<string> {
  const outlets = outletsOf(await archive.sourceList());
  const { members, sourceIds } = outlets.named(id);
  const found = await archive.source(id);
  const cursor = after === undefined ? undefined : cursorText.parse(after);
  const articles = await newestArticles(archive, sourceIds, {
    after: cursor,
    limit: linesShown + 1,
  });
  const shown = articles.slice(0, linesShown);
  const last = articles.length > linesShown ? shown.at(-1) : undefined;
  const home = context.links.outlet(id);
  const signs = await signsOf(archive, reading, shown);
  const bar =
    reading && (await readingBar(archive, reading, { here: home, sourceIds, outlet: id }));
  const image = await imagesFor(
    archive,
    shown.flatMap((article) => article.image ?? []),
  );
  return outletPage(
    { ...context, links: { ...context.links, image } },
    {
      source: shownSource(found),
      beside: members.filter((member) => member.id !== id),
      health: shownHealth(found.health),
      ...(bar && { reading: bar }),
      days: byDay(shown, context.timeZone, (article) => lineOf(article, outlets, signs)),
      ...(last && { older: `${home}?after=${encodeURIComponent(cursorText.format(last))}` }),
      ...(after === undefined ? {} : { newer: home }),
    },
  );
}
