import { describe, expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { extractArticle } from './index.ts';
import { scriptBody } from './script-body.ts';
import { pageTree } from './tree.ts';

const url = 'https://courier.example/mill' as Url;
const paragraphs = [
  'The tide mill at Saltmarsh ground flour on Saturday for the first time in ninety years.',
  'Its wheel was turned by hand until the sluice could be opened, a little after noon.',
  'Two hundred people had come to see it, and most of them went home with a bag of flour.',
  'The miller says that she will open it twice a week from May, as long as the weir holds.',
];
const chinese = [
  '潮汐磨坊星期六磨出了面粉，这是九十年来的第一次。',
  '水闸在正午过后不久打开，在此之前水轮由人手推动。',
  '大约两百人前来观看，其中大多数人带着一袋面粉回了家。',
  '磨坊主说，只要堤坝不出问题，从五月起每周将开放两次。',
];
const page = (script: string): string =>
  `<html><head><title>The tide mill turns</title>${script}</head><body><div id="root"><p>Loading</p></div></body></html>`;
const extract = (script: string) => extractArticle({ html: page(script), url }).article;
const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

describe('a page that shows its text by scripts alone', () => {
  test.each([
    [
      'articleBody of JSON-LD',
      `<script type="application/ld+json">${json({ '@type': 'NewsArticle', headline: 'The tide mill turns', articleBody: paragraphs.join('\n\n') })}</script>`,
    ],
    [
      'HTML in the state of Next',
      `<script id="__NEXT_DATA__" type="application/json">${json({ props: { pageProps: { story: { contentHtml: paragraphs.map((each) => `<p>${each}</p>`).join('') } } } })}</script>`,
    ],
    [
      'a list of paragraphs that a script assigns',
      `<script>window.__STATE__ = ${json({ article: { blocks: paragraphs.map((text) => ({ type: 'p', text })) } })};</script>`,
    ],
    [
      'a list of strings in a property in brackets',
      `<script>self["state"] = ${json({ story: { paragraphs } })}; start(self["state"])</script>`,
    ],
  ])('is read from %s', (_, script) => {
    expect(extract(script).text).toBe(paragraphs.join('\n'));
  });

  test('is read in Chinese, of which less is enough', () => {
    const script = `<script type="application/json">${json({ detail: { content: [...chinese, ...chinese.slice(0, 1)].join('\n') } })}</script>`;
    const { text, language } = extract(script);
    expect(text.split('\n').slice(0, 4)).toEqual(chinese);
    expect(language).toBe('zh-Hans');
  });

  test('is sanitised as any other', () => {
    const body = `${paragraphs.map((each) => `<p onclick="x()">${each}</p>`).join('')}<script>x()</script><a href="javascript:x()">y</a>`;
    const { html } = extract(`<script>window.s = ${json({ body })}</script>`);
    expect(html).toContain('<p>The tide mill');
    expect(html).not.toMatch(/script|onclick/);
  });
});

test('what a page shows is believed before its scripts', () => {
  const shown = paragraphs.map((each) => `<p>${each} ${each}</p>`).join('');
  const script = `<script>window.s = ${json({ body: chinese.join('\n').repeat(10) })}</script>`;
  const html = `<html><body><article>${shown}</article>${script}</body></html>`;
  expect(extractArticle({ html, url }).article.text).toContain('The tide mill at Saltmarsh');
});

test.each([
  ['a program that assigns no JSON', '<script>window.s = {body: text(), "x": [1, 2}</script>'],
  ['a string that never ends', `<script>window.s = {"body": "${'a. '.repeat(200)}</script>`],
  ['text without sentences', `<script>window.s = ${json({ body: 'word '.repeat(500) })}</script>`],
  ['an unnamed text', `<script>window.s = ${json({ config: paragraphs.join(' ') })}</script>`],
])('%s is no body', (_, script) => {
  expect(scriptBody(pageTree(page(script)))).toBeUndefined();
});

test('deep and wide JSON ends in bounded time', () => {
  const deep = `<script>window.s = ${'{"body":['.repeat(50_000)}1${']}'.repeat(50_000)}</script>`;
  const wide = `<script>window.s = {"body":[${'{"text":"a."},'.repeat(100_000)}1]}</script>`;
  const start = performance.now();
  expect(scriptBody(pageTree(page(deep)))).toBeUndefined();
  scriptBody(pageTree(page(wide)));
  expect(performance.now() - start).toBeLessThan(15_000);
});
