/**
 * Measures what a feed's text beside the page is worth, over the sets of ../shared/data/pages: the true
 * text whole, its first paragraphs, its first sentences, that of another page, with what feeds add.
 * Run: npm run bench:extract-witness [-- SET…]
 */
import { extractArticle } from '../src/extract/index.ts';
import { escapeHtml } from '../src/html/index.ts';
import type { Url } from '../src/model/index.ts';
import {
  hasCorpora,
  htmlOf,
  type LabelledPage,
  pagesOf,
  setNames,
  urlOf,
} from './extract/corpora.ts';
import { compareTexts, type Shares, scoresOf } from './extract/metric.ts';

const html = (lines: readonly string[]): string =>
  lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
const linesOf = (text: string): string[] => text.split(/\n+/).filter((line) => line.trim() !== '');

/** What a feed may tell of a page; `other` is the text of another page. */
const feeds: Readonly<Record<string, (text: string, other: string) => string | undefined>> = {
  none: () => undefined,
  whole: (text) => html(linesOf(text)),
  'whole with its footer': (text) =>
    html([...linesOf(text), 'The post appeared first on the Gazette.', 'Follow us for more news.']),
  'first half': (text) => html(linesOf(text).slice(0, Math.ceil(linesOf(text).length / 2))),
  'two paragraphs': (text) => html(linesOf(text).slice(0, 2)),
  '300 characters': (text) => html([`${linesOf(text).join(' ').slice(0, 300)} […]`]),
  'another article': (_, other) => html(linesOf(other)),
};

function measure(set: string): Record<string, Record<string, string>> {
  const pages = pagesOf(set).filter((page) => page.text !== undefined);
  const shares = new Map<string, Shares[]>(Object.keys(feeds).map((name) => [name, []]));
  const worse = new Map<string, number>();
  pages.forEach((page, at) => {
    const source = htmlOf(set, page);
    let base = 0;
    for (const [name, tell] of Object.entries(feeds)) {
      const found = compareTexts(
        page.text ?? '',
        textOf(source, page, tell(page.text ?? '', pages[at - 1]?.text ?? '')),
      );
      shares.get(name)?.push(found);
      const { f1 } = scoresOf([found]);
      if (name === 'none') base = f1;
      else if (f1 < base - 0.005) worse.set(name, (worse.get(name) ?? 0) + 1);
    }
  });
  return Object.fromEntries(
    [...shares].map(([name, all]) => [`${set} ${name}`, row(all, worse.get(name) ?? 0)]),
  );
}

function textOf(source: string, page: LabelledPage, witness: string | undefined): string {
  const url = urlOf(page) as Url;
  return extractArticle({ html: source, url, ...(witness === undefined ? {} : { witness }) })
    .article.text;
}

function row(all: readonly Shares[], worse: number): Record<string, string> {
  const { f1, precision, recall, exact } = scoresOf(all);
  const [F1, P, R, E] = [f1, precision, recall, exact].map((value) => value.toFixed(4));
  return { F1: F1 ?? '', P: P ?? '', R: R ?? '', exact: E ?? '', 'pages worse': String(worse) };
}

if (hasCorpora()) {
  const named = process.argv.slice(2).filter((name) => setNames.includes(name));
  for (const set of named.length > 0 ? named : setNames) console.table(measure(set));
} else console.log('../shared/data/pages is not there; nothing to measure.');
