import type { WordQuery } from '../../queries.ts';
import type { FoundArticles, NearArticle, WordFacets } from '../../records.ts';
import { newestOf } from './by-time.ts';
import { Columns } from './columns.ts';
import { evaluate } from './evaluate.ts';
import { facetsOf } from './facets.ts';
import { type Folded, pageOf } from './fold.ts';
import { Fresh } from './fresh.ts';
import { NearSketches } from './near-sketches.ts';
import { newestDoc } from './newest-doc.ts';
import type { Docs } from './postings.ts';
import { mostWeighed, type Ranked, rankDocs } from './rank.ts';
import { requireIndex, unindexedIn } from './readiness.ts';
import { docsOfOrds, removedBy } from './removed-words.ts';
import { SameTexts } from './same-texts.ts';
import { rankMost, scoresOfMost } from './scores-of-most.ts';
import { Searched } from './searched.ts';
import { segmentsOf } from './segments.ts';
import { articlesAt, hasSketches } from './sketches.ts';
import { type SoughtClause, soughtOf } from './sought.ts';
import type { Connection } from './tables.ts';
import { type Wanted, wantedOf } from './wanted.ts';

/** Hits that are counted exactly; above it is said that there are more. */
const mostCounted = 10_000;

/** Where a page of hits ends: the last document there was at the first page, and how many of those found
 * came or were folded beneath what came. */
interface Place {
  readonly upTo: number;
  readonly offset: number;
}

/** What holds a query among the documents behind one, by the articles' `ord`. */
export interface Newer {
  readonly ords: readonly number[];
  /** The last document there is. */
  readonly upTo: number;
  readonly unindexed: number;
}

/** Documents, ascending, with what a query asks of the words that stand, and, where most of the words
 * is enough, how much of them each has. */
interface FoundDocs {
  readonly docs: Docs;
  readonly clauses: readonly SoughtClause[];
  readonly scores: ReadonlyMap<number, number> | undefined;
  /** Set where there are more before these: which are wanted. */
  readonly older?: Wanted | undefined;
}

/** Which documents are looked at, and how many, most. */
interface Reach {
  readonly upTo: number;
  readonly after?: number;
  readonly most?: number;
}

type FoundPage = Omit<FoundArticles, 'hits'> & { readonly page: readonly Folded[] };

