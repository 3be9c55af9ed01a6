import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { openForTest, scratch } from '../../test/newspaper.ts';
import { type Loopback, serve } from '../http/testing/loopback.ts';
import type { Archive } from './index.ts';

const places = 'quay mill school church market bridge tower garden harbour library'.split(' ');
/** Two paragraphs that no other story has. */
const story = (n: number): string =>
  [1, 2]
    .map(
      (at) =>
        `<p>On day ${n * 10 + at} people met at the ${places[(n + at) % 10]} to speak of matter ${n}, which the ${places[(n * 3 + at) % 10]} had waited for. They agreed on point ${at} and went home.</p>`,
    )
    .join('');
const promise =
  '<p>The Harbour Desk stays with you day and night, on land and at sea, in all weathers that there are.</p>';

/** What the outlet serves at an address, beside the story itself; a test changes it. */
let around: (n: number) => string;
let stories: (n: number) => string;
let outlet: Loopback;
let place: ReturnType<typeof scratch>;
let time: number;
let archive: Archive;

beforeEach(async () => {
  around = () => promise;
  stories = story;
  outlet = await serve((request, response) => {
    const n = Number(/\d+$/.exec(request.url ?? '')?.[0] ?? 0);
    const title = `Matter ${n} of the ${places[n % 10]} and the ${places[(n * 7) % 10]}`;
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        `<!doctype html><html lang="en"><head><title>${title}</title><meta property="og:type" content="article"></head><body><article><h1>${title}</h1>${stories(n)}${around(n)}</article></body></html>`,
      );
  });
  place = scratch();
  time = Date.UTC(2026, 5, 1);
  archive = await openForTest(place.folder, () => time);
});
afterEach(async () => {
  await archive.close();
  await outlet.close();
  place.clear();
});

const visit = (n: number) => {
  time += 60_000;
  return archive.capture(outlet.url(`/2026/06/01/matter-${n}`), { allowPrivate: true });
};
const stateOf = async (n: number) => {
  const { revision, revisions } = await archive.article(outlet.url(`/2026/06/01/matter-${n}`));
  return { text: revision.content.text, revision, count: revisions.length };
};
const learn = async (count: number) => {
  for (let n = 1; n <= count; n += 1) await visit(n);
};

describe('what a site repeats', () => {
  it('is learned as its pages are captured, and cut from those that follow, with the reason', async () => {
    await learn(5);
    const first = await stateOf(1);
    expect(first.text).toContain('The Harbour Desk');
    expect(first.revision.extractor).toBe('backissue@1');
    const last = await stateOf(5);
    expect(last.text).not.toContain('The Harbour Desk');
    expect(last.text).toContain('point 2');
    expect(last.revision.extractor).toBe('backissue@1+site');
    expect(last.revision.cut).toEqual([
      {
        reason: 'repeated by the site: stands on 4 of the last 4 pages, mostly at the end',
        text: 'The Harbour Desk stays with you day and night, on land and at sea, in all weathers that there are.',
      },
    ]);
    const { hits } = await archive.search({ text: '"harbour desk"' });
    expect(hits.map(({ article }) => article.id)).not.toContain(last.revision.article);
  });

  it('is never told as an edit once it is learned', async () => {
    await learn(6);
    await visit(1);
    around = (n) => `<p>${n} souls on the quay now.</p>${promise}`;
    await visit(2);
    around = () => promise;
    await visit(2);
    expect((await stateOf(1)).count).toBe(1);
    expect((await stateOf(2)).count).toBe(3);
    around = () => '';
    for (const n of [1, 3, 4, 5, 6]) await visit(n);
    for (const n of [1, 3, 4, 5, 6]) expect((await stateOf(n)).count).toBe(1);
  });

  it('hides no edit, and no edit shows it', async () => {
    await learn(6);
    stories = (n) => story(n).replace('agreed', 'did not agree');
    await visit(1);
    const { count, text, revision } = await stateOf(1);
    expect(count).toBe(2);
    expect(text).toContain('did not agree');
    expect(text).not.toContain('The Harbour Desk');
    expect(revision.extractor).toBe('backissue@1+site');
    const { revisions } = await archive.article(revision.article);
    const both = await archive.comparable(revisions.map(({ id }) => id));
    const [before, after] = both.map(({ content }) => content.text);
    expect(before?.replace('agreed', 'did not agree')).toBe(after);
  });

  it('is learned once from each article, whatever is captured how often', async () => {
    await visit(1);
    around = (n) => `<p>${n} souls on the quay now.</p>${promise}`;
    for (let again = 0; again < 6; again += 1) await visit(1);
    await visit(2);
    const { host } = new URL(outlet.url('/'));
    const store = await openTestStore({
      file: `${place.folder}/backissue.sqlite`,
      readOnly: true,
    });
    expect((await store.site(host, 'page'))?.learned).toBe(2);
    expect(await store.site(host, 'feed')).toBeUndefined();
    await store.close();
  });
});

describe('what changes without meaning', () => {
  it('is no edit: counters, relative times, reading times, links to other stories', async () => {
    const at = (count: number) =>
      `<p>${count} min read</p><p>${count * 7} views</p><p>Jane Doe, ${count} hours ago</p><p><a href="/2026/06/01/matter-${count + 90}">Another matter of the day, number ${count}</a></p>`;
    around = () => at(3);
    await visit(1);
    around = () => at(5);
    await visit(1);
    expect((await stateOf(1)).count).toBe(1);
  });
});
