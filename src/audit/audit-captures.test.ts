import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Instant, instant, type Locator, type Url } from '../model/index.ts';
import {
  conversionRecord,
  exchangeRecords,
  metadataRecord,
  openWarcWriter,
  readRecord,
  resourceRecord,
  type WarcRecord,
} from '../warc/index.ts';
import { type AuditFiles, auditCaptures, folderFiles } from './index.ts';

const moment = Date.UTC(2026, 10, 24, 0, 15, 37);
const momentText: Instant = instant(moment);

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(`${tmpdir()}/backissue-audit-`);
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Files in memory, handed out in pieces of a few bytes to some kilobytes. */
function given(files: Readonly<Record<string, Buffer>>, piece = 5000): AuditFiles {
  return {
    async *list() {
      yield* Object.keys(files);
    },
    async *read(path) {
      const bytes = files[path] ?? Buffer.alloc(0);
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
}

function exchange(number: number, body: string | Buffer = `第${number}条 harbour news ${number}`) {
  return exchangeRecords({
    url: `https://harbour.example/${number}` as Url,
    startedAt: momentText,
    requestHeaders: [['Host', 'harbour.example']],
    status: 200,
    statusText: 'OK',
    httpVersion: '1.1',
    responseHeaders: [['Content-Type', 'text/html']],
    body: Buffer.from(body),
  });
}

interface Sample {
  readonly bytes: Buffer;
  readonly members: readonly Locator[];
}

/** One file of these records behind its warcinfo, and where its members lie. */
async function sample(records: readonly WarcRecord[]): Promise<Sample> {
  const folder = await mkdtemp(`${tmpdir()}/backissue-audit-`);
  const writer = await openWarcWriter({ folder, now: () => moment, software: 'test/1' });
  const locators = await writer.append(records);
  await writer.close();
  const file = writer.position?.file ?? '';
  const bytes = await readFile(`${folder}/${file}`);
  await rm(folder, { recursive: true });
  return { bytes, members: [{ file, offset: 0, length: locators[0]?.offset ?? 0 }, ...locators] };
}

function smallArchive(): WarcRecord[] {
  const first = exchange(1);
  const earlier = {
    captureId: first.captureId,
    capturedAt: momentText,
    url: 'https://x.example/' as Url,
  };
  const again = exchangeRecords(
    {
      url: 'https://harbour.example/again' as Url,
      startedAt: momentText,
      requestHeaders: [],
      status: 200,
      statusText: 'OK',
      httpVersion: '1.1',
      responseHeaders: [],
      body: Buffer.from('第1条 harbour news 1'),
    },
    earlier,
  );
  const file = { url: 'file:///旧.md', date: momentText, contentType: 'text/plain' };
  return [
    ...first.records,
    ...again.records,
    ...exchange(2, '').records,
    metadataRecord({ about: first.captureId, date: momentText, value: { from: 'feed' } }),
    ...exchange(3, randomBytes(3000)).records,
    resourceRecord({ ...file, body: Buffer.from('# 旧闻') }).record,
    ...exchange(4, 'x'.repeat(100_000)).records,
  ];
}

/** Its place among the members, the warcinfo before all. */
const metadataAt = 7;

let archive: Sample;
beforeAll(async () => {
  archive = await sample(smallArchive());
});

const audited = (bytes: Buffer, piece?: number) =>
  auditCaptures(given({ 'a.warc.gz': bytes }, piece));

/** These do thousands of things; a busy machine takes its time. */
const slow = { timeout: 60_000 };

test('an untouched archive has no fault, however its bytes come in', slow, async () => {
  for (const piece of [1, 7, 18, 1000, 1e6]) {
    expect(await audited(archive.bytes, piece)).toEqual({
      ok: true,
      files: 1,
      records: archive.members.length,
      bytes: archive.bytes.length,
      faults: [],
      removed: [],
    });
  }
});

test('a folder is read file by file; files that are no captures are passed over', async () => {
  const folder = await freshFolder();
  const writer = await openWarcWriter({ folder, now: () => moment, software: 't', maxBytes: 900 });
  for (let number = 0; number < 5; number += 1) await writer.append(exchange(number).records);
  await writer.close();
  await writeFile(`${folder}/2026/11/x.warc.gz.torn-5`, 'torn');
  await writeFile(`${folder}/empty.warc.gz`, '');
  const audit = await auditCaptures(folderFiles(folder));
  expect(audit).toMatchObject({ ok: true, faults: [] });
  expect(audit.records).toBe(audit.files - 1 + 10);
  expect(audit.files).toBeGreaterThan(2);
});

test('a record of 20 MB is whole', slow, async () => {
  const { bytes } = await sample(exchange(1, randomBytes(20_000_000)).records);
  expect(await audited(bytes, 2 ** 18)).toMatchObject({ ok: true, records: 3 });
});

type Mutation = (bytes: Buffer) => Buffer;

const offset = fc.nat().map((number) => (length: number) => number % length);
// Not the metadata record: nothing tells its place, and wherever it stands it says the same.
const member = fc.nat().map((number) => {
  const placed = archive.members.filter((_, index) => index !== metadataAt);
  return placed[number % placed.length];
});
const flip: fc.Arbitrary<Mutation> = fc
  .tuple(offset, fc.integer({ min: 1, max: 255 }))
  .map(([place, mask]) => (bytes) => {
    const bad = Buffer.from(bytes);
    const at = place(bytes.length);
    bad[at] = (bad[at] ?? 0) ^ mask;
    return bad;
  });
const dropBytes: fc.Arbitrary<Mutation> = fc
  .tuple(offset, fc.integer({ min: 1, max: 300 }))
  .map(([place, count]) => (bytes) => {
    const at = place(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + count)]);
  });
