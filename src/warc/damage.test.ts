import { readFile, truncate, writeFile } from 'node:fs/promises';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Locator } from '../model/index.ts';
import { exchangeRecords, readRecord, scanWarc } from './index.ts';
import { allRecords, exchange, firstFile, freshFolder, openAt } from './testing/samples.ts';

/** A folder whose one file holds these answers after its warcinfo. */
async function archived(...bodies: string[]): Promise<{ folder: string; locators: Locator[] }> {
  const folder = await freshFolder();
  const writer = await openAt(folder);
  const records = bodies.flatMap((body) => exchangeRecords(exchange(body)).records.slice(0, 1));
  const locators = await writer.append(records);
  await writer.close();
  return { folder, locators };
}

/** A folder with one file of these bytes, read to its end. */
async function readingOf(bytes: Uint8Array): Promise<unknown> {
  const folder = await freshFolder();
  await writeFile(`${folder}/x.warc.gz`, bytes);
  return allRecords(folder, 'x.warc.gz');
}

const plain = (lines: string, block = '', end = '\r\n\r\n') =>
  `WARC/1.1\r\n${lines}Content-Length: ${block.length}\r\n\r\n${block}${end}`;
const record = (...parts: Parameters<typeof plain>) => gzipSync(plain(...parts));
const named =
  'WARC-Type: resource\r\nWARC-Record-ID: <urn:x:1>\r\nWARC-Date: 2026-11-24T00:15:37Z\r\n';

test('a flipped byte is found in every place that says anything, with file and offset named', async () => {
  const { folder, locators } = await archived('first 港口', 'second 恢复通航', 'third');
  const [, second] = locators;
  if (second === undefined) throw new Error('a second record is expected');
  const path = `${folder}/${firstFile}`;
  const good = await readFile(path);
  const named = new RegExp(`${firstFile}: the record at offset ${second.offset} is damaged`);
  for (let at = 0; at < second.length; at += 1) {
    // Time, flags for readers and system of the gzip header say nothing about the record.
    if (at === 3 || (at >= 4 && at < 10)) continue;
    const bad = Buffer.from(good);
    bad[second.offset + at] = (bad[second.offset + at] ?? 0) ^ (1 << (at % 8));
    await writeFile(path, bad);
    await expect(readRecord(folder, second)).rejects.toThrow(named);
    await expect(allRecords(folder, firstFile)).rejects.toThrow(named);
  }
});

test('a block that is not what its digest says is found though the gzip member is whole', async () => {
  const digest = `WARC-Block-Digest: sha256:${'0'.repeat(64)}\r\n`;
  await expect(readingOf(record(named + digest, 'x'))).rejects.toThrow('WARC-Block-Digest');
  const other = 'WARC-Block-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n';
  await expect(readingOf(record(named + other, 'x'))).rejects.toThrow('WARC-Block-Digest');
  expect(await readingOf(record(named + other, ''))).toHaveLength(1);
  const unknown = 'WARC-Block-Digest: blake3:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n';
  expect(await readingOf(record(named + unknown, 'x'))).toHaveLength(1);
});

test.each([
  ['no gzip', Buffer.from('WARC/1.1\r\n')],
  ['another version', gzipSync('WARC/0.9\r\n\r\n')],
  ['no end of the fields', gzipSync('WARC/1.1\r\nA: b')],
  ['no type', record('WARC-Record-ID: <a>\r\nWARC-Date: 2026\r\n')],
  ['no id', record('WARC-Type: resource\r\nWARC-Date: 2026\r\n')],
  ['no date', record('WARC-Type: resource\r\nWARC-Record-ID: <a>\r\n')],
  ['a date that is none', record(named.replace('11-24', '13-94'))],
  ['a length that is none', gzipSync(`WARC/1.1\r\n${named}Content-Length: -1\r\n\r\n\r\n\r\n`)],
  ['a length too long', gzipSync(`WARC/1.1\r\n${named}Content-Length: 9\r\n\r\n\r\n\r\n`)],
  ['bytes after the record', record(named, '', '\r\n\r\nx')],
  ['two records in one member', gzipSync(plain(named).repeat(2))],
  ['a reserved flag', Buffer.from([0x1f, 0x8b, 8, 0x80, ...Buffer.alloc(20)])],
  ['a name without end', Buffer.concat([gzipHeader(8), Buffer.alloc(300_000, 1)])],
])('%s is damage at offset 0', async (_, bytes) => {
  await expect(readingOf(bytes)).rejects.toThrow('x.warc.gz: the record at offset 0 is damaged');
});

