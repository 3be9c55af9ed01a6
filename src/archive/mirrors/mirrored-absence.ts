import { type Absence, type AbsenceKind, absenceKinds, type Capture } from '../../model/index.ts';
import type { Change, Store } from '../../store/index.ts';
import { articleNamed } from '../article-named.ts';
import { recordAbsence } from '../record-absence.ts';
import type { MirroredFacts } from './mirrored.ts';

const kinds: ReadonlySet<string> = new Set(absenceKinds);

/** What a look of another archive that missed an article means; nothing for an article that is not here. */
export async function absenceOfMirrored(
  store: Pick<Store, 'article' | 'knownKeys' | 'absences'>,
  { url, fetched, record }: MirroredFacts,
  capture: Pick<Capture, 'id'>,
  revisitDays: number,
): Promise<Change> {
  const kind = record['absence'];
  const article = await articleNamed(store, '', url);
  if (article === undefined || typeof kind !== 'string' || !kinds.has(kind)) return {};
  const absence: Absence = {
    articleId: article.id,
    seenAt: fetched,
    kind: kind as AbsenceKind,
    status: statusIn(record['http']),
    captureId: capture.id,
    message: 'Another archive looked.',
  };
  const before = await store.absences(article.id);
  const now = Date.parse(fetched);
  const change = recordAbsence(article, before, absence, { now, revisitDays });
  // What others look at is not looked at from here on that account.
  const { nextVisitAt: _next, ...standing } = change.articles[0];
  const { nextVisitAt } = article;
  return { ...change, articles: [{ ...standing, ...(nextVisitAt && { nextVisitAt }) }] };
}

function statusIn(http: unknown): number {
  const status = typeof http === 'object' && http !== null && 'status' in http ? http.status : 0;
  return Number.isInteger(status) ? (status as number) : 0;
}
