import {
  isHitsPlace,
  plainSnippet,
  type SearchQuery,
  type SearchResult,
  searchDocument,
  sourceTitles,
  typedDate,
} from '../../archive/index.ts';
import { instant } from '../../model/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { optional, type Session } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { wholeNumber } from '../whole-number.ts';

export function addSearchCommand(add: Adder): void {
  add('search [query...]', 'find articles: words, "words in a row", one OR other, -not', search)
    .option('--removed <WORDS>', 'with these words in what was taken away since it was first seen')
    .option('--source <ID>', 'of this source only')
    .option('--since <DATE>', 'published then or after: 2026, 2026-11, 2026-11-24, 7d …')
    .option('--until <DATE>', 'published then or before')
    .option('--lang <LANGUAGE>', 'in this language: zh, zh-Hant, en …')
    .option('--sort <date|relevance>', 'newest or best first (default: relevance)')
    .option('--each', 'articles with the same text as hits of their own, not beneath the first')
    .option('--facets', 'also how many are of each month, source and language')
    .option('--limit <N>', 'hits at most (default: 20)')
    .option('--save <NAME>', 'save the search; backissue saved tells what it finds from now on')
    .option('--after <CURSOR>', 'go on behind a page of hits, as that page says')
    .addHelpText(
      'after',
      `\nIn a query also: title: author: removed: source: lang: since: until: before: date: edited:\ngone: (标题: 作者: 删去: 来源: 语言: 自: 至: 早于: 日期: 改动: 下架:). docs/search.md tells them all.`,
    );
}

async function search(session: Session, words: readonly string[], flags: Flags): Promise<void> {
  const query = queryOf(words, flags, session.terminal.now());
  const { save } = flags;
  await session.withArchive(save === undefined ? 'read' : 'edit', async (archive) => {
    const titles = sourceTitles(await archive.sourceList());
    const found = await archive.search(query);
    if (save !== undefined) {
      await archive.saveSearch({ name: String(save), text: savedText(words, flags) });
    }
    const shown = searchDocument(found, titles);
    const isSaved = save === undefined ? {} : { saved: String(save).trim() };
    session.answer({ ...shown, ...isSaved }, () => [
      ...(save === undefined
        ? []
        : [`Saved as ${isSaved.saved}; backissue saved tells what is new.`]),
      countLine(found),
      ...noteLines(found),
      ...facetLines(shown),
      ...shown.hits.flatMap(hitLines),
      ...(found.next === undefined ? [] : ['', `The next page: --after ${found.next}`]),
    ]);
  });
}

function queryOf(words: readonly string[], flags: Flags, now: number): SearchQuery {
  const since = dateFlag(flags, 'since', now)?.from;
  const until = dateFlag(flags, 'until', now)?.to;
  return {
    text: typedText(words, flags),
    ...optional('sourceId', flags['source'] as string | undefined),
    ...optional('language', flags['lang'] as string | undefined),
    ...optional('since', since === undefined ? undefined : instant(since)),
    ...optional('until', until === undefined ? undefined : instant(until)),
    ...optional('sort', sortFlag(flags['sort'])),
    ...optional('each', flags['each'] === true ? true : undefined),
    ...optional('facets', flags['facets'] === true ? true : undefined),
    ...optional('limit', wholeNumber(flags['limit'], '--limit')),
    ...optional('after', cursorFlag(flags['after'])),
  };
}

