import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articleImages, articleText, sanitizeArticleHtml } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import {
  type Extraction,
  emptyMemory,
  extractFragment,
  learnPage,
  type SiteMemory,
  sitePage,
  withoutFurniture,
} from './index.ts';

const url = 'https://courier.example/1' as Url;
const places = [
  'the quay',
  'the mill',
  'the school',
  'the church',
  'the market',
  'the bridge',
  'the tower',
];
/** Two paragraphs that stand in no other story. */
const story = (n: number): string =>
  [1, 2]
    .map(
      (at) =>
        `<p>On day ${n * 10 + at} people met at ${places[(n + at) % 7]} to speak of matter ${n}. They agreed on point ${at} and went home.</p>`,
    )
    .join('');
const extraction = (html: string, title: string): Extraction => {
  const made = extractFragment({ html: '', url, title });
  const clean = sanitizeArticleHtml(html, url);
  return {
    ...made,
    article: {
      ...made.article,
      html: clean,
      text: articleText(clean),
      images: articleImages(clean),
    },
  };
};
const pageOf = (n: number, html: string, title = `${places[n % 7]} ${n}: matter ${n}`) => ({
  n,
  it: extraction(html, title),
});
const learned = (pages: readonly ReturnType<typeof pageOf>[]): SiteMemory =>
  pages.reduce(
    (memory, { n, it }) => learnPage(memory, sitePage(`k${n}`, it.article)),
    emptyMemory,
  );
/** What is cut from a page of a site whose last pages were made alike. */
const cutAfter = (count: number, html: (n: number) => string, title?: (n: number) => string) => {
  const page = (n: number) => pageOf(n, html(n), title?.(n));
  const memory = learned(Array.from({ length: count }, (_, n) => page(n)));
  return withoutFurniture(page(50).it, memory);
};
const textsCut = (after: Extraction): readonly string[] => after.cut.map(({ text }) => text);

describe('what goes', () => {
  test.each([
    ['a share bar', '<p>分享 :</p>'],
    [
      'a newsletter box with sentences',
      '<p>Our letter comes every morning with all that you need to know. Leave us your address and never miss it again.</p>',
    ],
    [
      'an author box',
      '<p>The Courier is written by people of the harbour for people of the harbour, since 1883.</p>',
    ],
    [
      'a list of links',
      '<ul><li><a href="/a">Front page</a></li><li><a href="/b">All news</a></li></ul>',
    ],
    ['a picture', '<p><img src="/join.png" alt=""></p>'],
    ['a line after br', '<p>Follow us<br>everywhere</p>'],
  ])('%s at the end of every page', (_, furniture) => {
    const after = cutAfter(6, (n) => story(n) + furniture);
    expect(after.article.html).toBe(sanitizeArticleHtml(story(50), url));
    expect(after.article.images).toEqual([]);
  });

  test('a promotion between paragraphs, once many pages have shown it', () => {
    const html = (n: number) =>
      story(n).replace('</p><p>', '</p><p>Join the Courier today</p><p>') + story(n + 100);
    expect(textsCut(cutAfter(4, html))).toEqual([]);
    expect(textsCut(cutAfter(9, html))).toEqual(['Join the Courier today']);
  });

  test('a template that is filled anew on each page', () => {
    const html = (n: number) =>
      `${story(n)}<p>Next: <a href="/${n + 1}">Matter ${places[(n * 3) % 7]}</a></p>`;
    expect(cutAfter(6, html).article.text).toBe(articleText(story(50)));
  });

  test('with the number of pages as its reason', () => {
    const { cut } = cutAfter(6, (n) => `${story(n)}<p>分享 :</p>`);
    expect(cut).toEqual([
      {
        reason: 'repeated by the site: stands on 6 of the last 6 pages, mostly at the end',
        text: '分享 :',
      },
    ]);
  });
});

