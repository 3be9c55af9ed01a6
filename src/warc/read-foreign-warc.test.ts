import { open, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ForeignReading, readForeignWarc } from './index.ts';
import { freshFolder } from './testing/samples.ts';

/** A record as another crawler writes it. */
function record(id: string, body: string, more = ''): Buffer {
  const block = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${body}`;
  const head = [
    'WARC/1.0',
    'WARC-Type: response',
    `WARC-Record-ID: <urn:uuid:${id}>`,
    'WARC-Target-URI: <https://harbour.example/>',
    'WARC-Date: 2020-01-02T03:04:05Z',
    `Content-Length: ${Buffer.byteLength(block)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n${more}\r\n${block}\r\n\r\n`);
}

const three = [record('a', '港口恢复通航'), record('b', 'ferry '.repeat(9000)), record('c', '')];

async function readingsOf(bytes: Uint8Array): Promise<ForeignReading[]> {
  const path = `${await freshFolder()}/theirs`;
  await writeFile(path, bytes);
  const handle = await open(path, 'r');
  const readings: ForeignReading[] = [];
  try {
    for await (const one of readForeignWarc(handle, bytes.length, 'theirs.warc'))
      readings.push(one);
  } finally {
    await handle.close();
  }
  return readings;
}

const idsOf = (readings: readonly ForeignReading[]) =>
  readings.map((one) => (one.is === 'record' ? one.record.id.slice(-1) : one.flaw));

test.each([
  ['plain', Buffer.concat(three)],
  ['each a gzip member', Buffer.concat(three.map((one) => gzipSync(one)))],
  ['one gzip stream over all', gzipSync(Buffer.concat(three))],
])('records are read as they came: %s', async (_how, bytes) => {
  const readings = await readingsOf(bytes);
  expect(idsOf(readings)).toEqual(['a', 'b', 'c']);
  const came = readings.map((one) => (one.is === 'record' ? one.record.asItCame : undefined));
  expect(came.map((one) => Buffer.from(one ?? []).toString())).toEqual(three.map(String));
});

test('a damaged member is named with its offset, and those behind it are read', async () => {
  const [a, b, c] = three.map((one) => gzipSync(one));
  if (a === undefined || b === undefined || c === undefined) throw new Error('three are expected');
  for (const at of [3, 12, Math.floor(b.length / 2), b.length - 6]) {
    const bad = Buffer.from(b);
    bad[at] = (bad[at] ?? 0) ^ 0xe5;
    const readings = await readingsOf(Buffer.concat([a, bad, c]));
    expect(readings.map(({ is }) => is)).toEqual(['record', 'flaw', 'record']);
    expect(readings[1]?.offset).toBe(a.length);
  }
});

test('a block that is not what its SHA-1 says is a flaw, in a plain file too', async () => {
  const wrong = record('b', 'x', `WARC-Block-Digest: sha1:${'A'.repeat(32)}\r\n`);
  const readings = await readingsOf(Buffer.concat([record('a', ''), wrong, record('c', '')]));
  expect(idsOf(readings)).toEqual(['a', expect.stringContaining('WARC-Block-Digest'), 'c']);
});

test('a file that breaks off gives what is whole, and says where it ends', async () => {
  const plain = Buffer.concat(three);
  for (const bytes of [plain, gzipSync(plain)]) {
    const readings = await readingsOf(bytes.subarray(0, bytes.length - 30));
    expect(readings.at(-1)).toMatchObject({ is: 'flaw', ends: true });
    expect(idsOf(readings).slice(0, 1)).toEqual(['a']);
  }
});

test('a record of an older WARC, or without a length, ends a plain file by name', async () => {
  const old = Buffer.from(String(record('a', '')).replace('WARC/1.0', 'WARC/0.18'));
  expect(await readingsOf(old)).toEqual([
    { is: 'flaw', offset: 0, ends: true, flaw: expect.stringContaining('WARC/0.18') },
  ]);
  const endless = Buffer.from(String(record('a', '')).replace('Content-Length', 'Content-Size'));
  expect(await readingsOf(endless)).toMatchObject([{ flaw: 'it has no Content-Length' }]);
});

test.each([
  ['an ARC file', Buffer.from('filedesc://a.arc 0.0.0.0 20020101 text/plain 77\n'), 'ARC file'],
  ['a gzipped ARC file', gzipSync('filedesc://a.arc 0.0.0.0 2002 text/plain 77\n'), 'ARC file'],
  ['something else', Buffer.from('<html>'), 'no WARC file'],
  ['something else in gzip', gzipSync('{"a":1}'), 'no WARC file'],
])('%s is refused in one sentence', async (_what, bytes, says) => {
  await expect(readingsOf(bytes)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining(says),
  });
});

test('damage of any kind ends in flaws, never in another exception or without end', async () => {
  const whole = Buffer.concat(three.map((one) => gzipSync(one)));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255) }), { maxLength: 6 }),
      async (changes) => {
        const bad = Buffer.from(whole);
        for (const { at, to } of changes) bad[at] = to;
        const readings = await readingsOf(bad).catch((thrown: { code?: string }) => {
          expect(thrown.code).toBe('invalid');
          return [];
        });
        expect(readings.length).toBeLessThan(10);
      },
    ),
    { numRuns: 60 },
  );
});
