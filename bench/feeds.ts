/**
 * Reads every feed document of ../shared/data/feeds and prints, by origin, how much of what is known
 * of them comes out right, beside feedsmith alone. Run: npx node bench/feeds.ts [--wrong]
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseFeed as parseWithFeedsmith } from 'feedsmith';
import type { Draft } from '../src/feed/draft.ts';
import {
  discoverFeeds,
  documentKind,
  type FeedInput,
  parseFeed,
  parseFeedDate,
  parseOpml,
  parseSitemapIndex,
  sectionEntries,
} from '../src/feed/index.ts';
import { readXmlFeed } from '../src/feed/xml-feed.ts';
import { decodeText, plainText } from '../src/html/index.ts';
import { ArchiveError, type Url } from '../src/model/index.ts';

interface Listed {
  readonly file: string;
  readonly repo: string;
  readonly role: string;
  readonly expected: string | null;
}
/** What an item should say; a missing member is not known. */
interface Known {
  title?: string;
  link?: string;
  date?: string;
  content?: string;
  author?: string;
}
type Aspect = 'items' | 'titles' | 'links' | 'dates' | 'contents' | 'authors' | 'verbatim';
type Tally = Record<Aspect, { right: number; of: number }>;

const root = new URL('../../shared/data/feeds/', import.meta.url);
const aspects: readonly Aspect[] = [
  'items',
  'titles',
  'links',
  'dates',
  'contents',
  'authors',
  'verbatim',
];
const showWrong = process.argv.includes('--wrong');

main();

function main(): void {
  if (!existsSync(new URL('MANIFEST.jsonl', root))) {
    console.log('../shared/data/feeds is not there; nothing to measure.');
    return;
  }
  const lines = readFileSync(new URL('MANIFEST.jsonl', root), 'utf8').trim().split('\n');
  const documents = lines
    .map((line) => JSON.parse(line) as Listed)
    .filter((one) => one.role === 'document');
  const ours = new Map<string, Tally>();
  const theirs = new Map<string, Tally>();
  const speed = { crashed: 0, refused: 0, slow: 0, longest: 0, longestFile: '' };
  for (const one of documents) {
    const bytes = readFileSync(new URL(one.file.replaceAll('#', '%23'), root));
    const { text } = decodeText(bytes, { kind: 'xml' });
    const input = { url: 'http://127.0.0.1:8097/feed.xml' as Url, text };
    readEverything(input, one.file, speed);
    const known = knownOf(one);
    const mine = ourItems(input);
    const other = feedsmithItems(text);
    scoreVerbatim(one, text, mine, ours);
    scoreVerbatim(one, text, other, theirs);
    if (known === undefined || known.length === 0) continue;
    score(one, known, mine, ours, text, showWrong);
    score(one, known, other, theirs, text, false);
  }
  console.log(
    `${documents.length} documents: ${speed.crashed} crashed, ${speed.slow} took over 1 s, ${speed.refused} refused as invalid; longest ${Math.round(speed.longest)} ms (${speed.longestFile})`,
  );
  printTable(ours, theirs);
}

function readEverything(
  input: FeedInput,
  file: string,
  speed: { crashed: number; refused: number; slow: number; longest: number; longestFile: string },
): void {
  const start = performance.now();
  const readers = { parseFeed, parseOpml, parseSitemapIndex, sectionEntries, discoverFeeds };
  const kind = documentKind(input);
  for (const [name, read] of Object.entries(readers)) {
    try {
      read(input);
    } catch (error) {
      if (!(error instanceof ArchiveError)) {
        speed.crashed += 1;
        console.log(`CRASH ${name} ${file}: ${String(error)}`);
      } else if (name === 'parseFeed' && (kind === 'feed' || kind === 'sitemap'))
        speed.refused += 1;
    }
  }
  const took = performance.now() - start;
  if (took > 1000) speed.slow += 1;
  if (took > speed.longest) Object.assign(speed, { longest: took, longestFile: file });
}

/** Our items before those without link are left out, so that test documents without links count. */
function ourItems(input: FeedInput): Known[] {
  if (documentKind(input) !== 'feed') return [];
  return draftsOf(input).map((draft) => ({
    title: draft.title,
    link: draft.url ?? '',
    date: draft.publishedAt ?? draft.updatedAt ?? '',
    content: draft.contentHtml ?? '',
    author: draft.authors.join(', '),
  }));
}

function draftsOf(input: FeedInput): readonly Draft[] {
  try {
    return readXmlFeed(input).drafts;
  } catch {
    return [];
  }
}

function feedsmithItems(text: string): Known[] {
  try {
    const { feed } = parseWithFeedsmith(text) as { feed: Json };
    const items = (feed['items'] ?? feed['entries'] ?? []) as Json[];
    return items.map((item) => feedsmithItem(item, (feed['authors'] ?? []) as Json[]));
  } catch {
    return [];
  }
}

