import { type Archive, sourcesIn } from '../archive/index.ts';
import { type PageContext, type SourceRow, sourcesPage } from '../pages/index.ts';
import { outletsOf, shownHealth, shownSource } from '../views/index.ts';
import { markedPath, type Reading, readingBar } from './reading.ts';

/** The list of sources; with how much of each is unread, for whoever reads under a name, and the forms that follow
 * for whoever keeps them. */
export async function sourcesHtml(
  archive: Archive,
  context: PageContext,
  { reading, keep }: { readonly reading: Reading | undefined; readonly keep: Reading | undefined },
): Promise<string> {
  const overview = await archive.sources();
  const all = overview.map(({ source }) => source);
  const counts = new Map(
    reading === undefined
      ? []
      : (await archive.accounts.unreadCounts(reading.user.id)).map((one) => [
          one.sourceId,
          one.articles,
        ]),
  );
  const sum = (ids: readonly string[]): number =>
    ids.reduce((total, id) => total + (counts.get(id) ?? 0), 0);
  const outlets = outletsOf(all);
  const unreadOf = (id: string): Pick<SourceRow, 'unread'> =>
    reading === undefined
      ? {}
      : {
          unread: {
            count: sum(outlets.named(id).sourceIds),
            href: markedPath('unread', { outlet: id }),
          },
        };
  const bar = reading && (await readingBar(archive, reading, { here: '/sources' }));
  return sourcesPage(context, {
    sources: overview.map((one) => ({
      ...shownSource(one),
      state: one.source.state,
      articles: one.articles,
      health: shownHealth(one.health),
      ...unreadOf(one.source.id),
    })),
    lists: true,
    ...(keep && { keep: { proof: keep.proof } }),
    ...(bar && { reading: bar }),
    unreadIn: (folder) => sum(sourcesIn(folder, all)),
  });
}