describe('what stays', () => {
  const stays = (html: (n: number) => string, title?: (n: number) => string) =>
    expect(textsCut(cutAfter(12, html, title))).toEqual([]);

  test('all of it, before three pages are known', () => {
    expect(textsCut(cutAfter(2, (n) => `${story(n)}<p>分享 :</p>`))).toEqual([]);
  });

  test.each([
    ['更正：本文较早版本有误。'],
    ['Correction: an earlier version gave a wrong name.'],
    ['（新华社北京9月5日电）'],
    ['(AP) — Saltmere'],
    ['05/09/2023 - 10:20'],
    ['2023-09-05T10:20:30'],
    ['责任编辑：林墨'],
    ['(Ann Marsh)'],
    ['编者按：本栏目刊登读者来信。'],
    ['三、'],
    ['本判决为终审判决。'],
    ['图片来源：本报'],
    ['* * *'],
  ])('%s', (line) => stays((n) => `<p>${line}</p>${story(n)}<p>${line}</p>`));

  test('a quotation, a table and formatted text', () => {
    stays(
      (n) =>
        `${story(n)}<blockquote><p>All the same.</p></blockquote><table><tr><td>a</td><td>b</td></tr></table><pre>x</pre>`,
    );
  });

  test('the introduction of a weekly column, on a site that is that column', () => {
    const intro =
      '<p>Every week we answer what readers ask us about the harbour, the sea and the town. Write to us and we will try.</p>';
    stays(
      (n) => intro + story(n),
      (n) => `Letters to the harbour no ${n}`,
    );
  });

  test('a heading with text below it', () => {
    stays(
      (n) =>
        `${story(n)}${n % 3 === 0 ? `<h2>What we know so far of it</h2>${story(n + 200)}` : ''}`,
    );
  });

  test('rows of figures that differ in their numbers', () => {
    stays((n) => `${story(n)}<p>Rate today ${n}.${n + 3}</p><p>Change ${n + 1} points</p>`);
  });

  test('a paragraph that two pages have', () => {
    const shared =
      '<p>The minister said on Monday that the law would come before winter. He did not say which winter he meant.</p>';
    const pages = Array.from({ length: 12 }, (_, n) => pageOf(n, story(n) + (n < 2 ? shared : '')));
    expect(withoutFurniture(pageOf(50, story(50) + shared).it, learned(pages)).cut).toEqual([]);
  });

  test('a body of which nothing else would be left', () => {
    const only =
      '<p>Follow the Courier wherever you are and whatever you do, every day of the year. It is free.</p>';
    const memory = learned(Array.from({ length: 9 }, (_, n) => pageOf(n, story(n) + only)));
    const { it } = pageOf(50, only);
    expect(withoutFurniture(it, memory)).toBe(it);
  });
});

const piece = fc.constantFrom(
  ...[
    '<p>Follow us</p>',
    '<p>分享 :</p>',
    '<ul><li><a href="/a">Front</a></li>',
    '<li>x</li></ul>',
    '<p>a<br>Follow us<br>b</p>',
    '<figure><img src="/join.png"><figcaption>Join</figcaption></figure>',
    '<blockquote>',
    '</blockquote>',
    '<h2>More</h2>',
    story(50),
    story(51),
    '<p>Tail</p>',
    '<hr>',
    '<dl><dt>Tail<dd>Follow us</dl>',
  ],
);

test('any page: HTML, text and images stay in step, a second cut cuts nothing, something is left', () => {
  const furniture =
    '<p>Follow us</p><h2>More</h2><figure><img src="/join.png"><figcaption>Join</figcaption></figure><p>分享 :</p><p>Tail</p><ul><li><a href="/a">Front</a></li></ul>';
  const memory = learned(Array.from({ length: 10 }, (_, n) => pageOf(n, story(n) + furniture)));
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 25 }), (pieces) => {
      const { it } = pageOf(50, pieces.join(''));
      const after = withoutFurniture(it, memory);
      const { article } = after;
      expect(article.text).toBe(articleText(article.html));
      expect(article.images).toEqual(articleImages(article.html));
      expect(sanitizeArticleHtml(article.html, url)).toBe(article.html);
      expect(article.html === '').toBe(it.article.html === '');
      expect(withoutFurniture(after, memory)).toBe(after);
    }),
    { numRuns: 300 },
  );
});

const data = '/work/shared/data/';
test.skipIf(!existsSync(`${data}reference/article.md`))(
  'the reference article keeps its date, lead and nine paragraphs after its outlet was learned',
  () => {
    const bodyIn = (file: string): string =>
      readFileSync(file, 'utf8').split('\n').slice(4).join('\n');
    const folder = `${data}duty-format/articles/法广/`;
    const files = readdirSync(folder).sort().slice(0, 60);
    const memory = files.reduce((known, name) => {
      const { article } = extractFragment({
        html: bodyIn(folder + name),
        url,
        title: name.replace(/^\d+_|\.md$/g, ''),
      });
      return learnPage(known, sitePage(name, article));
    }, emptyMemory);
    const it = extractFragment({ html: bodyIn(`${data}reference/article.md`), url, title: 'x' });
    const { article } = withoutFurniture(it, memory);
    expect(article.text.split('\n')[0]).toBe('05/09/2023 - 10:20');
    expect(article.text.split('\n')).toHaveLength(11);
    expect(article.images).toHaveLength(1);
    expect(article.text).not.toContain('分享');
  },
);