/** What was typed; of what is to be removed each word, or each in quotes, as a field of its own. */
function typedText(words: readonly string[], { removed }: Flags): string {
  const pieces = String(removed ?? '').match(/["“「『][^"”」』]*["”」』]|\S+/g) ?? [];
  const text = [...words, ...pieces.map((piece) => `removed:${piece}`)].join(' ');
  if (text !== '') return text;
  throw usageError('search needs a query, or words behind --removed.');
}

/** A query with what was given beside it, all in the language of queries. */
const savedText = (words: readonly string[], flags: Flags): string =>
  [
    typedText(words, flags),
    ...['source', 'since', 'until', 'lang']
      .filter((name) => flags[name] !== undefined)
      .map((name) => `${name}:${inQuotes(String(flags[name]))}`),
  ].join(' ');

/** A value of several words stands in quotes. */
const inQuotes = (value: string): string => (/\s/.test(value) ? `"${value}"` : value);

function dateFlag(flags: Flags, name: 'since' | 'until', now: number) {
  const value = flags[name];
  if (value === undefined) return undefined;
  const span = typedDate(String(value), now);
  if (span !== undefined) return span;
  throw usageError(`--${name} is ${String(value)}; it takes a date like 2026-11-24, 2026 or 7d.`);
}

function sortFlag(value: Flags[string]): 'date' | 'relevance' | undefined {
  if (value === undefined || value === 'date' || value === 'relevance') return value;
  throw usageError(`--sort is ${String(value)}; it takes date or relevance.`);
}

function cursorFlag(value: Flags[string]): string | undefined {
  if (value === undefined) return undefined;
  if (isHitsPlace(String(value))) return String(value);
  throw usageError(`--after is ${String(value)}; it takes what the page before says.`);
}

type Shown = ReturnType<typeof searchDocument>;

const countLine = ({ total, more }: SearchResult): string =>
  more ? `more than ${total} found` : `${total} found`;

/** What else is to be known of a result. */
function noteLines({ most, unindexed, unknownSources, suggestions }: SearchResult): string[] {
  const missing = unindexed === 1 ? '1 article is' : `${unindexed} articles are`;
  return [
    ...(most === undefined ? [] : ['nothing has all of it; these have most of the words']),
    ...(unindexed === undefined
      ? []
      : [`incomplete: ${missing} not indexed yet; backissue serve or fetch goes on with it`]),
    ...unknownSources.map((name) => `no source is called ${name}; backissue sources lists them`),
    ...suggestions.map(({ text, total }) => `try: ${text} (${total} found)`),
  ];
}

/** Widest bar of months. */
const barWidth = 40;

function facetLines({ facets }: Shown): string[] {
  if (facets === undefined || facets.months.length === 0) return [];
  const most = Math.max(...facets.months.map(({ articles }) => articles));
  const width = (articles: number) => Math.ceil((articles / most) * barWidth);
  return [
    '',
    ...facets.months.map(
      ({ month, articles }) => `  ${month} ${'▇'.repeat(width(articles))} ${articles}`,
    ),
    '',
    ...facets.sources.map(
      ({ source, sourceId, articles }) => `  ${articles}  ${source} (source:${sourceId})`,
    ),
    '',
    ...facets.languages.map(({ language, articles }) => `  ${articles}  lang:${language}`),
  ];
}

/** Copies beneath a hit that are named. */
const mostNamed = 5;

const hitLines = ({ article, snippet, removed, same }: Shown['hits'][number]): string[] => [
  '',
  article.title,
  `  ${article.source} · ${article.publishedAt?.slice(0, 10) ?? 'no date'} · ${article.id}`,
  ...(removed ?? []).flatMap(({ from, to, stoodAt, goneAt, snippet: was }) => [
    `  removed: in revision ${from} (${stoodAt.slice(0, 10)}), not in ${to} (${goneAt.slice(0, 10)})`,
    ...(was === '' ? [] : [`    ${plainSnippet(was, '*')}`]),
  ]),
  ...(removed === undefined || snippet.includes('<mark>')
    ? [`  ${plainSnippet(snippet, '*')}`]
    : []),
  ...sameLine(same),
];

function sameLine(same: Shown['hits'][number]['same']): string[] {
  if (same.length === 0) return [];
  const named = same.slice(0, mostNamed).map(({ source, id }) => `${source} (${id})`);
  const more = same.length > mostNamed ? ` and ${same.length - mostNamed} more` : '';
  return [`  the same text: ${named.join(', ')}${more}`];
}