const truncate: fc.Arbitrary<Mutation> = offset.map(
  (place) => (bytes) => bytes.subarray(0, place(bytes.length)),
);
const swap: fc.Arbitrary<Mutation> = fc.tuple(member, member).map(([one, other]) => (bytes) => {
  const [early, late] = [one, other].sort((a, b) => (a?.offset ?? 0) - (b?.offset ?? 0));
  if (early === undefined || late === undefined || early === late) return bytes;
  const earlyEnd = early.offset + early.length;
  const lateEnd = late.offset + late.length;
  return Buffer.concat([
    bytes.subarray(0, early.offset),
    bytes.subarray(late.offset, lateEnd),
    bytes.subarray(earlyEnd, late.offset),
    bytes.subarray(early.offset, earlyEnd),
    bytes.subarray(lateEnd),
  ]);
});

/**
 * What a member says: nothing else is the audit's business. Not in it: the gzip header's time,
 * system, level and text flag.
 */
function said(bytes: Buffer): string | undefined {
  try {
    return gunzipSync(bytes).toString('latin1');
  } catch {
    return undefined;
  }
}

test('what was made of a capture is held to the digest of its payload', async () => {
  const { record } = conversionRecord({
    url: 'https://harbour.example/a',
    date: momentText,
    contentType: 'text/html',
    body: Buffer.from('<p>旧闻</p>'),
    of: exchange(1, 'a').captureId,
  });
  const headers = record.headers.map(([name, value]) =>
    name === 'WARC-Payload-Digest'
      ? ([name, `sha256:${'0'.repeat(64)}`] as const)
      : ([name, value] as const),
  );
  expect(await audited((await sample([record])).bytes)).toMatchObject({ ok: true, records: 2 });
  expect(await audited((await sample([{ ...record, headers }])).bytes)).toMatchObject({
    ok: false,
  });
});

test('of 400 random faults none stays hidden that changes what the file says', slow, async () => {
  const before = said(archive.bytes);
  const borders = new Set(archive.members.map((one) => one.offset));
  let hidden = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(flip, dropBytes, truncate, swap), async (mutate) => {
      const bad = mutate(archive.bytes);
      const audit = await audited(bad);
      const cutAtBorder =
        borders.has(bad.length) && archive.bytes.subarray(0, bad.length).equals(bad);
      if (cutAtBorder || said(bad) === before) hidden += 1;
      else expect(audit).toMatchObject({ ok: false });
      for (const fault of audit.faults) expect(fault.message).toContain('a.warc.gz');
    }),
    { numRuns: 400 },
  );
  // Faults that change nothing: a byte of a gzip header, a swap with itself.
  expect(hidden).toBeLessThan(100);
});

describe('a single flipped bit', () => {
  test(
    'anywhere but in idle header bytes is found at its own record, and the others still count',
    slow,
    async () => {
      const one = archive.members[3];
      if (one === undefined) throw new Error('a member is expected');
      for (let at = 0; at < one.length; at += 1) {
        if (at >= 3 && at < 10) continue;
        const bad = Buffer.from(archive.bytes);
        bad[one.offset + at] = (bad[one.offset + at] ?? 0) ^ (1 << (at % 8));
        const audit = await audited(bad);
        expect(audit.faults[0]?.offset).toBe(one.offset);
        expect(audit.records).toBe(archive.members.length - 1);
        expect(audit.faults).toHaveLength(1);
      }
    },
  );
});

test(
  'a tail torn at any byte is told as torn, and what stands before it counts',
  slow,
  async () => {
    const last = archive.members.at(-1);
    if (last === undefined) throw new Error('a member is expected');
    for (let end = last.offset + 1; end < archive.bytes.length; end += 1) {
      const { faults, records } = await audited(archive.bytes.subarray(0, end));
      expect(faults).toMatchObject([{ kind: 'torn-record', offset: last.offset }]);
      expect(records).toBe(archive.members.length - 1);
    }
  },
);

