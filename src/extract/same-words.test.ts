import { describe, expect, test } from 'vitest';
import { articleText, sanitizeArticleHtml } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import {
  emptyMemory,
  formatMemory,
  learnChange,
  learnPage,
  parseMemory,
  type SiteMemory,
  sameWords,
  sitePage,
} from './index.ts';

const url = 'https://courier.example/1' as Url;
const story =
  '<p>The harbour council met on Tuesday to speak of the ferry, which will sail again in May.</p><p>All members were there, and all of them agreed that two boats are enough for now.</p>';
const words = (html: string, title = 'The ferry sails again') => {
  const clean = sanitizeArticleHtml(html, url);
  return { title, html: clean, text: articleText(clean) };
};
const site = { memory: emptyMemory, key: 'k1' };
const same = (before: string, now: string, known = site) =>
  sameWords(words(before), words(now), known);

describe('what changes without meaning is no edit', () => {
  test.each([
    ['a counter', '<p>1,204 views</p>', '<p>1,377 views</p>'],
    ['a counter of comments', '<p>Comments (12)</p>', '<p>Comments (31)</p>'],
    ['a Chinese counter', '<p>阅读 1204</p>', '<p>阅读 3万</p>'],
    ['a relative time', '<p>By Jane Doe, 3 hours ago</p>', '<p>By Jane Doe, 2 days ago</p>'],
    ['a reading time', '<p>3 min read</p>', '<p>4 min read</p>'],
    ['a moment', '<p>24 Nov 2026, 10:20</p>', '<p>24 Nov 2026, 11:45</p>'],
    ['an advertisement', '<p>Advertisement</p>', ''],
    [
      'links to other stories',
      '<ul><li><a href="/2">Storm in the north</a></li></ul>',
      '<ul><li><a href="/3">A new market hall</a></li></ul>',
    ],
    ['a picture', '<p><img src="/a.png" alt=""></p>', '<p><img src="/b.png" alt=""></p>'],
  ])('%s', (_name, before, now) => {
    expect(same(story + before, story + now)).toBe(true);
    expect(same(before + story, now + story)).toBe(true);
  });

  test('white space', () => {
    expect(same(story, story.replaceAll('. ', '.\u00a0\n'))).toBe(true);
  });
});

describe('what an outlet says is', () => {
  test.each([
    ['a number in a sentence', 'two boats', 'three boats'],
    ['a sentence', 'All members were there, and all', 'All'],
    ['a comma', 'there, and', 'there and'],
  ])('%s', (_name, from, to) => {
    expect(same(story, story.replace(from, to))).toBe(false);
  });

  test.each([
    ['a heading', '<h2>The boats</h2>', '<h2>The two boats</h2>'],
    [
      'a table',
      '<table><tr><td>Boats</td><td>12</td></tr><tr><td>Crew</td><td>9</td></tr></table>',
      '<table><tr><td>Boats</td><td>13</td></tr><tr><td>Crew</td><td>9</td></tr></table>',
    ],
    [
      'a quotation',
      '<blockquote><p>12 views</p></blockquote>',
      '<blockquote><p>13 views</p></blockquote>',
    ],
    ['a correction', '<p>Correction: an earlier version named another boat.</p>', ''],
    ['a number alone', '<p>12</p>', '<p>13</p>'],
    ['a score', '<p>Dead: 12</p>', '<p>Dead: 15</p>'],
    ['a credit', '<p>Editing by Jane Doe</p>', '<p>Editing by John Roe</p>'],
  ])('%s', (_name, before, now) => {
    expect(same(before + story, now + story)).toBe(false);
  });

  test('a title', () => {
    expect(sameWords(words(story), words(story, 'The ferry sails no more'), site)).toBe(false);
  });
});

describe('what a site is known by', () => {
  test('a short line of other pages may come and go, an own one may not', () => {
    const promotion = '<p>Hear our harbour podcast</p>';
    const page = (n: number) =>
      sitePage(
        `other${n}`,
        words(
          `<p>On day ${n} people met to speak of matter ${n}, and went home.</p>${promotion}`,
          `Matter ${n}`,
        ),
      );
    const memory = [1, 2].reduce<SiteMemory>((known, n) => learnPage(known, page(n)), emptyMemory);
    expect(same(story + promotion, story, { memory, key: 'k1' })).toBe(true);
    expect(same(story + promotion, story)).toBe(false);
  });

  test('a line that changed alone on three articles means nothing from then on', () => {
    const line = (count: number) => `<p>On the quay now: ${count} souls</p>`;
    let memory = emptyMemory;
    const known = (key: string) => ({ memory, key });
    for (const key of ['a', 'b', 'c']) {
      expect(same(story + line(1), story + line(2), known('x'))).toBe(false);
      memory = learnChange(words(story + line(1)), words(story + line(2)), known(key));
      memory = learnChange(words(story + line(2)), words(story + line(3)), known(key));
    }
    expect(same(story + line(1), story + line(2), known('x'))).toBe(true);
    expect(parseMemory(formatMemory(memory))).toEqual(memory);
  });

  test('nothing is learned where prose differs too', () => {
    const line = (count: number) => `<p>On the quay now: ${count} souls</p>`;
    const edited = words(story.replace('two', 'three') + line(2));
    expect(learnChange(words(story + line(1)), edited, site)).toBe(emptyMemory);
  });
});
