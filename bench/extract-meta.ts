/**
 * Measures title, authors and day of publication beside other extractors, over the sets of
 * ../shared/data/pages whose truth has them. A title is right when letters and digits are the same; the
 * authors when the set of names is (`any`: when one is); the day as written or in UTC. Every page there is an
 * article, so each one called a captcha, a login or an index is a false alarm.
 * The others take some ten minutes; `--alone` leaves them out. The rules were made on every second page;
 * `--half held` measures the others, `--half seen` those.
 * Run: npm run bench:extract-meta [-- --sets naeb-a,traf] [-- --alone] [-- --half held]
 */
import { existsSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { extractFromHtml } from '@extractus/article-extractor';
import { Defuddle } from 'defuddle/node';
import { extractArticle } from '../src/extract/index.ts';
import type { Url } from '../src/model/index.ts';

interface Told {
  readonly title?: string | undefined;
  readonly authors: readonly string[];
  readonly published?: string | undefined;
  readonly kind?: string;
}

interface Page {
  readonly html: string;
  readonly url?: string;
  readonly title?: string;
  readonly author?: readonly string[];
  readonly published?: string;
}

type Teller = (html: string, url: string) => Told | Promise<Told>;

const root = new URL('../../shared/data/pages/', import.meta.url);
const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const half = option('half');
const sets = (option('sets') ?? 'naeb-a,traf,dates-web,wcxb,n4k,zhweb').split(',');

const ours: Teller = (html, url) => {
  const { article, published, kind } = extractArticle({ html, url: url as Url });
  return { title: article.title, authors: article.authors, published, kind };
};
const others: Readonly<Record<string, Teller>> = {
  defuddle: async (html, url) => {
    const { title, author, published } = await Defuddle(html, url, { useAsync: false });
    return { title, authors: [author], published };
  },
  'article-extractor': async (html, url) => {
    const told = await extractFromHtml(html, url);
    return { title: told?.title, authors: [told?.author ?? ''], published: told?.published };
  },
};
const tellers: Readonly<Record<string, Teller>> = process.argv.includes('--alone')
  ? { backissue: ours }
  : { backissue: ours, ...others };

async function main(): Promise<void> {
  // Others write a trace for each page that they cannot read.
  console.error = () => undefined;
  if (!existsSync(root)) {
    console.log('../shared/data/pages is not there; nothing to measure.');
    return;
  }
  for (const set of sets) {
    for (const [name, tell] of Object.entries(tellers)) console.log(await row(set, name, tell));
  }
}

async function row(set: string, name: string, tell: Teller): Promise<string> {
  const folder = new URL(`${set}/`, root);
  const all = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as Page[];
  const pages =
    half === undefined ? all : all.filter((_, at) => at % 2 === (half === 'held' ? 1 : 0));
  const counts = new Map<string, [right: number, of: number]>();
  const count = (what: string, isRight: boolean | undefined): void => {
    const [right, of] = counts.get(what) ?? [0, 0];
    if (isRight !== undefined) counts.set(what, [right + (isRight ? 1 : 0), of + 1]);
  };
  let alarms = 0;
  let ms = 0;
  for (const page of pages) {
    const html = brotliDecompressSync(readFileSync(new URL(page.html, folder))).toString('utf8');
    const url = /^https?:\/\//.test(page.url ?? '')
      ? (page.url ?? '')
      : 'http://example.com/article';
    const start = performance.now();
    const told = await answerOf(tell, html, url);
    ms += performance.now() - start;
    if (/^(?:captcha|login|index)$/.test(told.kind ?? '')) alarms += 1;
    score(page, told, count);
  }
  const figures = ['title', 'authors', 'any', 'day'].map((what) => {
    const [right, of] = counts.get(what) ?? [0, 0];
    return `${what} ${of === 0 ? '    -' : (right / of).toFixed(3)}`;
  });
  const speed = `${((1000 * pages.length) / ms).toFixed(0)} pages/s`;
  const alarm = name === 'backissue' ? `, ${alarms} false alarms` : '';
  return `${set.padEnd(10)} ${name.padEnd(18)} ${figures.join('  ')}  (${pages.length} pages, ${speed}${alarm})`;
}

/** A peer that throws has told nothing. */
async function answerOf(tell: Teller, html: string, url: string): Promise<Told> {
  try {
    return await tell(html, url);
  } catch (error) {
    if (error instanceof Error) return { authors: [] };
    throw error;
  }
}

function score(
  page: Page,
  told: Told,
  count: (what: string, isRight: boolean | undefined) => void,
): void {
  if (page.title) count('title', keyOf(told.title ?? '') === keyOf(page.title));
  if (page.author) {
    const [truth, names] = [namesOf(page.author), namesOf(told.authors)];
    count('authors', truth.size === names.size && [...truth].every((name) => names.has(name)));
    count(
      'any',
      [...truth].some((name) => [...names].some((other) => isLike(name, other))),
    );
  }
  if (page.published) count('day', isSameDay(told.published ?? '', page.published));
}

const isLike = (one: string, other: string): boolean =>
  one === other || other.includes(one) || (other.length > 3 && one.includes(other));

const keyOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function namesOf(authors: readonly string[]): ReadonlySet<string> {
  const parting = /\s*(?:[,;|/、・，；·&\n]|\b(?:and|und|by|y|et)\b)\s*/i;
  const lead = /^(?:by|von|por|par|di|av|door|written by|posted by)\s+/;
  const names = authors.flatMap((author) => author.split(parting));
  return new Set(
    names.map((name) => keyOf(name.toLowerCase().replace(lead, ''))).filter((name) => name !== ''),
  );
}

function isSameDay(told: string, truth: string): boolean {
  const days = (text: string): string[] => {
    const written = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
    const moment = written !== undefined && text.length <= 10 ? Number.NaN : Date.parse(text);
    const utc = Number.isNaN(moment) ? [] : [new Date(moment).toISOString().slice(0, 10)];
    return written === undefined ? utc : [written, ...utc];
  };
  const right = days(truth);
  return days(told).some((day) => right.includes(day));
}

await main();
