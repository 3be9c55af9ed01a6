/**
 * Measures over ../shared/data how articles are known again by the key of their URL: how many pairs
 * that are one article meet, how many articles that are two collide, and how what decides where keys
 * disagree (compareWords) judges true pairs and strangers. Run: npm run bench:duplicates [-- --wrong]
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { compareWords } from '../src/archive/compare-words.ts';
import { plainText } from '../src/html/index.ts';
import type { Url } from '../src/model/index.ts';
import { articleKey, parseUrl } from '../src/url/index.ts';

interface Row {
  readonly id: string;
  readonly set: string;
  readonly url: string | null;
  readonly title: string;
  readonly html?: string;
  readonly text?: string;
  readonly markdown?: string;
}
interface Pair {
  readonly html_before?: string;
  readonly html_after?: string;
  readonly title_before: string;
  readonly title_after: string;
  readonly url: string;
  readonly class?: string;
}

const root = new URL('../../shared/data/', import.meta.url);
const showWrong = process.argv.includes('--wrong');

main();

function main(): void {
  if (!existsSync(new URL('README.md', root))) {
    console.log('../shared/data is not there; nothing to measure.');
    return;
  }
  const rows = ['zh', 'en', 'ja', 'fr'].flatMap((language) =>
    read<Row>(`articles-${language}.jsonl.gz`),
  );
  keysOfArticles(rows);
  clusters();
  shapes(rows);
  comparisons(rows);
}

/** Different articles must not collide; one saved more than once must meet. */
function keysOfArticles(rows: readonly Row[]): void {
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row.url);
    if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), row]);
  }
  const keyed = [...byKey.values()].reduce((sum, some) => sum + some.length, 0);
  const pairs = [...byKey.values()].flatMap(([first, ...others]) =>
    others.map((other) => [first, other] as const),
  );
  const apart = pairs.filter(
    ([one, other]) => one?.url !== other.url && compareWords(words(one), words(other)) === 'other',
  );
  if (showWrong) for (const [one, other] of apart) console.log(`  ${one?.url} ${other.url}`);
  const [met, collided] = [pairs.length - apart.length, apart.length];
  line('articles with a URL', keyed);
  line('of them known again by key (same URL, or same words)', met);
  line('different articles that collide', collided);
}

/** The same article filed under several channels: one URL as truth. */
function clusters(): void {
  const all = read<{ url: string; paths: string[] }>(
    'clusters/zh-same-article-many-channels.jsonl.gz',
  );
  const keys = new Set(all.map((one) => keyOf(one.url)));
  const urls = new Set(all.map((one) => one.url));
  line('clusters of one article in many channels', all.length);
  line('  distinct URLs, and distinct keys of them', `${urls.size}, ${keys.size}`);
}

/** Each URL as caches, mobile sites, printers and trackers write it. */
function shapes(rows: readonly Row[]): void {
  const ways: readonly (readonly [string, (url: URL) => string])[] = [
    ['http', (url) => url.href.replace(/^https?:/, 'http:')],
    ['tracked', (url) => `${url.href}${url.search === '' ? '?' : '&'}utm_source=rss&fbclid=x`],
    ['fragment', (url) => `${url.href}#content`],
    ['mobile host', (url) => url.href.replace(/\/\/(?:www\.)?/, '//m.')],
    ['amp host', (url) => url.href.replace(/\/\/(?:www\.)?/, '//amp.')],
    ['amp parameter', (url) => `${url.href}${url.search === '' ? '?' : '&'}amp=1`],
    ['print', (url) => `${url.href}${url.search === '' ? '?' : '&'}print=1`],
    [
      'amp cache',
      (url) => `https://x.cdn.ampproject.org/c/s/${url.host}${url.pathname}${url.search}`,
    ],
    [
      'Google viewer',
      (url) => `https://www.google.com/amp/s/${url.host}${url.pathname}${url.search}`,
    ],
    ['escapes', (url) => url.href.replace(/%[\da-f]{2}/gi, (one) => one.toLowerCase())],
    ['session', (url) => `${url.href}${url.search === '' ? '?' : '&'}PHPSESSID=0a1b2c3d`],
  ];
  const urls = rows.flatMap((row) => (row.url ? (URL.parse(row.url) ?? []) : []));
  for (const [name, write] of ways) {
    const met = urls.filter((url) => keyOf(write(url)) === keyOf(url.href)).length;
    line(`written as ${name}: meets`, `${met} of ${urls.length}`);
  }
}

/** Before and after of one article must not be strangers; two articles must not be one. */
function comparisons(rows: readonly Row[]): void {
  const pairs = read<Pair>('revisions.jsonl.gz').filter((one) => one.html_before && one.html_after);
  const told = { same: 0, unclear: 0, other: 0 };
  for (const pair of pairs) {
    const before = { title: pair.title_before, text: plainText(pair.html_before ?? '') };
    const after = { title: pair.title_after, text: plainText(pair.html_after ?? '') };
    told[compareWords(before, after)] += 1;
  }
  line(`${pairs.length} pairs of states of one article: same, unclear, other`, tell(told));
  const strangers = { same: 0, unclear: 0, other: 0 };
  const texts = rows.filter((row) => words(row).text !== '');
  for (let at = 0; at + 1 < texts.length; at += 1) {
    const [one, other] = [texts[at], texts[at + 1]];
    if (one?.set !== other?.set || keyOf(one?.url ?? null) === keyOf(other?.url ?? null)) continue;
    const comparison = compareWords(words(one), words(other));
    strangers[comparison] += 1;
    if (showWrong && comparison === 'same') console.log(`  ${one?.title} | ${other?.title}`);
  }
  line('neighbours in a set, nearly all strangers: same, unclear, other', tell(strangers));
}

function tell(told: { same: number; unclear: number; other: number }): string {
  return `${told.same}, ${told.unclear}, ${told.other}`;
}

function words(row: Row | undefined): { title: string; text: string } {
  const text = row?.text ?? row?.markdown ?? plainText(row?.html ?? '');
  return { title: row?.title ?? '', text };
}

function keyOf(url: string | null): string | undefined {
  const parsed = url ? parseUrl(url) : undefined;
  return parsed === undefined ? undefined : articleKey(parsed satisfies Url);
}

function read<Value>(name: string): Value[] {
  const lines = gunzipSync(readFileSync(new URL(name, root)))
    .toString('utf8')
    .trim()
    .split('\n');
  return lines.map((text) => JSON.parse(text) as Value);
}

function line(name: string, value: number | string): void {
  console.log(`${name.padEnd(64)} ${value}`);
}