/** Searches through one connection, which is for reading. */
export class Finder {
  private readonly columns = new Columns();
  private readonly fresh = new Fresh();
  private readonly sketches: NearSketches;
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
    this.sketches = new NearSketches(connection);
  }

  /** Articles whose sketch is near one, as the contract says. */
  near(sketch: Uint8Array): NearArticle[] {
    const { connection } = this;
    if (!hasSketches(connection)) return [];
    return connection.transaction(() => {
      const near = this.sketches.refresh().to(sketch);
      const ords = near.map(({ ord }) => ord);
      const rows = articlesAt(connection, ords);
      return near.flatMap(({ ord, sketch: its }) => {
        const article = rows.get(ord);
        return article === undefined ? [] : [{ article, sketch: its }];
      });
    })();
  }

  find(query: WordQuery): FoundArticles {
    return this.connection.transaction(() => this.told(this.search(query)))();
  }

  /** The page that was found, with its articles. */
  private told({ page, ...found }: FoundPage): FoundArticles {
    const ordOf = (doc: number) => this.columns.ord[doc] ?? 0;
    const ords = page.flatMap(({ doc, same }) => [doc, ...same]).map(ordOf);
    const articles = articlesAt(this.connection, ords);
    const articleOf = (doc: number) => articles.get(ordOf(doc)) ?? [];
    return {
      ...found,
      hits: page.flatMap(({ doc, score, same }) =>
        [articleOf(doc)].flat().map((article) => ({
          article,
          score,
          ...(same.length === 0 ? {} : { same: same.flatMap(articleOf) }),
        })),
      ),
    };
  }

  /** All in one moment of the catalogue. */
  private search(query: WordQuery): FoundPage {
    const { connection, columns } = this;
    requireIndex(connection);
    columns.refresh(connection);
    const unindexed = unindexedIn(connection);
    const place = placeOf(query, newestDoc(connection));
    const segments = segmentsOf(connection);
    this.fresh.refresh(connection, segments.at(-1)?.last ?? 0);
    const searched = new Searched(connection, segments, this.fresh.docs);
    const reach = place.offset + query.limit;
    // Where only the best are told, more than can be counted need not be gone through.
    const isAll = query.facets === true || query.sort === 'date' || reach > mostWeighed;
    const found = this.docsOf(searched, query, {
      upTo: place.upTo,
      ...(isAll ? {} : { most: mostCounted + 1 }),
    });
    const { docs, clauses, scores, older } = found;
    const order = (first: number): readonly Ranked[] =>
      query.sort === 'date'
        ? newestOf(docs, columns, first).map((doc) => ({ doc, score: 0 }))
        : scores !== undefined
          ? rankMost(docs, scores, columns)
          : rankDocs(docs, { searched, columns, clauses, isWhole: query.isWhole, older }, first);
    const { isSame } = query;
    const { page, end } = pageOf(
      { docs, order, from: place.offset, limit: query.limit },
      isSame && ((first) => new SameTexts(connection, first, isSame)),
    );
    return {
      total: Math.min(docs.length, mostCounted),
      more: docs.length > mostCounted,
      page,
      ...(end < docs.length ? { next: `${place.upTo}.${end}` } : {}),
      ...(query.facets === true ? { facets: this.facets(docs) } : {}),
      ...(unindexed === 0 ? {} : { unindexed }),
    };
  }

  /** All that a query finds among the documents behind one, in their order. */
  newer(query: Omit<WordQuery, 'limit'>, after: number): Newer {
    return this.connection.transaction(() => this.searchBehind(query, after))();
  }

  private searchBehind(query: Omit<WordQuery, 'limit'>, after: number): Newer {
    const { connection, columns } = this;
    requireIndex(connection);
    columns.refresh(connection);
    const upTo = newestDoc(connection);
    const all = segmentsOf(connection);
    this.fresh.refresh(connection, all.at(-1)?.last ?? 0);
    // Those that end before hold nothing newer.
    const segments = all.filter(({ last }) => last > after);
    const searched = new Searched(connection, segments, this.fresh.docs);
    const docs = upTo > after ? this.docsOf(searched, query, { upTo, after }).docs : [];
    return {
      ords: Array.from(docs, (doc) => columns.ord[doc] ?? 0),
      upTo,
      unindexed: unindexedIn(connection),
    };
  }

  private docsOf(
    searched: Searched,
    query: Omit<WordQuery, 'limit'>,
    { upTo, after = 0, most }: Reach,
  ): FoundDocs {
    const { connection, columns } = this;
    const [ofRemoved, ofStanding] = [true, false].map((one) =>
      query.clauses.filter(({ removed = false }) => removed === one),
    );
    const clauses = soughtOf(connection, ofStanding ?? []);
    const removed = ofRemoved?.length ? removedBy(connection, ofRemoved) : undefined;
    const scores = query.mostOf && scoresOfMost(searched, query.mostOf);
    const isAsked =
      clauses.some(({ exclude }) => !exclude) ||
      removed?.ords !== undefined ||
      scores !== undefined;
    if (!isAsked && query.anyWords !== true) return { docs: new Uint32Array(), clauses, scores };
    const wanted = wantedOf(connection, columns, query, upTo, [
      ...(after === 0 ? [] : [(doc: number) => doc > after]),
      ...(scores === undefined ? [] : [(doc: number) => scores.has(doc)]),
      ...(removed === undefined ? [] : [(doc: number) => removed.holds(columns.ord[doc] ?? 0)]),
    ]);
    const docs =
      removed?.ords !== undefined && clauses.length === 0
        ? wanted.keep(docsOfOrds(connection, removed.ords))
        : evaluate(searched, clauses, wanted, most);
    const isCut = most !== undefined && docs.length >= most;
    return {
      docs,
      clauses,
      scores,
      older: isCut ? wanted : undefined,
    };
  }

  private facets(docs: Docs): WordFacets {
    return facetsOf(this.connection, docs, this.columns);
  }
}

function placeOf({ after, offset = 0 }: WordQuery, end: number): Place {
  const [upTo, from] = (after ?? '').split('.').map(Number);
  return Number.isSafeInteger(upTo) && Number.isSafeInteger(from) && after !== undefined
    ? { upTo: upTo ?? end, offset: from ?? 0 }
    : { upTo: end, offset };
}
