import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CDXIndexer } from 'warcio';
import type { Archive } from '../src/archive/index.ts';
import type { Demo } from '../src/demo/index.ts';
import { exportWebArchive, importWebArchive } from '../src/transfer/index.ts';
import { clock, command, followedDemo, openForTest, scratch } from './newspaper.ts';
import { type ReadWacz, readWacz, sha256 } from './wacz-reader.ts';

const day = 86_400_000;

describe('an archive of two months, exported as WACZ', () => {
  const time = clock(Date.UTC(2026, 10, 28, 8));
  const { folder, clear } = scratch();
  const home = join(folder, 'archive');
  const out = join(folder, 'out');
  const months = join(folder, 'months');
  let archive: Archive;
  let demo: Demo;
  let whole: ReadWacz;
  let captures = 0;

  const options = {
    format: 'wacz',
    title: 'Harbour papers',
    software: 'test',
    text: true,
  } as const;

  beforeAll(async () => {
    archive = await openForTest(home, time.now);
    demo = await followedDemo(archive, time.now);
    for (let edition = 1; edition <= 3; edition += 1) {
      if (edition > 1) demo.publishNextEdition();
      for (let pass = 0; pass < 3; pass += 1) {
        await archive.fetch({ all: true });
        time.pass(60_000);
      }
      time.pass(2 * day);
    }
    await exportWebArchive(archive, out, options);
    await exportWebArchive(archive, months, { ...options, by: 'month' });
    captures = (await archive.stats()).captures;
    whole = await readWacz(join(out, 'backissue.wacz'));
  }, 180_000);

  afterAll(async () => {
    await archive.close();
    await demo.close();
    clear();
  });

  it('holds what WACZ 1.1.1 asks for, all of it stored', () => {
    expect(whole.paths).toEqual([
      'archive/data-00001.warc.gz',
      'pages/pages.jsonl',
      'indexes/index.cdx.gz',
      'indexes/index.idx',
      'datapackage.json',
      'datapackage-digest.json',
    ]);
    expect(whole.compressed).toEqual([]);
    expect(whole.package).toMatchObject({
      profile: 'data-package',
      wacz_version: '1.1.1',
      title: 'Harbour papers',
      software: 'test',
      created: expect.stringMatching(/^2026-12-0.*Z$/),
      mainPageUrl: whole.pages[1]?.['url'],
      mainPageDate: whole.pages[1]?.['ts'],
    });
  });

  it('tells the right size and SHA-256 of every file in it', () => {
    const about = ['datapackage.json', 'datapackage-digest.json'];
    expect(whole.package.resources.map(({ path }) => path).sort()).toEqual(
      whole.paths.filter((path) => !about.includes(path)).sort(),
    );
    for (const { path, name, hash, bytes } of whole.package.resources) {
      const file = whole.files.get(path) ?? new Uint8Array();
      expect([path.endsWith(`/${name}`), bytes, hash]).toEqual([true, file.length, sha256(file)]);
    }
    const digest = JSON.parse(
      Buffer.from(whole.files.get('datapackage-digest.json') ?? []).toString(),
    );
    const hash = sha256(whole.files.get('datapackage.json') ?? new Uint8Array());
    expect(digest).toEqual({ path: 'datapackage.json', hash });
  });

  it('has an index in order, each of its lines at a record of that address and time', async () => {
    const keys = whole.index.map(({ key, timestamp }) => `${key} ${timestamp}`);
    expect(keys).toEqual([...keys].sort());
    expect(whole.index.length).toBe(captures);
    for (const line of whole.index) {
      const { record } = await whole.record(line);
      expect(record.warcTargetURI).toBe(line.about['url']);
      expect(record.warcDate?.replaceAll(/[-:T]/g, '').slice(0, 14)).toBe(line.timestamp);
      expect(record.warcPayloadDigest).toBe(line.about['digest']);
      expect(sha256(await rawPayload(whole, line.about['digest']))).toBe(line.about['digest']);
      expect(record.warcType === 'revisit').toBe(line.about['mime'] === 'warc/revisit');
    }
  });

  it('has the index that warcio makes of the same WARC file', async () => {
    const name = 'data-00001.warc.gz';
    const bytes = whole.files.get(`archive/${name}`) ?? new Uint8Array();
    const indexer = new CDXIndexer({ format: 'cdxj' });
    const theirs: string[] = [];
    const file = {
      filename: name,
      reader: (async function* () {
        yield bytes;
      })(),
    };
    for await (const line of indexer.iterIndex([file])) {
      const { urlkey, timestamp, url, status, digest, offset, length } = line;
      // Our metadata records have no address, so that nobody takes them for the page.
      if (url === undefined) continue;
      theirs.push([urlkey, timestamp, url, status, `sha256:${digest}`, offset, length].join(' '));
    }
    const ours = whole.index.map(
      ({ key, timestamp, about: { url, status, digest, offset, length } }) =>
        [key, timestamp, url, status, digest, offset, length].join(' '),
    );
    expect(ours.sort()).toEqual(theirs.sort());
  });

  it('lists every state of every article as a page, and each replays with its text', async () => {
    const [head, ...pages] = whole.pages;
    expect(head).toMatchObject({ format: 'json-pages-1.0', id: 'pages', hasText: true });
    const { revisions } = await archive.stats();
    expect(pages.length).toBeGreaterThan(25);
    expect(pages.length).toBeLessThanOrEqual(revisions);
    expect(new Set(pages.map(({ id }) => id)).size).toBe(pages.length);
    for (const { url = '', ts = '', title = '', text = '' } of pages) {
      const read = await whole.replay(url, ts);
      expect(read?.record.warcTargetURI).toBe(url);
      expect(read?.record.httpHeaders?.statusCode).toBe(200);
      expect([title, text].every((words) => words.length > 0)).toBe(true);
    }
    const { edited } = demo.cases;
    const states = pages.filter(({ url }) => url === edited.url);
    expect(states.map(({ title }) => title)).toEqual([edited.titleBefore, edited.titleAfter]);
    const before = await whole.replay(edited.url, states[0]?.['ts'] ?? '');
    expect(Buffer.from(before?.payload ?? []).toString()).toContain(edited.paragraphBefore);
    const after = await whole.replay(edited.url, states[1]?.['ts'] ?? '');
    expect(Buffer.from(after?.payload ?? []).toString()).toContain(edited.paragraphAfter);
  });

  it('gives each month a file that replays by itself', async () => {
    expect(readdirSync(months).filter((name) => name.endsWith('.wacz'))).toEqual([
      'backissue-2026-11.wacz',
      'backissue-2026-12.wacz',
    ]);
    const november = await checkMonth('2026-11');
    const december = await checkMonth('2026-12');
    expect(november + december).toBeGreaterThan(0);
  });

  it('writes the same bytes again, and leaves a month alone that has nothing new', async () => {
    const again = join(folder, 'again');
    await exportWebArchive(archive, again, { ...options, by: 'month' });
    for (const name of ['backissue-2026-11.wacz', 'backissue-2026-12.wacz']) {
      expect(readFileSync(join(again, name)).equals(readFileSync(join(months, name)))).toBe(true);
    }
    const before = statSync(join(months, 'backissue-2026-11.wacz')).mtimeMs;
    time.pass(60_000);
    await archive
      .capture(`${demo.cases.gbk.url}?once-more`, { allowPrivate: true })
      .catch(() => {});
    const report = await exportWebArchive(archive, months, { ...options, by: 'month' });
    expect(report).toMatchObject({ files: 2, written: 1, unchanged: 1, failed: [] });
    expect(statSync(join(months, 'backissue-2026-11.wacz')).mtimeMs).toBe(before);
  });

  it('imports into an empty archive as the same captures and articles, once', async () => {
    const other = await openForTest(join(folder, 'other'), time.now);
    try {
      const wacz = join(out, 'backissue.wacz');
      const report = await importWebArchive(other, wacz);
      expect(report).toMatchObject({
        read: whole.index.length,
        imported: whole.index.length,
        failed: [],
      });
      expect(report.revisions).toBeGreaterThanOrEqual(whole.pages.length - 1);
      const { edited } = demo.cases;
      const state = await other.article(edited.url);
      expect(state.revisions.length).toBe(2);
      expect(state.source).toMatchObject({
        kind: 'import',
        title: 'backissue',
        state: 'unfollowed',
      });
      expect(state.revision.content.text).toBe(
        (await archive.article(edited.url)).revision.content.text,
      );
      const [image] = state.revision.content.images;
      if (image !== undefined) expect(await other.hasImage(image.url)).toBe(true);
      expect(await importWebArchive(other, wacz)).toMatchObject({
        read: whole.index.length,
        imported: 0,
        unchanged: whole.index.length,
        revisions: 0,
        failed: [],
      });
      expect((await other.doctor()).faults).toEqual([]);
    } finally {
      await other.close();
    }
    const checked = await command(['verify', join(folder, 'other'), '--json']);
    expect(checked.json()).toMatchObject({ ok: true, faults: [] });
  });

  it('writes WARC files of a source from the command line, while the archive is in use', async () => {
    const target = join(folder, 'warc');
    const [first] = await archive.sources();
    const done = await command([
      ...['export', target, '--format', 'warc', '--source', first?.source.id ?? '', '--json'],
      ...['--archive', home],
    ]);
    expect(done.err).toBe('');
    expect(done.code).toBe(0);
    expect(done.json()).toMatchObject({ files: 1, written: 1, unchanged: 0, failed: [] });
    const [name = ''] = readdirSync(target).filter((one) => one.endsWith('.warc.gz'));
    const back = await openForTest(join(folder, 'back'), time.now);
    const report = await importWebArchive(back, join(target, name));
    await back.close();
    expect([report.failed, report.imported > 0]).toEqual([[], true]);
  });

  it('refuses what there is nothing to export of, in one sentence', async () => {
    const none = await command([
      ...['export', join(folder, 'none'), '--format', 'wacz', '--until', '2020-01-01'],
      ...['--archive', home],
    ]);
    expect([none.code, existsSync(join(folder, 'none'))]).toEqual([1, false]);
    expect(none.err).toContain('nothing to export');
  });

  /** How many revisits a month has, each with what it refers to, each page with its images. */
  async function checkMonth(named: string): Promise<number> {
    const month = await readWacz(join(months, `backissue-${named}.wacz`));
    const revisits = month.index.filter(({ about }) => about['mime'] === 'warc/revisit');
    for (const { about, timestamp } of revisits) {
      expect(sha256(await rawPayload(month, about['digest']))).toBe(about['digest']);
      expect(await month.replay(String(about['url']), timestamp)).toBeDefined();
    }
    for (const { url = '', ts = '' } of month.pages.slice(1)) {
      expect(ts.slice(0, 7)).toBe(named);
      expect(await month.replay(url, ts)).toBeDefined();
      await checkImages(month, url, ts);
    }
    return revisits.length;
  }

  async function checkImages(month: ReadWacz, url: string, ts: string): Promise<void> {
    const { revision } = await archive.article(url);
    for (const image of revision.content.images) {
      if (!(await archive.hasImage(image.url))) continue;
      expect(await month.replay(image.url, ts), image.url).toBeDefined();
    }
  }

  async function rawPayload(month: ReadWacz, digest: string | undefined): Promise<Uint8Array> {
    const line = month.index.find(
      ({ about }) => about['digest'] === digest && about['mime'] !== 'warc/revisit',
    );
    if (line === undefined) throw new Error(`no original of ${digest}`);
    const { record } = await month.record(line);
    const file = month.files.get(`archive/${line.about['filename']}`) ?? new Uint8Array();
    const { WARCParser } = await import('warcio');
    const from = Number(line.about['offset']);
    const raw = await WARCParser.parse([file.subarray(from, from + Number(line.about['length']))]);
    return record === null || raw === null ? new Uint8Array() : await raw.readFully(false);
  }
});
