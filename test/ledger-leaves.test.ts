import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { sha256 } from '../src/digest/index.ts';
import type { Digest, Instant } from '../src/model/index.ts';
import type { LeafRow } from '../src/store/index.ts';
import { parseLeaf } from '../src/tlog/index.ts';
import { captureId } from '../src/warc/index.ts';
import { openTestStore } from './house-store.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { quayPage as page, quayPath as path } from './quay-story.ts';
import { type Site, startSite } from './small-site.ts';

const feed = {
  type: 'application/rss+xml',
  body: `<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><link>{base}/</link><item><title>A quay is built</title><link>{base}${path}</link></item></channel></rss>`,
};

const day = 86_400_000;

describe('the ledger', () => {
  const time = clock();
  let place: ReturnType<typeof scratch>;
  let site: Site;
  let archive: Archive;
  const url = () => site.url(path);

  /** The leaves on record, each with its record read. */
  const leaves = async () => {
    const store = await openTestStore({
      file: join(place.folder, 'backissue.sqlite'),
      readOnly: true,
    });
    const rows = await store.leaves(0, 99);
    await store.close();
    return rows.map((row) => ({ ...row, ...parseLeaf(row.line), says: saidBy(row) }));
  };
  const capture = async () => await archive.capture(url(), { allowPrivate: true });

  beforeEach(async () => {
    place = scratch();
    site = await startSite({ [path]: page('Quay.') });
    archive = await openForTest(place.folder, time.now);
  });
  afterEach(async () => {
    await archive.close();
    await site.close();
    place.clear();
  });

  it('gets a leaf of each state of an article, whose record names its evidence and the one before', async () => {
    const article = await capture();
    time.pass(day);
    site.set(path, page('Quay and pier.'));
    await capture();
    const [first, second, ...more] = await leaves();
    expect(more).toEqual([]);
    expect([first?.kind, second?.kind]).toEqual(['revision', 'revision']);
    const [one, two] = await archive.revisions(article.id);
    const { payload } = await archive.captureById(one?.captureId ?? '');
    expect(first?.says).toMatchObject({
      ...{ v: 1, kind: 'revision', url: url(), rev: 1, prev: null, title: 'A quay is built' },
      raw: { sha256: payload, size: Buffer.byteLength(page('Quay.')) },
      text: { canon: 'text/1', sha256: one?.textDigest, by: one?.extractor },
      http: { status: 200 },
    });
    expect(second?.says).toMatchObject({
      ...{ rev: 2, prev: { index: 0, record: first?.record } },
      text: { sha256: two?.textDigest },
    });
    expect(second?.record).toBe(sha256(second?.bytes ?? ''));
    const says = second?.says as Required<Said>;
    const named = { url: says.url, capturedAt: says.fetched as Instant, status: 200 };
    expect(captureId({ ...named, payload: says.raw.sha256 as Digest })).toBe(two?.captureId);
    expect(Buffer.from(first?.says.salt ?? '', 'base64url')).toHaveLength(16);
    expect(first?.says.salt).not.toBe(second?.says.salt);
  });

  it('gets no leaf where nothing is new', async () => {
    await capture();
    time.pass(day);
    await capture();
    expect(await leaves()).toHaveLength(1);
  });

  it('gets a leaf of a look that missed an article, with what was answered', async () => {
    site.set('/feed.xml', feed);
    await archive.follow(site.url('/feed.xml'), { allowPrivate: true });
    await archive.fetch({ all: true });
    site.set(path, { status: 410, type: 'text/html', body: 'gone' });
    time.pass(2 * day);
    await archive.fetch({ all: true });
    const last = (await leaves()).at(-1);
    expect(last?.kind).toBe('absence');
    expect(last?.says).toMatchObject({
      ...{ kind: 'absence', url: url(), absence: 'gone' },
      ...{ http: { status: 410 }, raw: { sha256: sha256('gone'), size: 4 } },
    });
  });

  it('tells a takedown of each record, forgets what they said, and tells when it is lifted', async () => {
    await capture();
    time.pass(day);
    site.set(path, page('Quay and pier.'));
    await capture();
    await archive.takeDown(url(), { reason: 'court' });
    const after = await leaves();
    expect(after.map(({ kind, ref }) => [kind, ref])).toEqual([
      ['revision', undefined],
      ['revision', undefined],
      ['takedown', 0],
      ['takedown', 1],
    ]);
    expect(after.map(({ bytes, removed }) => [bytes === undefined, removed])).toEqual([
      ...[
        [true, true],
        [true, true],
      ],
      ...[
        [false, undefined],
        [false, undefined],
      ],
    ]);
    expect(after[2]?.says).toMatchObject({ kind: 'takedown', reason: 'court' });
    expect(JSON.stringify(after[2]?.says)).not.toContain('quay');
    await archive.liftTakedown(url());
    expect((await leaves()).slice(4).map(({ kind, ref }) => [kind, ref])).toEqual([
      ['restore', 2],
      ['restore', 3],
    ]);
    time.pass(day);
    await capture();
    const again = (await leaves()).at(-1);
    expect(again?.says).toMatchObject({ kind: 'revision', rev: 1, prev: null });
  });
});

interface Said {
  readonly salt: string;
  readonly url?: string;
  readonly fetched: string;
  readonly raw: { readonly sha256: string };
}

const saidBy = ({ bytes = new TextEncoder().encode('{}') }: LeafRow): Said =>
  JSON.parse(new TextDecoder().decode(bytes)) as Said;