type Json = Record<string, unknown>;

function feedsmithItem(item: Json, feedAuthors: Json[]): Known {
  const inner = (key: string, name: string): unknown => (item[key] as Json | undefined)?.[name];
  const value = (told: unknown): string =>
    typeof told === 'string'
      ? told
      : (((told as Json | undefined)?.['value'] as string | undefined) ?? '');
  const links = (item['links'] ?? []) as Json[];
  const link = links.find((one) => (one['rel'] ?? 'alternate') === 'alternate')?.['href'];
  const authors = (item['authors'] ?? feedAuthors) as (Json | string)[];
  const creators = (inner('dc', 'creators') ?? []) as string[];
  const date =
    item['pubDate'] ??
    (inner('dc', 'dates') as string[] | undefined)?.[0] ??
    item['published'] ??
    item['updated'];
  return {
    title: plainText(value(item['title'])),
    link: absolute(value(item['link'] ?? link ?? item['url'] ?? value(item['guid']))),
    date: parseFeedDate(value(date)) ?? '',
    content: value(
      inner('content', 'encoded') ?? item['content'] ?? item['description'] ?? item['summary'],
    ),
    author: (creators.length > 0
      ? creators
      : authors.map((one) =>
          typeof one === 'string'
            ? one
            : ((one['name'] as string | undefined) ?? (one['email'] as string | undefined) ?? ''),
        )
    ).join(', '),
  };
}

function absolute(link: string): string {
  return URL.parse(link, 'http://127.0.0.1:8097/feed.xml')?.href ?? '';
}

/** Whether what stands in CDATA comes out byte for byte. */
function scoreVerbatim(
  one: Listed,
  text: string,
  found: readonly Known[],
  tallies: Map<string, Tally>,
): void {
  const contents = new Set(found.map((item) => item.content));
  const pattern =
    /<content:encoded>\s*<!\[CDATA\[([^\]]*(?:\](?!\]>)[^\]]*)*)\]\]>\s*<\/content:encoded>/g;
  for (const [, inner = ''] of text.matchAll(pattern)) {
    if (inner.trim() === '') continue;
    const tally = tallyOf(tallies, one.repo).verbatim;
    tally.of += 1;
    if (contents.has(inner)) tally.right += 1;
  }
}

function tallyOf(tallies: Map<string, Tally>, repo: string): Tally {
  const tally = tallies.get(repo) ?? emptyTally();
  tallies.set(repo, tally);
  return tally;
}

function score(
  one: Listed,
  known: readonly Known[],
  found: readonly Known[],
  tallies: Map<string, Tally>,
  document: string,
  tellWrong: boolean,
): void {
  const tally = tallyOf(tallies, one.repo);
  const count = (aspect: Aspect, isRight: boolean, told: string): void => {
    tally[aspect].of += 1;
    if (isRight) tally[aspect].right += 1;
    else if (tellWrong) console.log(`${aspect} ${one.file}\n    ${told}`);
  };
  if (one.repo !== 'kurtmckee/feedparser') {
    count(
      'items',
      known.length === found.length,
      `${known.length} expected, ${found.length} found`,
    );
  }
  known.forEach((item, index) => {
    const got = found[index] ?? {};
    const check = (aspect: Aspect, key: keyof Known, same: (text: string) => string): void => {
      const wanted = item[key];
      if (wanted === undefined || same(wanted) === '' || wanted.includes('\uFFFD')) return;
      const mine = got[key] ?? '';
      const isRight = same(wanted) === same(mine) || isBetter(key, wanted, mine, document);
      count(aspect, isRight, `wanted ${clip(wanted)}\n    got    ${clip(got[key] ?? '')}`);
    };
    check('titles', 'title', (text) => bare(plainText(plainText(text))));
    check('links', 'link', (text) => (/^https?:/.test(text) ? absolute(text) : ''));
    check('dates', 'date', (text) => parseFeedDate(text)?.slice(0, 19) ?? '');
    check('contents', 'content', (text) => bare(plainText(text)));
    check('authors', 'author', (text) => bare(plainText(text)));
  });
}

/** The publisher's own link instead of a reseller's, and a name without its mail address. */
function isBetter(key: keyof Known, wanted: string, got: string, document: string): boolean {
  if (got === '') return false;
  if (key === 'author') return wanted.includes(got);
  return key === 'link' && document.replaceAll('&amp;', '&').includes(`rigLink>${got}`);
}

function bare(text: string): string {
  return text.replace(/[\s<>]+/g, '');
}

function clip(text: string): string {
  return JSON.stringify(text.slice(0, 160));
}

