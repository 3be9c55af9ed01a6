import type { Instant, Source } from '../model/index.ts';
import type { AbsentCount, AbsentQuery, ArticleRecord } from '../store/index.ts';
import { type AbsenceSpan, absenceSpans } from './absence-spans.ts';
import type { Services } from './services.ts';
import { holdSources } from './source-by-id.ts';

/** An article that is absent, or was and is served again, with the time meant. */
export interface AbsentArticle {
  readonly article: ArticleRecord;
  readonly source?: Source;
  readonly span: AbsenceSpan;
}

/** Which absences; `limit` of each kind (default 200). */
export interface AbsencesQuery {
  /** Of these sources only. */
  readonly sourceIds?: readonly string[];
  /** Missed, or served again, then or later. */
  readonly since?: Instant;
  readonly limit?: number;
}

export interface Absences {
  /** Not served any more, by repeated looks; the latest missed first. */
  readonly gone: readonly AbsentArticle[];
  /** Not served at the last look; the latest missed first. */
  readonly missed: readonly AbsentArticle[];
  /** Served again; the latest first. */
  readonly returned: readonly AbsentArticle[];
  /** How many there are of each kind, whatever `limit` says. */
  readonly totals: Readonly<Record<AbsentQuery['state'], number>>;
  /** How many there are of each source, whatever `since` and `limit` say. */
  readonly counts: readonly AbsentCount[];
}

/** What is on record and was not served when it was looked for again. Throws `not-found` for a
 * source that is not there. */
export async function absencesOf(services: Services, query: AbsencesQuery): Promise<Absences> {
  await holdSources(services.store, query.sourceIds);
  const sources = new Map((await services.store.sources()).map((source) => [source.id, source]));
  const counts = await services.store.absentCounts();
  const total = (state: AbsentQuery['state']) => services.store.countAbsent({ ...query, state });
  return {
    gone: await spansOf(services, sources, query, 'gone'),
    missed: await spansOf(services, sources, query, 'missed'),
    returned: await spansOf(services, sources, query, 'returned'),
    totals: {
      gone: await total('gone'),
      missed: await total('missed'),
      returned: await total('returned'),
    },
    counts: counts.filter(({ sourceId }) => query.sourceIds?.includes(sourceId) ?? true),
  };
}

async function spansOf(
  services: Services,
  sources: ReadonlyMap<string, Source>,
  { limit = 200, ...query }: AbsencesQuery,
  state: AbsentQuery['state'],
): Promise<AbsentArticle[]> {
  const found: AbsentArticle[] = [];
  for (const article of await services.store.absentArticles({ ...query, limit, state })) {
    const spans = absenceSpans(await services.store.absences(article.id));
    const span = spans.findLast(
      ({ endedAt }) => (endedAt === undefined) === (state !== 'returned'),
    );
    if (span === undefined) continue;
    const source = sources.get(article.sourceId);
    found.push({ article, span, ...(source === undefined ? {} : { source }) });
  }
  return found;
}
