import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rss, type Site, startSite } from './small-site.ts';

vi.setConfig({ testTimeout: 30_000 });
const path = '/2024/03/harbour-bridge-opens';
const about = (of: string) =>
  `<p>${`The report says ${of} that the bridge is open, and that ferries wait. `.repeat(6)}</p>`;

function page(of: readonly string[], links = '', title = 'Harbour bridge opens') {
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${of.map(about).join('')}</article>${links}</body></html>`;
}
const nextTo = (href: string) => `<div class="pager"><a href="${href}">Next page</a></div>`;

describe('an article of three pages', () => {
  const time = clock();
  let site: Site;
  let archive: Archive;
  let folder: string;
  let clear: () => void;

  beforeEach(async () => {
    site = await startSite({
      '/feed': rss([path]),
      [path]: page(['first', 'second'], nextTo(`${path}?page=2`)),
      [`${path}?page=2`]: page(['third', 'fourth'], nextTo(`${path}?page=3`)),
      [`${path}?page=3`]: page(['fifth']),
    });
    const place = scratch();
    ({ folder, clear } = place);
    archive = await openForTest(folder, time.now);
    await archive.follow(`http://127.0.0.1:${site.port}/feed`, { allowPrivate: true });
  });
  afterEach(async () => {
    await archive.close();
    await site.close();
    clear();
  });

  const url = () => `http://127.0.0.1:${site.port}${path}`;
  const pages = () => site.asked.filter((asked) => asked.startsWith('/2024'));
  const lines = async () => {
    const { revision } = await archive.article(url());
    return revision.content.text.split('\n').map((line) => line.split(' ')[3]);
  };
  const records = () =>
    readdirSync(join(folder, 'captures'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.warc.gz'))
      .map((name) => gunzipSync(readFileSync(join(folder, 'captures', name))).toString('utf8'))
      .join('');
  const extractors = async () => {
    const { article } = await archive.article(url());
    return (await archive.revisions(article.id)).map(({ extractor }) => extractor);
  };

  test('is one article, each page asked for once and captured', async () => {
    const report = await archive.fetch();
    expect(report).toMatchObject({ articles: 1, revisions: 1, captured: 4, failed: [] });
    expect(pages()).toEqual([path, `${path}?page=2`, `${path}?page=3`]);
    expect(await lines()).toEqual(['first', 'second', 'third', 'fourth', 'fifth']);
    expect(await extractors()).toEqual(['backissue@1+parts']);
  });

  test('says of each further page which article it belongs to', async () => {
    await archive.fetch();
    const told = [...records().matchAll(/^\{.*"kind":"(?:page-part|page)".*\}$/gm)].map(
      ([json]) => JSON.parse(json) as Record<string, unknown>,
    );
    const { revision } = await archive.article(url());
    const parts = told.filter(({ kind }) => kind === 'page-part');
    expect(parts).toMatchObject([
      { of: revision.captureId, number: 2, joined: true },
      { of: revision.captureId, number: 3, joined: true },
    ]);
    expect(told.find(({ kind }) => kind === 'page')?.['parts']).toHaveLength(2);
  });

  test('is the same article when the catalogue is made again', async () => {
    await archive.fetch();
    const before = await archive.article(url());
    await archive.close();
    expect(await command(['rebuild', '--archive', folder])).toMatchObject({ code: 0, err: '' });
    archive = await openForTest(folder, time.now);
    expect(await archive.article(url())).toEqual(before);
  });

  test('is no edit when nothing changed, and one when its last page did', async () => {
    await archive.fetch();
    expect(await archive.fetch({ all: true })).toMatchObject({ revisions: 0, edited: 0 });
    site.set(`${path}?page=3`, page(['sixth']));
    time.pass(1000);
    expect(await archive.fetch({ all: true })).toMatchObject({ revisions: 1, edited: 1 });
    expect(await lines()).toEqual(['first', 'second', 'third', 'fourth', 'sixth']);
  });

  test('is kept as far as it goes where a page is gone', async () => {
    site.set(`${path}?page=3`, { status: 404 });
    await archive.fetch();
    expect(await lines()).toEqual(['first', 'second', 'third', 'fourth']);
    expect(await extractors()).toEqual(['backissue@1+parts+missing']);
    expect(records()).toContain(`"lacks":"${url()}?page=3"`);
  });

  test('stays whole while a page fails', async () => {
    await archive.fetch();
    site.set(`${path}?page=2`, { status: 503 });
    time.pass(1000);
    const report = await archive.fetch({ all: true });
    expect(report).toMatchObject({ revisions: 0, edited: 0 });
    expect(await lines()).toHaveLength(5);
  });

  test('stays whole while a page fails when its feed tells of it again, and is taken when it is back', async () => {
    await archive.fetch();
    site.set('/feed', rss([path]).replaceAll('Story of', 'Told again:'));
    site.set(`${path}?page=2`, { status: 503 });
    time.pass(3_600_000);
    expect(await archive.fetch({ all: true })).toMatchObject({ revisions: 0, edited: 0 });
    expect(await lines()).toHaveLength(5);
    await archive.close();
    expect(await command(['rebuild', '--archive', folder])).toMatchObject({ code: 0, err: '' });
    archive = await openForTest(folder, time.now);
    expect(await lines()).toHaveLength(5);
    expect(await archive.stats()).toMatchObject({ pending: 1 });
    site.set(`${path}?page=2`, page(['third', 'sixth'], nextTo(`${path}?page=3`)));
    time.pass(60_000);
    expect(await archive.fetch({ all: true })).toMatchObject({ revisions: 1, edited: 1 });
    expect(await lines()).toEqual(['first', 'second', 'third', 'sixth', 'fifth']);
    expect(await archive.stats()).toMatchObject({ pending: 0 });
  });

  test('is served again, though a page of it fails, when it was missed before', async () => {
    await archive.fetch();
    site.set(path, { status: 404 });
    time.pass(3_600_000);
    await archive.fetch({ all: true });
    expect((await archive.article(url())).article.absent).toBe('not-found');
    site.set(path, page(['first', 'second'], nextTo(`${path}?page=2`)));
    site.set(`${path}?page=2`, { status: 503 });
    time.pass(3_600_000);
    await archive.fetch({ all: true });
    const after = await archive.article(url());
    const at = new Date(time.now()).toISOString();
    expect(after.article).toMatchObject({ lastVisitAt: at, lastSeenAt: at });
    expect([after.article.absent, after.spans.map(({ endedAt }) => endedAt)]).toEqual([
      undefined,
      [at],
    ]);
    await archive.close();
    expect(await command(['rebuild', '--archive', folder])).toMatchObject({ code: 0, err: '' });
    archive = await openForTest(folder, time.now);
    expect(await archive.article(url())).toEqual(after);
  });

  test('is read from the page that has all, where there is one', async () => {
    const links = `${nextTo(`${path}?page=2`)}<a href="${path}?page=all">View all</a>`;
    site.set(path, page(['first', 'second'], links));
    site.set(`${path}?page=all`, page(['first', 'second', 'third', 'fourth', 'fifth', 'all']));
    await archive.fetch();
    expect(pages()).toEqual([path, `${path}?page=all`]);
    expect((await lines()).at(-1)).toBe('all');
  });

  test.each([
    ['tells the same article again, as pages of comments do', page(['first', 'second'])],
    ['has another title', page(['other'], '', 'Ferries wait again in the snow')],
    ['leads back to the first', page(['first', 'second'], nextTo(path))],
  ])('does not take a page in that %s', async (_, answer) => {
    site.set(`${path}?page=2`, answer);
    await archive.fetch();
    expect(await lines()).toEqual(['first', 'second']);
    expect(await extractors()).toEqual(['backissue@1']);
  });

  test('is read no further than twenty pages', async () => {
    for (let at = 1; at <= 30; at += 1) {
      const address = at === 1 ? path : `${path}?page=${at}`;
      site.set(address, page([`n${at}`, `m${at}`], nextTo(`${path}?page=${at + 1}`)));
    }
    await archive.fetch();
    expect(pages()).toHaveLength(20);
    expect(await lines()).toHaveLength(40);
  });

  test('is left where robots.txt forbids its pages', async () => {
    site.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /*page=' });
    await archive.fetch();
    expect(pages()).toEqual([path]);
    expect(await extractors()).toEqual(['backissue@1+missing']);
  });
});
