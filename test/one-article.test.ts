import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { closing, listening, rss } from './own-feed.ts';

const vocabulary =
  `harbour ferry morning council budget tunnel winter market captain school storm bridge
  music railway doctor garden student window paper island engine summer river teacher museum kitchen
  lantern village farmer signal winner ticket mirror hospital candle orchard anchor station`.split(
    /\s+/,
  );

/** Text that follows from a name and shares no phrases with that of another. */
function wordsOf(name: string): string {
  const seed = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
  return Array.from({ length: 12 }, (_, at) => {
    const words = Array.from({ length: 14 }, (__, word) => {
      const mixed = (seed * (at * 14 + word + 3) ** 2 + seed * word) % 7919;
      return vocabulary[mixed % vocabulary.length];
    });
    return `<p>The ${name} ${words.join(' ')}.</p>`;
  }).join('');
}

const page = (name: string, fields: { canonical?: string; note?: string } = {}) =>
  `<!doctype html><html lang="en"><head><title>About ${name}</title>${
    fields.canonical === undefined ? '' : `<link rel="canonical" href="${fields.canonical}">`
  }</head><body><article><h1>About ${name}</h1>${wordsOf(name)}<p>${fields.note ?? ''}</p></article></body></html>`;

const item = (guid: string, link: string, title = 'Told') =>
  `<item><title>${title}</title><guid isPermaLink="false">${guid}</guid><link>${link}</link></item>`;

