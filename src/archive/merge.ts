import type { Absence, Instant } from '../model/index.ts';
import type { ArticleRecord, RevisionRecord } from '../store/index.ts';
import { revisionId } from './identity.ts';
import type { Known } from './known.ts';
import { later } from './served.ts';

/** What merging changed, beside what it wrote into `known`. */
export interface Merged {
  readonly stays: ArticleRecord;
  /** Every record that changed. */
  readonly touched: readonly string[];
  /** The newest words, where the one that stays had older ones. */
  readonly revision?: RevisionRecord;
  /** Looks that missed those merged, ended. */
  readonly absences: readonly Absence[];
}

/** The sight that showed several records to be one article. */
export interface MergingSight {
  readonly at: Instant;
  /** When the article's page was served, where it shows that. */
  readonly servedAt: Instant | undefined;
}

/**
 * Makes one article of several that are on record: the one seen first stays, by id where two are
 * equal; the others point at it and keep their keys, revisions and places. When one of them has
 * newer words, the one that stays gets them as its next revision, on the same evidence. Looks that
 * missed the others end where the one that stays is served: a later miss must not count with them.
 */
export function mergeArticles(
  articles: readonly ArticleRecord[],
  known: Known,
  sight: MergingSight,
): Merged {
  const [first, ...others] = [...articles].sort((one, other) =>
    `${one.firstSeenAt} ${one.id}` < `${other.firstSeenAt} ${other.id}` ? -1 : 1,
  );
  if (first === undefined) throw new TypeError('no articles to merge');
  const ids = new Set(others.map((article) => article.id));
  const touched = [...known.articles.values()].filter(
    (one) => ids.has(one.id) || (one.mergedInto !== undefined && ids.has(one.mergedInto)),
  );
  const absences = openLooks(touched, known)
    .filter((look) => first.absent === undefined || look.seenAt < (sight.servedAt ?? ''))
    .map((look) => ({ ...look, endedAt: later(look.seenAt, sight.at) }));
  for (const { nextVisitAt: _next, ...one } of touched) {
    known.articles.set(one.id, { ...withoutAbsence(one), mergedInto: first.id });
  }
  const lastSeenAt = others.reduce(
    (latest, one) => (one.lastSeenAt > latest ? one.lastSeenAt : latest),
    first.lastSeenAt,
  );
  const stays = { ...first, lastSeenAt };
  known.articles.set(stays.id, stays);
  const revision = newestOf([first, ...others], known);
  return {
    stays,
    touched: [stays.id, ...touched.map((one) => one.id)],
    absences,
    ...(revision === undefined ? {} : { revision }),
  };
}

/** The last look that missed each of these, where it stands open. */
function openLooks(articles: readonly ArticleRecord[], known: Known): readonly Absence[] {
  const last = articles.flatMap(({ id }) => known.absences.get(id) ?? []);
  return [...new Set(last)].filter(({ endedAt }) => endedAt === undefined);
}

/** A record that nobody looks for any more. */
function withoutAbsence(article: ArticleRecord): ArticleRecord {
  const { absent: _absent, absentSince: _since, goneSince: _gone, ...standing } = article;
  return standing;
}

/** The newest words of all as the next revision of the first; undefined when it has them. */
function newestOf(articles: readonly ArticleRecord[], known: Known): RevisionRecord | undefined {
  const [first] = articles;
  const own = first && known.revisions.get(first.id);
  if (first === undefined || own === undefined) return undefined;
  let newest = own;
  for (const { id } of articles) {
    const latest = known.revisions.get(id);
    if (latest !== undefined && latest.seenAt > newest.seenAt) newest = latest;
  }
  if (newest.textDigest === own.textDigest) return undefined;
  const number = first.revisions + 1;
  return {
    ...newest,
    id: revisionId(first.id, number, newest.textDigest, newest.captureId),
    article: first.id,
    number,
    previous: own.id,
  };
}