function knownOf(one: Listed): Known[] | undefined {
  if (one.expected === null) return undefined;
  if (one.repo === 'kurtmckee/feedparser') return fromComment(one.expected);
  if (!one.expected.endsWith('.json')) return undefined;
  const file = new URL(`${one.repo.replace('/', '+')}/${one.expected}`, root);
  if (!existsSync(file)) return undefined;
  const json = JSON.parse(readFileSync(file, 'utf8')) as Json;
  const feed = (json['feed'] as Json | undefined) ?? json;
  const items = (feed['items'] ?? feed['entries']) as Json[] | undefined;
  if (items === undefined) return undefined;
  return items.map((item) =>
    one.repo === 'rbren/rss-parser' ? fromRssParser(item) : fromParser(item),
  );
}

function fromRssParser(item: Json): Known {
  return strings({
    title: item['title'],
    link: item['link'],
    date: item['isoDate'],
    content: item['content:encoded'] ?? item['content'],
    author: item['creator'] ?? item['author'],
  });
}

/** gofeed's and feedsmith's results, which keep the names of the format. */
function fromParser(item: Json): Known {
  const links = (item['links'] ?? []) as Json[];
  const alternate = links.find(
    (one) => (one['rel'] ?? 'alternate') === 'alternate' && typeof one === 'object',
  );
  const dc = (item['dc'] ?? item['dcExt'] ?? {}) as Json;
  const content = (item['content'] ?? {}) as Json;
  const authors = (item['authors'] ?? []) as (Json | string)[];
  const text = (told: unknown): unknown =>
    typeof told === 'object' && told !== null ? (told as Json)['value'] : told;
  const people = item['author'] === undefined ? authors : [item['author'] as Json | string];
  const author = people
    .map((one) => (typeof one === 'string' ? one : (one['name'] ?? one['email'] ?? '')))
    .join(', ');
  const creators = (dc['creators'] ?? dc['creator']) as string[] | undefined;
  return strings({
    title: text(item['title']),
    link: item['link'] ?? alternate?.['href'] ?? item['url'],
    date:
      item['pubDate'] ??
      item['publishedParsed'] ??
      item['published'] ??
      item['updated'] ??
      (dc['dates'] as string[] | undefined)?.[0],
    content:
      content['encoded'] ??
      text(item['content']) ??
      text(item['description']) ??
      text(item['summary']),
    author: creators?.join(', ') ?? author,
  });
}

/** feedparser's assertions about the first entry that compare with a plain string. */
function fromComment(comment: string): Known[] | undefined {
  const known: Record<string, string | undefined> = {};
  const pattern =
    /entries\[0\](?:\.(\w+)|\['(\w+)'\])(?:\[0\]\['(value)'\])? == u?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g;
  for (const [, name, quoted, , single, double] of comment.matchAll(pattern)) {
    const text = (single ?? double ?? '').replace(
      /\\x([\da-f]{2})|\\u([\da-f]{4})|\\([nt'"\\])/gi,
      unescaped,
    );
    known[name ?? quoted ?? ''] ??= text;
  }
  const content = known['content'] ?? known['summary'] ?? known['description'];
  const item = strings({
    title: known['title'],
    link: known['link'],
    content,
    author: known['author'],
  });
  return Object.keys(item).length === 0 ? undefined : [item];
}

function unescaped(_all: string, hex?: string, wide?: string, letter?: string): string {
  if (letter !== undefined) return letter === 'n' ? '\n' : letter === 't' ? '\t' : letter;
  return String.fromCharCode(Number.parseInt(hex ?? wide ?? '', 16));
}

function strings(values: Record<keyof Known, unknown> | Record<string, unknown>): Known {
  const known: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') known[name] = value;
  }
  return known;
}

function emptyTally(): Tally {
  const none = (): { right: number; of: number } => ({ right: 0, of: 0 });
  return {
    items: none(),
    titles: none(),
    links: none(),
    dates: none(),
    contents: none(),
    authors: none(),
    verbatim: none(),
  };
}

function printTable(ours: Map<string, Tally>, theirs: Map<string, Tally>): void {
  console.log(
    `${'right / known'.padEnd(34)}${aspects.map((aspect) => aspect.padStart(13)).join('')}`,
  );
  for (const [repo, tally] of ours) {
    console.log(row(repo, tally));
    console.log(row('  feedsmith alone', theirs.get(repo) ?? emptyTally()));
  }
}

function row(name: string, tally: Tally): string {
  const cells = aspects.map((aspect) => {
    const { right, of } = tally[aspect];
    return (of === 0 ? '-' : `${right}/${of}`).padStart(13);
  });
  return name.padEnd(34) + cells.join('');
}