describe('one article under several names', () => {
  const time = clock();
  let answers: Record<string, string | { to: string }>;
  let server: Server;
  let origin: string;
  let archive: Archive;
  let clear: () => void;

  beforeEach(async () => {
    answers = {};
    server = createServer((request, response) => {
      const answer = answers[request.url ?? ''];
      if (answer === undefined) response.writeHead(404).end();
      else if (typeof answer === 'string') {
        const type = answer.startsWith('<?xml') ? 'application/rss+xml' : 'text/html';
        response.setHeader('content-type', `${type}; charset=utf-8`);
        response.end(answer);
      } else response.writeHead(301, { location: `${origin}${answer.to}` }).end();
    });
    origin = `http://127.0.0.1:${await listening(server)}`;
    const folder = scratch();
    clear = folder.clear;
    archive = await openForTest(folder.folder, time.now);
  });

  afterEach(async () => {
    await archive.close();
    await closing(server);
    clear();
  });

  const follow = (path: string) =>
    archive.follow(`${origin}${path}`, { allowPrivate: true, folder: 'quay' });
  const fetch = async () => {
    time.pass(3_600_000);
    return archive.fetch({ all: true });
  };
  const titles = async () =>
    (await archive.articles({ limit: 100 })).map((article) => article.title).sort();
  const idOf = async (path: string) => (await archive.article(`${origin}${path}`)).article.id;

  it('a feed that changes all its guids brings no article twice', async () => {
    const paths = ['/2026/one-of-many', '/2026/two-of-many', '/2026/three-of-many'];
    for (const path of paths) answers[path] = page(path.slice(6, 9));
    const listing = (guid: (at: number) => string) =>
      rss(paths.map((path, at) => item(guid(at), `${origin}${path}`)));
    answers['/feed'] = listing((at) => `${at}`);
    await follow('/feed');
    await fetch();
    answers['/feed'] = listing((at) => `tag:quay.example,2026:${at}`);
    expect((await fetch()).articles).toBe(0);
    answers['/feed'] = listing((at) => `${paths.length - at}`);
    expect((await fetch()).articles).toBe(0);
    expect(await titles()).toHaveLength(3);
  });

  it('a guid that goes on at a new address with a new title is the same article', async () => {
    answers['/2026/old-name-here'] = page('ferry');
    answers['/feed'] = rss([item('7', `${origin}/2026/old-name-here`)]);
    await follow('/feed');
    await fetch();
    answers['/2026/new-name-here'] = page('ferry', { note: 'Corrected.' });
    answers['/feed'] = rss([item('7', `${origin}/2026/new-name-here`, 'Told anew')]);
    expect((await fetch()).articles).toBe(0);
    expect(await idOf('/2026/old-name-here')).toBe(await idOf('/2026/new-name-here'));
  });

  it('two articles on record become one when a guid joins them, and neither loses words', async () => {
    answers['/2026/old-name-here'] = page('ferry', { note: 'First words.' });
    answers['/feed'] = rss([item('7', `${origin}/2026/old-name-here`)]);
    await follow('/feed');
    await fetch();
    answers['/2026/new-name-here'] = page('ferry', { note: 'Second words.' });
    answers['/world'] = rss([item('99', `${origin}/2026/new-name-here`)]);
    await follow('/world');
    await fetch();
    expect(await titles()).toHaveLength(2);
    const [old, young] = [await idOf('/2026/old-name-here'), await idOf('/2026/new-name-here')];
    const outlet = () => 'quay';
    await archive.placeNew(outlet);
    answers['/feed'] = rss([item('7', `${origin}/2026/new-name-here`)]);
    await fetch();
    expect(await titles()).toHaveLength(1);
    const state = await archive.article(young);
    expect(state.article.id).toBe(old);
    expect(state.aliases.concat(state.article.url).sort()).toEqual(
      [`${origin}/2026/new-name-here`, `${origin}/2026/old-name-here`].sort(),
    );
    expect(state.merged.map(({ article }) => article.id)).toEqual([young]);
    const texts = await Promise.all(
      [...state.revisions, ...(state.merged[0]?.revisions ?? [])].map(
        async ({ id }) => (await archive.revision(id))?.content.text ?? '',
      ),
    );
    expect(texts.some((text) => text.includes('First words.'))).toBe(true);
    expect(texts.some((text) => text.includes('Second words.'))).toBe(true);
    expect((await archive.stats()).articles).toBe(1);
    // Each keeps the place it was given; the merged one would get none any more.
    expect(await archive.placeNew(outlet)).toBe(0);
    const placed = [];
    for await (const one of archive.placed()) placed.push(one.article.id);
    expect(placed.sort()).toEqual([old, young].sort());
    expect((await fetch()).revisions).toBe(0);
    expect((await archive.doctor()).faults).toEqual([]);
  });

  it('one item in several feeds is one article, whatever each calls it', async () => {
    const path = '/2026/same-in-all-feeds';
    answers[path] = page('market', { canonical: path });
    answers['/top'] = rss([item('a-1', `${origin}${path}?utm_source=top`)]);
    answers['/world'] = rss([item('77', `${origin}/go/1`)]);
    answers['/go/1'] = { to: `${path}?from=world` };
    answers[`${path}?from=world`] = page('market', { canonical: path });
    answers[`${path}?utm_source=top`] = page('market', { canonical: path });
    await follow('/top');
    await follow('/world');
    await fetch();
    expect(await titles()).toEqual(['About market']);
    expect(await idOf('/go/1')).toBe(await idOf(path));
  });

  it('the same number in two feeds is two articles', async () => {
    answers['/2026/first-of-two'] = page('first');
    answers['/2026/other-of-two'] = page('other');
    answers['/top'] = rss([item('1', `${origin}/2026/first-of-two`)]);
    answers['/world'] = rss([item('1', `${origin}/2026/other-of-two`)]);
    await follow('/top');
    await follow('/world');
    await fetch();
    expect(await titles()).toEqual(['About first', 'About other']);
  });

  it('a feed that numbers its items anew in every edition melts none of them', async () => {
    for (const name of ['dawn', 'noon', 'dusk']) answers[`/2026/news-at-${name}`] = page(name);
    answers['/feed'] = rss([item('1', `${origin}/2026/news-at-dawn`)]);
    await follow('/feed');
    for (const name of ['noon', 'dusk']) {
      await fetch();
      answers['/feed'] = rss([item('1', `${origin}/2026/news-at-${name}`)]);
    }
    await fetch();
    expect(await titles()).toEqual(['About dawn', 'About dusk', 'About noon']);
  });

  it('items under one guid in one document are all kept', async () => {
    for (const name of ['dawn', 'noon']) answers[`/2026/news-at-${name}`] = page(name);
    answers['/feed'] = rss(
      ['dawn', 'noon'].map((name) => item(`${origin}/news/`, `${origin}/2026/news-at-${name}`)),
    );
    await follow('/feed');
    await fetch();
    expect(await titles()).toEqual(['About dawn', 'About noon']);
  });

  it.each([
    ['the front page', '/'],
    ['a section', '/news'],
    ['one article of many', '/2026/the-template-of-all'],
  ])('a canonical link that gives every page %s makes one of none', async (_, canonical) => {
    const names = ['dawn', 'noon', 'dusk'];
    for (const name of names) answers[`/2026/news-at-${name}`] = page(name, { canonical });
    answers['/2026/the-template-of-all'] = page('template');
    answers['/feed'] = rss([
      ...names.map((name) => item(name, `${origin}/2026/news-at-${name}`)),
      item('t', `${origin}/2026/the-template-of-all`),
    ]);
    await follow('/feed');
    await fetch();
    await fetch();
    expect(await titles()).toEqual(['About dawn', 'About dusk', 'About noon', 'About template']);
    for (const name of names) {
      expect((await archive.article(`${origin}/2026/news-at-${name}`)).article.revisions).toBe(1);
    }
  });

  it('articles whose addresses all lead to one page stay as they were, and are absent', async () => {
    const names = ['dawn', 'noon', 'dusk'];
    for (const name of names) answers[`/2026/news-at-${name}`] = page(name);
    answers['/feed'] = rss(names.map((name) => item(name, `${origin}/2026/news-at-${name}`)));
    await follow('/feed');
    await fetch();
    answers['/closed'] = page('closing');
    for (const name of names) answers[`/2026/news-at-${name}`] = { to: '/closed' };
    await fetch();
    expect(await titles()).toEqual(['About dawn', 'About dusk', 'About noon']);
    for (const name of names) {
      const state = await archive.article(`${origin}/2026/news-at-${name}`);
      expect([state.article.title, state.article.revisions]).toEqual([`About ${name}`, 1]);
      expect([state.article.absent, state.absences.at(-1)?.kind]).toEqual(['moved', 'moved']);
    }
  });

  it('items whose addresses all lead to one page do not become that page together', async () => {
    answers['/subscribe-to-read-on'] = page('subscribing');
    const names = ['Dawn over the harbour', 'Noon in the old market', 'Dusk at the long pier'];
    answers['/feed'] = rss(
      names.map((name, at) => {
        answers[`/2026/item-${at}`] = { to: '/subscribe-to-read-on' };
        const content = `<p>${name} was what it always is, said those who had come to see it.</p>`;
        return item(`${at}`, `${origin}/2026/item-${at}`, name).replace(
          '</item>',
          `<description><![CDATA[${content}]]></description></item>`,
        );
      }),
    );
    await follow('/feed');
    await fetch();
    expect(new Set(await Promise.all([0, 1, 2].map((at) => idOf(`/2026/item-${at}`)))).size).toBe(
      3,
    );
  });

  it('items that all link to the front page are told by their guids', async () => {
    answers['/'] = page('front');
    const told = (guid: string, words: string) =>
      item(guid, `${origin}/`, words).replace(
        '</item>',
        `<description>${words} has been mended by the people on call.</description></item>`,
      );
    answers['/feed'] = rss([told('s1', 'The northern crane'), told('s2', 'The ticket office')]);
    await follow('/feed');
    await fetch();
    expect(await titles()).toEqual(['The northern crane', 'The ticket office']);
    answers['/feed'] = rss([
      told('s1', 'The northern crane again'),
      told('s2', 'The ticket office'),
    ]);
    expect((await fetch()).articles).toBe(0);
  });
});
