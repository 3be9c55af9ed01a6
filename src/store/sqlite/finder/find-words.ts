import type { WordQuery } from '../../queries.ts';
import type { FoundArticles, WordFacets } from '../../records.ts';
import { articleOf } from '../../sql/rows.ts';
import type { Database } from '../../sql/schema.ts';
import { newestOf } from './by-time.ts';
import { Columns } from './columns.ts';
import { evaluate, soughtOf, standing } from './evaluate.ts';
import { facetsOf } from './facets.ts';
import { Fresh } from './fresh.ts';
import { rankMost, scoresOfMost } from './most.ts';
import { newestDoc } from './newest-doc.ts';
import type { Docs } from './postings.ts';
import { type Ranked, rankDocs } from './rank.ts';
import { requireIndex, unindexedIn } from './readiness.ts';
import { Searched } from './searched.ts';
import { segmentsOf } from './segments.ts';
import type { Connection } from './tables.ts';
import { wantedOf } from './wanted.ts';

/** Hits that are counted exactly; above it is said that there are more. */
const mostCounted = 10_000;

/** Where a page of hits ends: the last document there was at the first page, and how many came. */
interface Place {
  readonly upTo: number;
  readonly offset: number;
}

/** Searches through one connection, which is for reading. */
export class Finder {
  private readonly columns = new Columns();
  private readonly fresh = new Fresh();
  private readonly db: Database;
  private readonly connection: Connection;

  constructor(db: Database, connection: Connection) {
    this.db = db;
    this.connection = connection;
  }

  async find(query: WordQuery): Promise<FoundArticles> {
    const { page, ...found } = this.connection.transaction(() => this.search(query))();
    const ords = page.map(({ doc }) => this.columns.ord[doc] ?? 0);
    const rows = await this.db
      .selectFrom('articles')
      .selectAll()
      .where('ord', 'in', ords)
      .execute();
    const articles = new Map(rows.map((row) => [row.ord, articleOf(row)]));
    return {
      ...found,
      hits: page.flatMap(({ score }, at) => {
        const article = articles.get(ords[at] ?? 0);
        return article === undefined ? [] : [{ article, score }];
      }),
    };
  }

  /** All in one moment of the catalogue. */
  private search(
    query: WordQuery,
  ): Omit<FoundArticles, 'hits'> & { readonly page: readonly Ranked[] } {
    const { connection, columns } = this;
    requireIndex(connection);
    columns.refresh(connection);
    const unindexed = unindexedIn(connection);
    const place = placeOf(query, newestDoc(connection));
    const segments = segmentsOf(connection);
    this.fresh.refresh(connection, segments.at(-1)?.last ?? 0);
    const searched = new Searched(connection, segments, this.fresh.docs);
    const clauses = standing(searched, soughtOf(connection, query.clauses));
    const scores = query.mostOf && scoresOfMost(searched, query.mostOf);
    const isAsked =
      query.anyWords === true || scores !== undefined || clauses.some((clause) => !clause.exclude);
    const wanted = wantedOf(connection, columns, query, place.upTo);
    const found = isAsked ? evaluate(searched, clauses, wanted) : new Uint32Array();
    const docs = scores === undefined ? found : found.filter((doc) => scores.has(doc));
    const reach = place.offset + query.limit;
    const order =
      query.sort === 'date'
        ? newestOf(docs, columns, reach).map((doc) => ({ doc, score: 0 }))
        : scores !== undefined
          ? rankMost(docs, scores, columns)
          : rankDocs(
              docs,
              { connection, segments, columns, clauses, isWhole: query.isWhole },
              reach,
            );
    const page = order.slice(place.offset, reach);
    const end = place.offset + page.length;
    return {
      total: Math.min(docs.length, mostCounted),
      more: docs.length > mostCounted,
      page,
      ...(end < docs.length ? { next: `${place.upTo}.${end}` } : {}),
      ...(query.facets === true ? { facets: this.facets(docs) } : {}),
      ...(unindexed === 0 ? {} : { unindexed }),
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
