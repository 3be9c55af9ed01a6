import type { WordQuery } from '../queries.ts';
import type { FoundArticles, NearArticle } from '../records.ts';
import { type Asking, isThere } from '../sql/asking.ts';
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
import { articlesAt } from './sketches.ts';
import { type SoughtClause, soughtOf } from './sought.ts';
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

/** Searches; what it holds in memory is of the moment of its last question, so it answers one at a time,
 * each within a transaction that reads. */
export class Finder {
  private readonly columns = new Columns();
  private readonly fresh = new Fresh();
  private readonly sketches = new NearSketches();
  private readonly name: string;

  /** The catalogue's name, for sentences. */
  constructor(name: string) {
    this.name = name;
  }

  /** Articles whose sketch is near one, as the contract says. */
  *near(sketch: Uint8Array): Asking<NearArticle[]> {
    if (!(yield* isThere('find_sketches'))) return [];
    const near = yield* this.sketches.to(sketch);
    const rows = yield* articlesAt(near.map(({ ord }) => ord));
    return near.flatMap(({ ord, sketch: its }) => {
      const article = rows.get(ord);
      return article === undefined ? [] : [{ article, sketch: its }];
    });
  }

  *find(query: WordQuery): Asking<FoundArticles> {
    return yield* this.told(yield* this.search(query));
  }

  /** The page that was found, with its articles. */
  private *told({ page, ...found }: FoundPage): Asking<FoundArticles> {
    const ordOf = (doc: number) => this.columns.ord[doc] ?? 0;
    const ords = page.flatMap(({ doc, same }) => [doc, ...same]).map(ordOf);
    const articles = yield* articlesAt(ords);
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
  private *search(query: WordQuery): Asking<FoundPage> {
    const { columns } = this;
    yield* requireIndex(this.name);
    yield* columns.refresh();
    const unindexed = yield* unindexedIn();
    const place = placeOf(query, yield* newestDoc());
    const segments = yield* segmentsOf();
    yield* this.fresh.refresh(segments.at(-1)?.last ?? 0);
    const searched = new Searched(segments, this.fresh.docs);
    const reach = place.offset + query.limit;
    // Where only the best are told, more than can be counted need not be gone through.
    const isAll = query.facets === true || query.sort === 'date' || reach > mostWeighed;
    const found = yield* this.docsOf(searched, query, {
      upTo: place.upTo,
      ...(isAll ? {} : { most: mostCounted + 1 }),
    });
    const { docs } = found;
    const order = (first: number) => this.inOrder(searched, query, found, first);
    const { isSame } = query;
    const { page, end } = yield* pageOf(
      { docs, order, from: place.offset, limit: query.limit },
      isSame && ((first) => new SameTexts(isSame).read(first)),
    );
    return {
      total: Math.min(docs.length, mostCounted),
      more: docs.length > mostCounted,
      page,
      ...(end < docs.length ? { next: `${place.upTo}.${end}` } : {}),
      ...(query.facets === true ? { facets: yield* facetsOf(docs, columns) } : {}),
      ...(unindexed === 0 ? {} : { unindexed }),
    };
  }

  /** The first so many of what was found, at least, in the order that is asked for. */
  private *inOrder(
    searched: Searched,
    { sort, isWhole }: WordQuery,
    { docs, clauses, scores, older }: FoundDocs,
    first: number,
  ): Asking<readonly Ranked[]> {
    const { columns } = this;
    if (sort === 'date') {
      return newestOf(docs, columns, first).map((doc) => ({ doc, score: 0 }));
    }
    if (scores !== undefined) return rankMost(docs, scores, columns);
    return yield* rankDocs(docs, { searched, columns, clauses, isWhole, older }, first);
  }

  /** All that a query finds among the documents behind one, in their order. */
  *newer(query: Omit<WordQuery, 'limit'>, after: number): Asking<Newer> {
    const { columns } = this;
    yield* requireIndex(this.name);
    yield* columns.refresh();
    const upTo = yield* newestDoc();
    const all = yield* segmentsOf();
    yield* this.fresh.refresh(all.at(-1)?.last ?? 0);
    // Those that end before hold nothing newer.
    const segments = all.filter(({ last }) => last > after);
    const searched = new Searched(segments, this.fresh.docs);
    const docs = upTo > after ? (yield* this.docsOf(searched, query, { upTo, after })).docs : [];
    return {
      ords: Array.from(docs, (doc) => columns.ord[doc] ?? 0),
      upTo,
      unindexed: yield* unindexedIn(),
    };
  }

  private *docsOf(
    searched: Searched,
    query: Omit<WordQuery, 'limit'>,
    { upTo, after = 0, most }: Reach,
  ): Asking<FoundDocs> {
    const { columns } = this;
    const [ofRemoved, ofStanding] = [true, false].map((one) =>
      query.clauses.filter(({ removed = false }) => removed === one),
    );
    const clauses = yield* soughtOf(ofStanding ?? []);
    const removed = ofRemoved?.length ? yield* removedBy(this.name, ofRemoved) : undefined;
    const scores = query.mostOf && (yield* scoresOfMost(searched, query.mostOf));
    const isAsked =
      clauses.some(({ exclude }) => !exclude) ||
      removed?.ords !== undefined ||
      scores !== undefined;
    if (!isAsked && query.anyWords !== true) return { docs: new Uint32Array(), clauses, scores };
    const wanted = yield* wantedOf(columns, query, upTo, [
      ...(after === 0 ? [] : [(doc: number) => doc > after]),
      ...(scores === undefined ? [] : [(doc: number) => scores.has(doc)]),
      ...(removed === undefined ? [] : [(doc: number) => removed.holds(columns.ord[doc] ?? 0)]),
    ]);
    const docs =
      removed?.ords !== undefined && clauses.length === 0
        ? wanted.keep(yield* docsOfOrds(removed.ords))
        : yield* evaluate(searched, clauses, wanted, most);
    const isCut = most !== undefined && docs.length >= most;
    return {
      docs,
      clauses,
      scores,
      older: isCut ? wanted : undefined,
    };
  }
}

function placeOf({ after, offset = 0 }: WordQuery, end: number): Place {
  const [upTo, from] = (after ?? '').split('.').map(Number);
  return Number.isSafeInteger(upTo) && Number.isSafeInteger(from) && after !== undefined
    ? { upTo: upTo ?? end, offset: from ?? 0 }
    : { upTo: end, offset };
}
