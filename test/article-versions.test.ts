import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rss, type Site, startSite } from './small-site.ts';

vi.setConfig({ testTimeout: 30_000 });
const path = '/2024/03/harbour-bridge-opens';
const amp = `${path}?amp=1`;
const about = (of: string) =>
  `<p>${`The report says ${of} that the bridge is open, and that ferries wait. `.repeat(6)}</p>`;
const teaser = '<p>The bridge over the harbour is open again, the city says, and ferries wait.</p>';

function page(body: string, head = '', title = 'Harbour bridge opens') {
  return `<!doctype html><html lang="en"><head><title>${title}</title><meta property="og:type" content="article">${head}</head><body><article><h1>${title}</h1>${body}</article></body></html>`;
}
const toAmp = `<meta name="author" content="Ada Quill"><link rel="amphtml" href="${amp}">`;
const ampPage = (of: readonly string[]) =>
  page(of.map(about).join(''), `<link rel="canonical" href="${path}">`);

describe('an article whose page has no word of it', () => {
  const time = clock();
  let site: Site;
  let archive: Archive;
  let folder: string;
  let clear: () => void;

  beforeEach(async () => {
    site = await startSite({
      '/feed': rss([path]),
      [path]: page('<div id="app"></div>', toAmp),
      [amp]: ampPage(['first', 'second']),
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

  const at = (of: string) => `http://127.0.0.1:${site.port}${of}`;
  const pages = () => site.asked.filter((asked) => asked.startsWith('/2024'));
  const lines = async () => {
    const { revision } = await archive.article(at(path));
    return revision.content.text.split('\n').map((line) => line.split(' ')[3]);
  };
  const extractors = async () => {
    const { article } = await archive.article(at(path));
    return (await archive.revisions(article.id)).map(({ extractor }) => extractor);
  };
  const records = () =>
    readdirSync(join(folder, 'captures'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.warc.gz'))
      .map((name) => gunzipSync(readFileSync(join(folder, 'captures', name))).toString('utf8'))
      .join('');
  const staysWhenRebuilt = async () => {
    const before = await archive.article(at(path));
    await archive.close();
    expect(await command(['rebuild', '--archive', folder])).toMatchObject({ code: 0, err: '' });
    archive = await openForTest(folder, time.now);
    expect(await archive.article(at(path))).toEqual(before);
  };

  test('is read from its AMP page, asked for once and captured as a part of it', async () => {
    const report = await archive.fetch();
    expect(report).toMatchObject({ articles: 1, revisions: 1, captured: 3, failed: [] });
    expect(pages()).toEqual([path, amp]);
    expect(await lines()).toEqual(['first', 'second']);
    expect(await extractors()).toEqual(['backissue@1+amp']);
    const { article, revision } = await archive.article(at(path));
    expect(article.url).toBe(at(path));
    expect(revision.content.authors).toEqual(['Ada Quill']);
    expect(records()).toMatch(/"joined":true,"kind":"page-part","number":0/);
    expect(records()).toMatch(/"version":"amp","whole":true/);
  });

  test('is the same article when the catalogue is made again', async () => {
    await archive.fetch();
    await staysWhenRebuilt();
  });

  test.each([
    ['its AMP page', '', `<link rel="canonical" href="${path}">`],
    ['it', `<link rel="canonical" href="${path}">`, ''],
  ])('is not taken in where %s says that it is an article taken down', async (_, own, ofAmp) => {
    await archive.fetch();
    await archive.takeDown(at(path), { reason: 'privacy' });
    const other = `${path}-at-dawn`;
    site.set('/feed', rss([other]));
    site.set(other, page('<div id="app"></div>', toAmp.replace(path, other) + own));
    site.set(`${other}?amp=1`, page(['first', 'second'].map(about).join(''), ofAmp));
    time.pass(3_600_000);
    await archive.fetch({ all: true });
    expect(await archive.stats()).toMatchObject({ articles: 0, pending: 0 });
    expect(records()).not.toContain('report says first');
    await archive.liftTakedown(at(path));
  });

  test('is no edit when nothing changed, and one when its AMP page did', async () => {
    await archive.fetch();
    time.pass(1000);
    expect(await archive.fetch({ all: true })).toMatchObject({ revisions: 0, edited: 0 });
    site.set(amp, ampPage(['first', 'third']));
    time.pass(1000);
    expect(await archive.fetch({ all: true })).toMatchObject({ revisions: 1, edited: 1 });
    expect(await lines()).toEqual(['first', 'third']);
    await staysWhenRebuilt();
  });

  test('stays while its AMP page fails', async () => {
    await archive.fetch();
    site.set(amp, { status: 503 });
    time.pass(1000);
    expect(await archive.fetch({ all: true })).toMatchObject({ revisions: 0, edited: 0 });
    expect(await lines()).toEqual(['first', 'second']);
  });

  test('is read from its print page where it names no other', async () => {
    site.set(path, page('', `<link rel="alternate" media="print" href="/2024/print/7">`));
    site.set('/2024/print/7', page(about('printed')));
    await archive.fetch();
    expect(await lines()).toEqual(['printed']);
    expect(await extractors()).toEqual(['backissue@1+print']);
  });

  test.each([
    ['tells another story', page(about('other'), '', 'Ferries wait again in the snow')],
    ['is closed', page(`${about('first')}<p>Subscribe to continue reading</p>`)],
    ['has no word either', page('')],
  ])('is none where the AMP page %s, whose capture is kept', async (_, answer) => {
    site.set(amp, answer);
    expect(await archive.fetch()).toMatchObject({ articles: 0 });
    expect(pages()).toEqual([path, amp]);
    expect(records()).toMatch(/"joined":false,"kind":"page-part","number":0/);
  });

  test('is left where robots.txt forbids its AMP page', async () => {
    site.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /*amp=' });
    expect(await archive.fetch()).toMatchObject({ articles: 0 });
    expect(pages()).toEqual([path]);
  });

  describe('but a teaser', () => {
    beforeEach(() => site.set(path, page(teaser, toAmp)));

    test('is kept as it is: nothing more is asked for', async () => {
      await archive.fetch();
      expect(pages()).toEqual([path]);
      expect(await extractors()).toEqual(['backissue@1']);
    });

    test('has the words of its AMP page where that was captured before it', async () => {
      await archive.capture(at(amp), { allowPrivate: true });
      await archive.fetch();
      time.pass(1000);
      await archive.capture(at(path), { allowPrivate: true });
      expect(pages()).toEqual([amp, path, path]);
      expect(await extractors()).toEqual(['backissue@1']);
      expect(await lines()).toEqual(['first', 'second']);
      await staysWhenRebuilt();
    });

    test('has them too where the page was empty at first, again when rebuilt', async () => {
      // The page was empty when it was first looked at, and its AMP page was captured then.
      site.set(path, page('', toAmp));
      await archive.fetch();
      site.set(path, page(teaser, toAmp));
      time.pass(1000);
      expect(await archive.fetch({ all: true })).toMatchObject({ revisions: 0, edited: 0 });
      expect(pages()).toEqual([path, amp, path]);
      expect(await lines()).toEqual(['first', 'second']);
      await staysWhenRebuilt();
    });

    test('is told as the edit it is where the page had its words before', async () => {
      site.set(path, page(['first', 'second'].map(about).join(''), toAmp));
      await archive.fetch();
      await archive.capture(at(amp), { allowPrivate: true });
      site.set(path, page(teaser, toAmp));
      time.pass(1000);
      await archive.fetch({ all: true });
      expect((await archive.article(at(path))).revision.content.text).toContain('the city says');
      expect(new Set(await extractors())).toEqual(new Set(['backissue@1']));
    });
  });
});
