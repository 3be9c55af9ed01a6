/**
 * Reads the section pages of src/feed/testdata/sections, whose articles are known by hand, and prints
 * how many are found, how many links are taken that are none, and how many titles and dates are
 * right; and, where ../shared/data is there, how many addresses of real articles tell themselves.
 * Run: npm run bench:sections [-- --wrong]
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { isArticleUrl, isListingUrl } from '../src/feed/article-shape.ts';
import { sectionEntries } from '../src/feed/index.ts';
import type { Url } from '../src/model/index.ts';
import { canonicalUrl, parseUrl } from '../src/url/index.ts';

interface Truth {
  readonly url: Url;
  readonly articles: readonly { url: string; title: string; publishedAt?: string }[];
}

const folder = new URL('../src/feed/testdata/sections/', import.meta.url);
const shared = new URL('../../shared/data/', import.meta.url);
const showWrong = process.argv.includes('--wrong');

measurePages();
measureAddresses();

function measurePages(): void {
  console.log('page                    articles  found  false  titles  dates');
  const sum = [0, 0, 0, 0, 0, 0];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.html'))) {
    const truth = JSON.parse(
      readFileSync(new URL(file.replace('.html', '.json'), folder), 'utf8'),
    ) as Truth;
    const row = compare(file, truth, readFileSync(new URL(file, folder), 'utf8'));
    row.forEach((value, index) => {
      sum[index] = (sum[index] ?? 0) + value;
    });
    console.log(line(file.replace('.html', ''), row));
  }
  console.log(line('all', sum));
  const [known = 0, found = 0, wrong = 0] = sum;
  console.log(
    `recall ${((100 * found) / known).toFixed(1)} %, precision ${((100 * found) / (found + wrong)).toFixed(1)} %`,
  );
}

/** Articles, found, taken by mistake, titles right, dates right, dates known. */
function compare(file: string, { url, articles }: Truth, text: string): number[] {
  const entries = new Map(sectionEntries({ url, text }).entries.map((one) => [one.url, one]));
  const known = new Set(articles.map((article) => canonicalUrl(article.url as Url)));
  const row: [number, number, number, number, number, number] = [articles.length, 0, 0, 0, 0, 0];
  const count = (index: 1 | 3 | 4, isSo: boolean, told: string): void => {
    if (isSo) row[index] += 1;
    else if (showWrong) console.log(`  ${file}: ${told}`);
  };
  for (const article of articles) {
    const entry = entries.get(canonicalUrl(article.url as Url));
    count(1, entry !== undefined, `missed ${article.url}`);
    if (entry === undefined) continue;
    count(3, entry.title === article.title, `title «${entry.title}», not «${article.title}»`);
    if (article.publishedAt === undefined && entry.publishedAt === undefined) continue;
    row[5] += 1;
    const isRight = entry.publishedAt === article.publishedAt;
    count(4, isRight, `date ${entry.publishedAt}, not ${article.publishedAt}: ${article.url}`);
  }
  for (const [address, { title }] of entries) {
    if (known.has(address)) continue;
    row[2] += 1;
    if (showWrong) console.log(`  ${file}: took ${address} «${title}»`);
  }
  return row;
}

function line(name: string, [articles, found, wrong, titles, dates, dated]: number[]): string {
  const cells = [articles, found, wrong, titles].map((value) => String(value).padStart(8)).join('');
  return `${name.padEnd(24)}${cells}  ${dates}/${dated}`;
}

function measureAddresses(): void {
  for (const language of ['zh', 'en', 'ja', 'fr']) {
    const file = new URL(`articles-${language}.jsonl.gz`, shared);
    if (!existsSync(file)) continue;
    const urls = gunzipSync(readFileSync(file))
      .toString()
      .trim()
      .split('\n')
      .flatMap((json) => parseUrl((JSON.parse(json) as { url?: string }).url ?? '') ?? [])
      .map(canonicalUrl)
      .filter((url) => !new URL(url).hostname.endsWith('.invalid'));
    const told = urls.filter(isArticleUrl).length;
    const refused = urls.filter(isListingUrl).length;
    console.log(
      `addresses of ${urls.length} real articles (${language}): ${told} tell themselves, ${refused} are taken for lists`,
    );
  }
}
