import { type Archive, narrowedText, type SearchResult } from '../archive/index.ts';
import { ArchiveError, type Source } from '../model/index.ts';
import { type CountedLink, type PageContext, type Proof, searchPage } from '../pages/index.ts';
import { lineOf, outletsOf } from '../views/index.ts';
import { periodsOf } from './periods.ts';
import { type Reading, signsOf } from './reading.ts';

/** Hits a page. */
const hitsShown = 20;

/** What the address of the search page says. */
export interface SearchAddress {
  readonly query: string;
  readonly sort?: string | undefined;
  readonly after?: string | undefined;
  /** `1`: articles of the same text one by one. */
  readonly each?: string | undefined;
  /** Set for whoever may save searches. */
  readonly save?: Proof;
  readonly reading?: Reading | undefined;
}

/** The search page. Throws `invalid` for an order or a place that is none. */
export async function searchHtml(
  archive: Archive,
  context: PageContext,
  { query, sort, after, each, save, reading }: SearchAddress,
): Promise<string> {
  const order = orderOf(sort);
  const isEach = each === '1';
  const here = { sort: order, each: isEach };
  const found = await archive.search({
    text: query,
    limit: hitsShown,
    facets: after === undefined,
    ...(order && { sort: order }),
    ...(isEach && { each: true }),
    ...(after !== undefined && { after }),
  });
  const sources = await archive.sourceList();
  const outlets = outletsOf(sources);
  const signs = await signsOf(
    archive,
    reading,
    found.hits.map(({ article }) => article),
  );
  return searchPage(context, {
    query,
    total: found.total,
    more: found.more,
    ...(found.most && { most: true }),
    hits: found.hits.map((hit) => ({
      line: lineOf(hit.article, outlets, signs),
      snippetHtml: hit.snippet,
      ...(hit.removed && {
        removed: hit.removed.map(({ snippet, from, to, goneAt }) => ({
          ...{ snippetHtml: snippet, from, to, goneAt },
        })),
      }),
      same: hit.same.map((one) => lineOf(one, outlets)),
    })),
    ...(found.unindexed && { unindexed: found.unindexed }),
    unknownSources: found.unknownSources,
    suggestions: found.suggestions.map(({ text, total }) => ({
      name: text,
      articles: total,
      href: hrefOf(text, here),
    })),
    narrowed: found.narrowed.map(({ text, without }) => ({ text, href: hrefOf(without, here) })),
    orders: (['relevance', 'date'] as const).map((one) => ({
      order: one,
      href: hrefOf(query, { ...here, sort: one }),
      isHere: one === found.sort,
    })),
    ...facetsOf(found, sources, (field, value) => hrefOf(narrowedText(query, field, value), here)),
    ...((isEach || found.hits.some((hit) => hit.same.length > 0)) && {
      each: { isEach, href: hrefOf(query, { ...here, each: !isEach }) },
    }),
    ...(found.next && { next: hrefOf(query, here, found.next) }),
    ...(after !== undefined && { first: hrefOf(query, here) }),
    ...(save && { save }),
  });
}

type Order = 'relevance' | 'date';

function orderOf(text: string | undefined): Order | undefined {
  if (text === undefined || text === 'relevance' || text === 'date') return text;
  throw new ArchiveError('invalid', `${text}: this is no order of hits; give relevance or date.`);
}

function hrefOf(
  query: string,
  { sort, each }: { readonly sort: Order | undefined; readonly each: boolean },
  after?: string,
): string {
  const parameters = new URLSearchParams({
    q: query.toWellFormed(),
    ...(sort && { sort }),
    ...(each && { each: '1' }),
    ...(after && { after }),
  });
  return `/search?${parameters}`;
}

function facetsOf(
  { facets }: SearchResult,
  all: readonly Source[],
  hrefTo: (field: 'source' | 'lang' | 'date', value: string) => string,
): { readonly [Kind in 'times' | 'sources' | 'languages']?: readonly CountedLink[] } {
  if (facets === undefined) return {};
  return {
    times: periodsOf(facets.months).map(({ period, articles }) => ({
      name: period,
      articles,
      href: hrefTo('date', period),
    })),
    sources: facets.sources.map(({ sourceId, articles }) => ({
      name: all.find(({ id }) => id === sourceId)?.title ?? sourceId,
      articles,
      href: hrefTo('source', sourceName(sourceId, all)),
    })),
    languages: facets.languages.map(({ language, articles }) => ({
      name: language,
      articles,
      href: hrefTo('lang', language),
    })),
  };
}

/** How a query names a source: by its title, where no other has it and it can stand in quotes. */
function sourceName(id: string, all: readonly Source[]): string {
  const title = all.find((source) => source.id === id)?.title ?? '';
  const isPlain = /^[\p{L}\p{N}\p{M} ().,&-]+$/u.test(title);
  return isPlain && all.filter((source) => source.title === title).length === 1 ? `"${title}"` : id;
}
