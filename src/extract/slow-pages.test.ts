import { describe, expect, test } from 'vitest';
import type { Article, Url } from '../model/index.ts';
import { extractArticle, siteRuleBook } from './index.ts';
import { faultOf } from './testing.ts';

const url = 'https://courier.example/1' as Url;
const sentence =
  'The harbour bridge was opened again on Monday, eleven months after it was struck.';
const prose = `<p>${sentence}</p>`;
const numbered = (count: number, piece: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => piece(at)).join('');

/** Extracts a page; `took` is processor time in ms, as the machine may be busy. */
function timed(html: string, ruleText = ''): { article: Article; took: number } {
  const file = { name: 'courier.example.txt', text: ruleText };
  const rules = ruleText === '' ? undefined : siteRuleBook([file]).rulesFor(url);
  const before = process.cpuUsage();
  const { article } = extractArticle({ html, url, ...(rules && { rules }) });
  const { user, system } = process.cpuUsage(before);
  return { article, took: (user + system) / 1000 };
}

test('a page of 5 MB is read in bounded time', () => {
  const menu = '<ul><li><a href="/x">an entry of a menu</a></ul>'.repeat(35_000);
  const comments = `<div class="comments">${prose.repeat(20_000)}</div>`;
  const html = `<html><body>${menu}<article><h1>Bridge</h1>${prose.repeat(20_000)}</article>${comments}</body></html>`;
  expect(html.length).toBeGreaterThan(5_000_000);
  const { article, took } = timed(html);
  expect(took).toBeLessThan(10_000);
  expect(article.text.startsWith(sentence)).toBe(true);
  expect(faultOf(article.html)).toBeUndefined();
});

test('a hundred thousand nested divisions keep their words', () => {
  const html = `${'<div>'.repeat(100_000)}${prose}${'</div>'.repeat(100_000)}`;
  const { article, took } = timed(html);
  expect(took).toBeLessThan(2000);
  expect(article.text).toBe(sentence);
});

/** Pages of a size; four times the size may take some four times as long. */
const swollen: Readonly<Record<string, (size: number) => string>> = {
  'unclosed paragraphs': (n) => '<p>some words, and more. '.repeat(n),
  'unclosed tags of tables': (n) => '<div><span><table><tr><td>x '.repeat(n),
  'unclosed lists': (n) => '<ul><li>item '.repeat(n),
  'open links': (n) => '<a href="/x">link'.repeat(n),
  'one line of text': (n) => `<p>${'word and word, '.repeat(2 * n)}</p>`,
  'one line of Chinese': (n) => `<p>${'中文新闻，内容。'.repeat(2 * n)}</p>`,
  'white space': (n) => `<p>x${'\n \n'.repeat(10 * n)}y</p>${prose}`,
  'one attribute': (n) =>
    `<div class="${'a '.repeat(9 * n)}" title="${'b'.repeat(n)}">${prose}</div>`,
  'many attributes': (n) => `<div ${numbered(n, (at) => `a${at}=1 `)}>${prose}</div>`,
  'classes of their own': (n) => numbered(n, (at) => `<div class="c${at} name-${at}">x</div>`),
  'tags of their own': (n) => numbered(n, (at) => `<x${at}>w</x${at}>`),
  'rows of a table': (n) => `<table>${'<tr><td>a cell<td>another'.repeat(n)}</table>${prose}`,
  'line breaks': (n) => `<div>${'some line of words, told.<br>'.repeat(n)}</div>`,
  'character references': (n) => `<p>${'&amp;&lt;&eacute;&#x4e2d;&&&'.repeat(n)}</p>`,
  'deep JSON-LD': (n) =>
    `<script type="application/ld+json">${'{"author":['.repeat(n)}1${']}'.repeat(n)}</script>${prose}`,
  'broken JSON-LD': (n) =>
    `<script type="application/ld+json">{"a":"${', '.repeat(9 * n)}\n</script>${prose}`,
  'deep state of a script': (n) =>
    `<script>window.a = ${'{"b":['.repeat(n)}1${']}'.repeat(n)}</script>`,
  'state that never ends': (n) => `<script>${'window.a = {"b":"c",'.repeat(n)}</script>`,
  times: (n) => '<time datetime="2024-01-02">2 January 2024</time>'.repeat(n),
  headings: (n) => '<h1>A heading of words</h1>'.repeat(n),
  pictures: (n) => `<div>${'<img src="/a.jpg"><p>words</p>'.repeat(n)}</div>`,
};

/** The best of three readings. */
const timeOf = (html: string): number => Math.min(...[1, 2, 3].map(() => timed(html).took));

describe('time grows with the length of the page and no faster, for', () => {
  test.each(Object.entries(swollen))(
    '%s',
    (_, page) => {
      const small = Math.max(5, timeOf(page(1500)));
      expect(timeOf(page(6000))).toBeLessThan(10 * small);
    },
    60_000,
  );
});

describe('a rule over long attributes and texts ends soon:', () => {
  const around = (attributes: string) => `<div ${attributes}>${prose.repeat(400)}</div>`;
  const long = 'ab '.repeat(70_000);
  const [a, b] = ['a'.repeat(99_000), 'a'.repeat(2000)];
  test.each([
    ["//p[ancestor::div[contains(translate(@class,'ABC','abc'),'zz')]]", `class="${long}"`],
    ["//p[contains(normalize-space(../@class), 'zz')]", `class="${'  a'.repeat(70_000)}"`],
    ['//p[string-length(substring(../@class, 2)) = 1]', `class="${long}"`],
    ['//p[contains(../@title, ../@class)]', `title="${a}" class="${b}b${b}"`],
    ['//p[../@title != ../@class]', `title="${a}" class="${a}"`],
    [`//p[${'concat('.repeat(20)}../@class${', ../@class)'.repeat(20)} = 'a']`, `class="${long}"`],
    ["//p[lang('de')]", `lang="${long}"`],
    ['//p[..//@*]', numbered(20_000, (at) => `a${at}=1 `)],
  ])(
    '%s',
    (path, attributes) => {
      const rules = `strip: ${path}\n`.repeat(20);
      expect(timed(around(attributes), rules).took).toBeLessThan(5000);
    },
    60_000,
  );
});
