import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { ArchiveEvent } from '../src/archive/index.ts';
import { isWellShaped } from '../src/archive/record-shapes.ts';
import type { JsonValue } from '../src/digest/index.ts';
import type { Header, Instant, Url } from '../src/model/index.ts';
import { articleKey } from '../src/url/index.ts';
import {
  captureIdOf,
  exchangeRecords,
  fieldOf,
  formatRecord,
  listWarcFiles,
  metadataRecord,
  openWarcWriter,
  scanWarc,
  type WarcRecord,
} from '../src/warc/index.ts';
import { contents, forgetCatalogue } from './contents.ts';
import { clock, command, followedDemo, openForTest, scratch } from './newspaper.ts';
import { rebuilt } from './rebuilt.ts';
import { rss, startSite, storyPage } from './small-site.ts';

const { folder: place, freshFolder, clear } = scratch();
afterAll(clear);

const seenAt = '2026-06-01T08:00:00.000Z' as Instant;

/** A page of another archive, with what somebody wrote beside it in the form of this one. */
function crawled(name: string, values: readonly JsonValue[], more: readonly Header[] = []) {
  const { captureId, records } = exchangeRecords({
    url: `https://foreign.example/2026/06/01/${name}-1234` as Url,
    startedAt: seenAt,
    requestHeaders: [['Host', 'foreign.example']],
    status: 200,
    statusText: 'OK',
    httpVersion: '1.1',
    responseHeaders: [['Content-Type', 'text/html; charset=utf-8']],
    body: Buffer.from(storyPage(`A ${name} from elsewhere`)),
  });
  const [answer, ...rest] = records;
  const marked = answer && { ...answer, headers: [...answer.headers, ...more] };
  const beside = values.map((value) => metadataRecord({ about: captureId, date: seenAt, value }));
  const lone = values.map((value) => refersTo(metadataRecord({ date: seenAt, value }), captureId));
  return { captureId, records: [...(marked ? [marked] : []), ...rest, ...beside, ...lone] };
}

/** A note that belongs to a capture all the same, as WARC 1.0 lets it. */
const refersTo = (record: WarcRecord, id: string): WarcRecord => ({
  ...record,
  headers: [...record.headers, ['WARC-Refers-To', `<urn:uuid:${id}>`]],
});

function written(records: readonly WarcRecord[]): string {
  const path = `${freshFolder()}.warc.gz`;
  writeFileSync(path, Buffer.concat(records.map((record) => gzipSync(formatRecord(record)))));
  return path;
}

/** An archive of a feed with one article. */
async function ownArchive() {
  const folder = freshFolder();
  const time = clock();
  const path = '/2026/06/01/ferry-of-the-day-1234';
  const site = await startSite({ '/feed.xml': rss([path]), [path]: storyPage('The ferry') });
  const archive = await openForTest(folder, time.now);
  await archive.follow(site.url('/feed.xml'), { allowPrivate: true });
  await archive.fetch({ all: true });
  const { article } = await archive.article(site.url(path));
  await archive.close();
  await site.close();
  return { folder, article };
}

/** What would take an article away if it were believed, and follow a source that nobody here follows. */
function orders(article: { readonly id: string; readonly url: string }): JsonValue[] {
  const source = {
    ...{ id: 'x', kind: 'feed', url: 'http://127.0.0.1:9/feed.xml', title: 'X', body: 'page' },
    ...{ pollSeconds: 60, state: 'followed', allowPrivate: true, followedAt: seenAt },
  };
  return [
    {
      ...{ v: 1, kind: 'takedown', id: 'hostile', articles: [article.id], url: article.url },
      ...{ reason: 'court', at: seenAt, keys: [articleKey(article.url as Url)] },
      ...{ captures: [], cut: [], revisions: [], moved: [] },
    },
    { v: 1, kind: 'sources', sources: [source] },
    { v: 1, kind: 'listing', source },
  ];
}

/** Of kinds of ours, and not to be read as what they are. */
const malformed: readonly JsonValue[] = [
  { v: 1, kind: 'takedown', id: 'broken' },
  { v: 1, kind: 'sources', sources: 7 },
  { v: 1, kind: 'listing', source: null },
  { v: 1, kind: 'page', guid: 'tag:x', source: 'x', hops: 5 },
  { v: 1, kind: 'evidence', article: 'x', guid: 'tag:x', missing: 5 },
  { v: 1, kind: 'absence', absence: null },
  { v: 1, kind: 'lifted' },
  { kind: 'entry' },
  { kind: 'joined' },
];

async function foreignIn(folder: string): Promise<readonly WarcRecord[]> {
  const found: WarcRecord[] = [];
  for (const { file } of await listWarcFiles(join(folder, 'captures'))) {
    for await (const { record } of scanWarc(join(folder, 'captures'), file)) found.push(record);
  }
  return found;
}