test('a gzip header with a name, a comment, more fields and its own checksum is passed over', async () => {
  const plain = record(named, 'x');
  const extra = Buffer.from([3, 0, 1, 2, 3]);
  const header = Buffer.concat([
    gzipHeader(0x1f),
    extra,
    Buffer.from('a.warc\0note\0'),
    Buffer.alloc(2),
  ]);
  expect(await readingOf(Buffer.concat([header, plain.subarray(10)]))).toHaveLength(1);
});

function gzipHeader(flags: number): Buffer {
  return Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255]);
}

test('a bomb is cut off', async () => {
  const zeros = deflateRawSync(Buffer.alloc(300 * 2 ** 20), { level: 1 });
  await expect(readingOf(Buffer.concat([gzipHeader(0), zeros]))).rejects.toThrow('larger than 256');
});

test('types this archive does not use are passed over when scanned and refused by name when read', async () => {
  const folder = await freshFolder();
  const other = record(named.replace('resource', 'continuation'));
  await writeFile(`${folder}/x.warc.gz`, Buffer.concat([other, record(named)]));
  expect(await allRecords(folder, 'x.warc.gz')).toHaveLength(1);
  const locator = { file: 'x.warc.gz', offset: 0, length: other.length };
  await expect(readRecord(folder, locator)).rejects.toMatchObject({ code: 'invalid' });
});

test('WARC 1.0 is read: brackets around target URIs, folded fields, coarse dates', async () => {
  const lines = `WARC-Target-URI: <https://a.example/>\r\nX-Long: one\r\n  two\r\n`;
  const old = gzipSync(`WARC/1.0\r\n${named}${lines}Content-Length: 0\r\n\r\n\r\n\r\n`);
  expect(await readingOf(old)).toMatchObject([
    {
      id: 'urn:x:1',
      date: '2026-11-24T00:15:37.000Z',
      targetUri: 'https://a.example/',
      headers: [['X-Long', 'one two']],
    },
  ]);
});

test('a locator that is wrong is damage, or not found, or refused', async () => {
  const { folder, locators } = await archived('x', 'y');
  const [first] = locators;
  if (first === undefined) throw new Error('a record is expected');
  for (const wrong of [
    { offset: first.offset + 1 },
    { length: first.length - 1 },
    { length: first.length + 1 },
    { length: 1e12 },
    { offset: -1 },
    { length: 0 },
    { offset: Number.NaN },
  ]) {
    await expect(readRecord(folder, { ...first, ...wrong })).rejects.toMatchObject({
      code: 'corrupt',
    });
  }
  await expect(readRecord(folder, { ...first, file: 'gone' })).rejects.toMatchObject({
    code: 'not-found',
  });
  for (const file of ['../x.warc.gz', '/etc/passwd', '2026/../../x', '', 'a\0b']) {
    await expect(async () => readRecord(folder, { ...first, file })).rejects.toMatchObject({
      code: 'invalid',
    });
  }
});

test('what stands before the damage is given before the error', async () => {
  const { folder, locators } = await archived('x', 'y');
  await truncate(`${folder}/${firstFile}`, (locators[1]?.offset ?? 0) + 5);
  const seen: string[] = [];
  const reading = async () => {
    for await (const { record: one } of scanWarc(folder, firstFile)) seen.push(one.type);
  };
  await expect(reading()).rejects.toThrow(
    `offset ${locators[1]?.offset} is damaged: the file ends`,
  );
  expect(seen).toEqual(['warcinfo', 'response']);
});