/** The member at an index inflated, changed and compressed again, so that gzip has no objection. */
async function rewritten(index: number, change: (text: string) => string): Promise<Buffer> {
  const { bytes, members } = await sample(exchange(1, 'plain').records);
  const at = members[index];
  if (at === undefined) throw new Error('a member is expected');
  const text = gunzipSync(bytes.subarray(at.offset, at.offset + at.length)).toString('latin1');
  return Buffer.concat([
    bytes.subarray(0, at.offset),
    gzipSync(Buffer.from(change(text), 'latin1')),
    bytes.subarray(at.offset + at.length),
  ]);
}

test.each([
  ['the body', 'altered-record', (text: string) => text.replace('plain', 'PLAIN')],
  ['an HTTP header', 'altered-record', (text: string) => text.replace('text/html', 'text/HTML')],
  ['the address', 'altered-record', (text: string) => text.replace('example/1', 'example/2')],
  ['the time', 'altered-record', (text: string) => text.replace('T00:15', 'T00:16')],
  [
    'the id',
    'altered-record',
    (text: string) => text.replace(/uuid:./, 'uuid:x').replace('uuid:x', 'uuid:0'),
  ],
  [
    'the stated payload',
    'altered-record',
    (text: string) => text.replace(/(Payload-Digest: sha256:)......../, '$100000000'),
  ],
  [
    'the block digest, left out',
    'malformed-record',
    (text: string) => text.replace(/WARC-Block.*\r\n/, ''),
  ],
  [
    'the payload digest, left out',
    'malformed-record',
    (text: string) => text.replace(/WARC-Payload.*\r\n/, ''),
  ],
  ['the type, left out', 'malformed-record', (text: string) => text.replace(/WARC-Type.*\r\n/, '')],
  ['the length', 'malformed-record', (text: string) => text.replace(/(Content-Length: )/, '$11')],
  ['the version', 'malformed-record', (text: string) => text.replace('WARC/1.1', 'WARC/2.0')],
  ['the end', 'malformed-record', (text: string) => `${text}\r\n`],
  ['the beginning', 'malformed-record', () => ''],
  ['everything', 'malformed-record', () => 'x'.repeat(3_000_000)],
])('%s of a record rewritten with care is still found', async (_, kind, change) => {
  const { ok, faults } = await audited(await rewritten(1, change));
  expect(ok).toBe(false);
  expect(faults[0]).toMatchObject({ kind, path: 'a.warc.gz' });
});

test('a lost answer is missed by its request, a lost beginning by the file', async () => {
  const { bytes, members } = await sample([...exchange(1).records, ...exchange(2).records]);
  const without = (index: number) => {
    const { offset: at, length } = members[index] ?? { offset: 0, length: 0 };
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  };
  const [lostInfo, lostAnswer] = [await audited(without(0)), await audited(without(3))];
  expect(lostInfo.faults).toMatchObject([{ kind: 'malformed-record', offset: 0 }]);
  expect(lostAnswer.faults).toMatchObject([
    { kind: 'malformed-record', offset: members[3]?.offset },
  ]);
});

test('a file that cannot be read is a fault, and the next file is still read', async () => {
  const files: AuditFiles = {
    async *list() {
      yield* ['gone.warc.gz', 'broken.warc.gz', 'a.warc.gz'];
    },
    async *read(path) {
      if (path === 'a.warc.gz') return yield archive.bytes;
      throw Object.assign(new Error('no'), { code: path === 'gone.warc.gz' ? 'ENOENT' : 'EIO' });
    },
  };
  const audit = await auditCaptures(files);
  expect(audit.faults).toMatchObject([
    { kind: 'missing-file', path: 'gone.warc.gz' },
    { kind: 'unreadable', path: 'broken.warc.gz' },
  ]);
  expect(audit.records).toBe(archive.members.length);
});

test('a folder that is not there is a fault', async () => {
  const audit = await auditCaptures(folderFiles('/nowhere/at/all'));
  expect(audit.faults).toMatchObject([{ kind: 'missing-file' }]);
});

test('garbage of any kind ends in faults, never in an exception or without end', async () => {
  const member1 = gzipSync('WARC/1.1\r\n');
  const nearMisses = Buffer.concat(new Array(5000).fill(member1.subarray(0, 25)));
  const magic = Buffer.concat(new Array(50_000).fill(Buffer.from([0x1f, 0x8b, 8])));
  for (const bytes of [randomBytes(500_000), Buffer.alloc(100_000), nearMisses, magic]) {
    expect((await audited(bytes)).ok).toBe(false);
  }
});

test('the reader and the audit agree on what is whole', async () => {
  const folder = await freshFolder();
  const writer = await openWarcWriter({ folder, now: () => moment, software: 't' });
  const locators = await writer.append(smallArchive());
  await writer.close();
  for (const locator of locators) await readRecord(folder, locator);
  expect((await auditCaptures(folderFiles(folder))).records).toBe(locators.length + 1);
});