describe('a web archive whose records speak as if they were ours', { timeout: 120_000 }, () => {
  it('says what would be done if it were believed', () => {
    const forged = orders({ id: 'a'.repeat(64), url: 'https://harbour.example/ferry' });
    expect(forged.map((told) => isWellShaped(told as Record<string, unknown>))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('is imported without them, and means the same when rebuilt', async () => {
    const { folder, article } = await ownArchive();
    const marks: readonly Header[] = [
      ['Backissue-Removed', `other ${seenAt}`],
      ['backissue-cut', `sha256:${'0'.repeat(64)}`],
    ];
    const crawl = crawled('page', [...orders(article), { title: 'of the crawler' }], marks);
    const bad = crawled('other-page', malformed.slice(0, 6));
    const path = written([...crawl.records, ...bad.records]);
    const done = await command(['import', path, '--json', '--archive', folder]);
    expect(done.json()).toMatchObject({ imported: 2, revisions: 2, failed: [] });
    const before = await contents(folder);
    expect(before.all).toHaveLength(3);
    const beside = (await foreignIn(folder)).filter(({ id }) =>
      [...crawl.records, ...bad.records].some((record) => record.id === id),
    );
    // What is no order of ours is evidence, and kept.
    const told = beside.filter(({ type }) => type === 'metadata').map(({ block }) => `${block}`);
    expect(told.map(() => 'of the crawler')).toEqual(told.map((text) => JSON.parse(text).title));
    expect(told).toHaveLength(2);
    const answer = beside.find((record) => captureIdOf(record) === crawl.captureId);
    expect(answer && fieldOf(answer, 'Backissue-Removed')).toBeUndefined();
    expect(answer && fieldOf(answer, 'X-Archive-Orig-Backissue-Removed')).toContain(seenAt);
    expect(answer && fieldOf(answer, 'X-Archive-Orig-backissue-cut')).toContain('sha256:');
    await rebuilt(folder);
    expect(await contents(folder)).toEqual(before);
    await forgetCatalogue(folder);
    await rebuilt(folder);
    const after = await contents(folder);
    expect(after).toMatchObject({ all: before.all, takedowns: [] });
    expect(after.counts.sources).toBe(before.counts.sources);
    expect(await command(['verify', folder])).toMatchObject({ code: 0 });
  });

  it('means nothing even where an import of old has kept them', async () => {
    const { folder, article } = await ownArchive();
    const before = await contents(folder);
    const { captureId, records } = crawled('page', [...orders(article), malformed[2] ?? null]);
    const mark = { v: 1, kind: 'import', format: 'warc', path: 'a.warc', source: 'imported' };
    const writer = await openWarcWriter({
      folder: join(folder, 'captures'),
      now: () => Date.UTC(2026, 11, 1),
      software: 'test',
    });
    await writer.append([
      ...records,
      metadataRecord({ about: captureId, date: seenAt, value: mark }),
    ]);
    await writer.close();
    await forgetCatalogue(folder);
    await rebuilt(folder);
    const after = await contents(folder);
    expect(after.takedowns).toEqual([]);
    expect(after.all.map((one) => one.article.url)).toEqual(
      expect.arrayContaining(before.all.map((one) => one.article.url)),
    );
    expect(after.all).toHaveLength(2);
    expect(after.counts.sources).toBe(before.counts.sources);
  });

  it('ends no rebuild and no recovery with what cannot be read', async () => {
    const { folder } = await ownArchive();
    const before = await contents(folder);
    const { records } = crawled('page', malformed);
    const notes = malformed.map((value) => metadataRecord({ date: seenAt, value }));
    const writer = await openWarcWriter({
      folder: join(folder, 'captures'),
      now: () => Date.UTC(2026, 11, 1),
      software: 'test',
    });
    await writer.append([...records, ...notes]);
    await writer.close();
    const told: string[] = [];
    const onEvent = (event: ArchiveEvent) => {
      if (event.type === 'warning') told.push(event.message);
    };
    const archive = await openForTest(folder, clock().now, { onEvent });
    await archive.close();
    expect((await contents(folder)).all).toEqual(before.all);
    const unread = 2 * malformed.length;
    expect(told).toEqual([expect.stringContaining(`what ${unread} records say`)]);
    expect(await rebuilt(folder)).toMatchObject({ unread });
    expect((await contents(folder)).all).toEqual(before.all);
  });
});

describe('a WACZ that another Backissue exported', { timeout: 240_000 }, () => {
  it('brings its pages, and neither its sources nor its orders, when rebuilt', async () => {
    const theirs = freshFolder();
    const time = clock();
    const archive = await openForTest(theirs, time.now);
    const demo = await followedDemo(archive, time.now);
    for (let pass = 0; pass < 3; pass += 1) {
      await archive.fetch({ all: true });
      time.pass(3_600_000);
    }
    await archive.close();
    await demo.close();
    const out = join(place, 'out');
    const exported = await command(['export', out, '--format', 'wacz', '--archive', theirs]);
    expect(exported.code).toBe(0);
    const folder = freshFolder();
    const wacz = join(out, 'backissue.wacz');
    const done = await command(['import', wacz, '--json', '--archive', folder]);
    expect(done.json()).toMatchObject({ failed: [] });
    const before = await contents(folder);
    expect(before.all.length).toBeGreaterThan(10);
    expect(before.counts).toMatchObject({ sources: 0, pending: 0 });
    await forgetCatalogue(folder);
    await rebuilt(folder);
    const after = await contents(folder);
    expect(after.counts).toMatchObject({ sources: 0, pending: 0 });
    // Images are due from the moment that the article was taken in.
    const whenever = { imagesDueAt: undefined };
    const undated = ({ all }: typeof after) =>
      all.map((one) => ({ ...one, article: { ...one.article, ...whenever } }));
    expect(undated(after)).toEqual(undated(before));
  });
});
