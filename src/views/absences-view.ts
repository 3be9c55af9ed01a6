import type { Absences, AbsentArticle, Archive } from '../archive/index.ts';
import type { AbsencesView, AbsentRow } from '../pages/index.ts';
import { lineOf } from './lines.ts';
import { type Outlets, outletsOf } from './outlets.ts';

/** What was not served, of one outlet (by any of its sources) or of all. Throws `not-found`. */
export async function absencesView(
  archive: Archive,
  sourceId: string | undefined,
): Promise<AbsencesView> {
  const outlets = outletsOf(await archive.sourceList());
  const outlet = sourceId === undefined ? undefined : outlets.named(sourceId);
  const found = await archive.absences(outlet && { sourceIds: outlet.sourceIds });
  const row = (one: AbsentArticle) => rowOf(one, outlets);
  return {
    gone: found.gone.map(row),
    missed: found.missed.map(row),
    returned: found.returned.map(row),
    totals: found.totals,
    outlets: counted(found, outlets),
    ...(outlet && { outlet: outlet.source }),
  };
}

const rowOf = ({ article, span }: AbsentArticle, outlets: Outlets): AbsentRow => ({
  line: lineOf(article, outlets),
  lastSeenAt: article.lastSeenAt,
  span,
});

/** The outlets by how many absences each has, most first. */
function counted({ counts }: Absences, outlets: Outlets): AbsencesView['outlets'] {
  const byOutlet = Map.groupBy(counts, ({ sourceId }) => outlets.mainOf(sourceId)?.id ?? sourceId);
  return [...byOutlet]
    .map(([id, of]) => ({
      id,
      title: outlets.mainOf(id)?.title ?? id,
      count: of.reduce((sum, { articles }) => sum + articles, 0),
    }))
    .sort((one, other) => other.count - one.count || (one.title < other.title ? -1 : 1));
}
