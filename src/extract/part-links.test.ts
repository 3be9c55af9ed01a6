import { describe, expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { extractArticle, isPartOf, isWholeOf, joinParts, siteRuleBook } from './index.ts';
import { isWholeAddress, partAddress } from './part-address.ts';

const story = 'https://www.gazette.example/2024/03/harbour-bridge-opens' as Url;
const sentence = (at: number) =>
  `Sentence ${at} of the report says that the harbour bridge was opened, and that ferries wait.`;
const paragraphs = (from: number, count = 6) =>
  Array.from({ length: count }, (_, at) => `<p>${`${sentence(from + at)} `.repeat(3)}</p>`).join(
    '',
  );

function page(options: { links?: string; title?: string; body?: string; head?: string } = {}) {
  const { links = '', title = 'Harbour bridge opens', body = paragraphs(1), head = '' } = options;
  return `<html><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1>${body}</article>${links}</body></html>`;
}

const parts = (links: string, url: string = story, head = '') =>
  extractArticle({ html: page({ links, head }), url: url as Url }).parts;

describe('the next page of an article is found', () => {
  const of = (href: string) => `<div class="pager"><b>1</b> <a href="${href}">LABEL</a></div>`;
  test.each([
    ['Next page', '/2024/03/harbour-bridge-opens?page=2'],
    ['下一页', '/2024/03/harbour-bridge-opens_2.html', '/2024/03/harbour-bridge-opens.html'],
    ['下一頁', '/content/202403/05/c_1120612345_1.htm', '/content/202403/05/c_1120612345.htm'],
    [
      '下一页 >',
      './c_1120612345_3.htm',
      '/content/202403/05/c_1120612345_2.htm',
      '/content/202403/05/c_1120612345.htm',
    ],
    ['次へ', '?page=2'],
    ['次のページへ', '/articles/-/812345?page=2', '/articles/-/812345'],
    ['다음 페이지', '/2024/03/harbour-bridge-opens/2/'],
    ['Weiter »', '/a/harbour-bridge-123456-2.html', '/a/harbour-bridge-123456.html'],
    ['Seite 2', '/2024/03/harbour-bridge-opens/seite-2'],
    ['Page suivante', '/2024/03/harbour-bridge-opens,2'],
    ['Siguiente', '/2024/03/harbour-bridge-opens?pagina=2'],
    ['Далее', '/2024/03/harbour-bridge-opens/page2'],
    ['Следующая страница', '/2024/03/harbour-bridge-opens/p2'],
    ['التالية', '/2024/03/harbour-bridge-opens?pg=2'],
    ['2', '/2024/03/harbour-bridge-opens?page=2'],
    ['第2页', '/2024/03/harbour-bridge-opens_p2'],
    ['Next page', '/2024/03/harbour-bridge-opens-2'],
    ['next', 'https://gazette.example/2024/03/harbour-bridge-opens/2'],
    ['2', '/story_2.html?id=77', '/story_1.html?id=77'],
  ])('%s: %s', (label, href, from: string = story, first?: string) => {
    const url = new URL(from, story).href as Url;
    const html = page({ links: of(href).replace('LABEL', label) });
    const partOf = first === undefined ? {} : { partOf: new URL(first, story).href as Url };
    const found = extractArticle({ html, url, ...partOf }).parts;
    const expected = /_1\.html/.test(from) ? undefined : new URL(href, url).href;
    expect(found?.next).toBe(expected);
  });

  test('by rel=next in the head, where the address is one of its pages', () => {
    const head = '<link rel="next" href="/2024/03/harbour-bridge-opens?page=2">';
    expect(parts('', story, head)?.next).toBe(`${story}?page=2`);
  });

  test('by its number where the first page has one', () => {
    const from = 'https://gazette.example/news/20240305-harbour-77123_1.html';
    const links = '<a href="20240305-harbour-77123_2.html">2</a>';
    expect(parts(links, from)?.next).toBe(from.replace('_1', '_2'));
  });
});

describe('what is no page of the article is not joined', () => {
  test.each([
    ['the next story', '<a rel="next" href="/2024/03/ferry-waits-again">Next</a>'],
    [
      'the next story by number',
      '<a rel="next" href="/news/12346">Next</a>',
      'https://gazette.example/news/12345',
    ],
    [
      'a short number that counts up',
      '<a href="/news/2">Next</a>',
      'https://gazette.example/news/1',
    ],
    ['another story of the same name', '<a href="/2024/03/harbour-bridge-opens-2">Next</a>'],
    ['a story with a year', '<a href="/2024/03/harbour-bridge-opens-2023">Next page</a>'],
    [
      'pages of comments',
      '<a href="/2024/03/harbour-bridge-opens/comment-page-2/#comments">Next page</a>',
    ],
    [
      'pages within the comments',
      '<div class="comments"><a href="/2024/03/harbour-bridge-opens?page=2">2</a></div>',
    ],
    ['a comment page by name', '<a href="/2024/03/harbour-bridge-opens?cpage=2">Next page</a>'],
    [
      'pictures of a gallery',
      '<div class="gallery"><a href="/2024/03/harbour-bridge-opens?page=2">Next</a></div>',
    ],
    [
      'a gallery by its address',
      '<a href="/photos/harbour-bridge-opens?page=2">Next</a>',
      'https://gazette.example/photos/harbour-bridge-opens',
    ],
    ['the next picture', '<a href="/2024/03/harbour-bridge-opens?page=2">下一张</a>'],
    [
      'the list of a blog',
      '<a rel="next" href="/harbour-bridge-tag/page/2/">Next</a>',
      'https://gazette.example/harbour-bridge-tag/',
    ],
    [
      'another host',
      '<a href="https://other.example/2024/03/harbour-bridge-opens?page=2">Next page</a>',
    ],
    ['a page further on', '<a href="/2024/03/harbour-bridge-opens?page=5">Next page</a>'],
    ['the last page', '<a href="/2024/03/harbour-bridge-opens?page=9">9</a>'],
    ['a page that was before', '<a href="/2024/03/harbour-bridge-opens?page=0">Next page</a>'],
    ['a number that says another page', '<a href="/2024/03/harbour-bridge-opens?page=2">7</a>'],
    [
      'words that say nothing of it',
      '<a href="/2024/03/harbour-bridge-opens?page=2">Read it again</a>',
    ],
    [
      'another address altogether',
      '<a href="/2024/03/harbour-bridge-opens?page=2&amp;tab=map">Next page</a>',
    ],
    [
      'the same story told for print',
      '<a href="/2024/03/harbour-bridge-opens?print=1">View all</a>',
    ],
    ['the whole of another', '<a href="/2024/03/ferry-waits?page=all">View all</a>'],
    ['a script', '<a href="javascript:page(2)">Next page</a>'],
  ])('%s', (_, links, url: string = story) => {
    expect(parts(links, url)).toBeUndefined();
  });

  test('nor what follows a list of links', () => {
    const list = Array.from(
      { length: 40 },
      (_, at) => `<li><a href="/story-${at}">What happened in the harbour on day ${at}</a></li>`,
    ).join('');
    const html = `<html><body><h1>Latest</h1><ul>${list}</ul><a href="/latest?page=2">Next page</a></body></html>`;
    expect(
      extractArticle({ html, url: 'https://gazette.example/latest' as Url }).parts,
    ).toBeUndefined();
  });
});

describe('the whole article on one page is found', () => {
  test.each([
    ['View all', '?page=all'],
    ['Auf einer Seite lesen', '/2024/03/harbour-bridge-opens/komplettansicht'],
    ['余下全文', '/2024/03/harbour-bridge-opens_all'],
    ['全文を読む', '?full=1'],
    ['Single page', '?singlepage=true'],
  ])('%s: %s', (label, href) => {
    const { url } = { url: new URL(href, story).href };
    expect(parts(`<a href="${href}">${label}</a>`)?.whole).toBe(url);
  });
});

describe('rules of a site name pages whatever their form', () => {
  const rules = (text: string) =>
    siteRuleBook([{ name: 'gazette.example.txt', text }]).rulesFor(story);
  const read = (text: string, links: string) => {
    const found = rules(text);
    return extractArticle({ html: page({ links }), url: story, ...(found && { rules: found }) })
      .parts;
  };

  test('but on the same site alone', () => {
    const links =
      '<a class="n" href="https://m.gazette.example/x?seq=b">go on</a><a class="o" href="https://other.example/">x</a>';
    expect(read("next_page_link: //a[@class='n']", links)).toEqual({
      next: 'https://m.gazette.example/x?seq=b',
      byRules: true,
    });
    expect(read("next_page_link: //a[@class='o']", links)).toBeUndefined();
  });

  test('also as a string', () => {
    expect(read("single_page_link: concat(//a/@href, '&all')", '<a href="/x?y=1">x</a>')).toEqual({
      whole: 'https://www.gazette.example/x?y=1&all',
      byRules: true,
    });
  });
});

const read = (options: Parameters<typeof page>[0]) =>
  extractArticle({ html: page(options), url: story });
const first = read({});

describe('a page that was fetched is a part', () => {
  const second = read({ title: 'Harbour bridge opens - Page 2', body: paragraphs(20) });
  test('where it has the title and goes on', () => {
    expect(isPartOf(first, second, first)).toBe(true);
  });

  test.each([
    ['it has another title', { title: 'Ferries wait again in the snow', body: paragraphs(20) }],
    ['it tells the same words', {}],
    [
      'it tells another day',
      {
        body: paragraphs(20),
        head: '<meta property="article:published_time" content="2021-01-01">',
      },
    ],
  ])('not where %s', (_, options) => {
    const dated = read({ head: '<meta property="article:published_time" content="2024-03-05">' });
    expect(isPartOf(dated, read(options), dated)).toBe(false);
  });

  test('and one that has all is the whole', () => {
    const all = read({ body: paragraphs(1, 12) });
    expect(isWholeOf(first, all)).toBe(true);
    expect(isWholeOf(first, second)).toBe(false);
    expect(isWholeOf(all, first)).toBe(false);
  });
});

test('joined pages tell once what they repeat', () => {
  const lead =
    '<p><b>The bridge is open, after eleven months of work on its towers and its deck.</b></p>';
  const about =
    '<p>Ada Quill has written of harbours for the Gazette since the year nineteen ninety.</p>';
  const pages = [1, 20, 40].map((from) => read({ body: `${lead}${paragraphs(from)}${about}` }));
  const [one, ...rest] = pages;
  if (one === undefined) throw new TypeError('no pages');
  const { article } = joinParts([one, ...rest]);
  const lines = article.text.split('\n');
  expect(lines.filter((line) => line.startsWith('The bridge is open'))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith('Ada Quill'))).toHaveLength(1);
  expect(lines.at(-1)).toMatch(/^Ada Quill/);
  expect(lines).toHaveLength(20);
  expect(article.title).toBe('Harbour bridge opens');
});

test.each([
  ['https://a.example/x', 'https://a.example/x', undefined],
  ['https://a.example/x', 'https://a.example/x?page=99', undefined],
  ['https://a.example/x?p=1234', 'https://a.example/x?p=1234&page=3', 3],
  ['https://a.example/x?p=1234', 'https://a.example/x?p=1235', undefined],
  ['https://a.example/', 'https://a.example/2', undefined],
  ['https://a.example/x?utm_source=b', 'https://a.example/x?page=2', 2],
])('%s: %s is page %s', (own, other, number) => {
  expect(partAddress(own as Url, other as Url)?.number).toBe(number);
  expect(isWholeAddress(own as Url, other as Url)).toBe(false);
});
