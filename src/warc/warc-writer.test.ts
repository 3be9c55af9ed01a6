import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rename, rmdir, stat } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { instant } from '../model/index.ts';
import {
  exchangeRecords,
  httpResponse,
  listWarcFiles,
  metadataRecord,
  readRecord,
  replacementName,
  resourceRecord,
  scanWarc,
  type WarcRecord,
} from './index.ts';
import {
  allRecords,
  exchange,
  firstFile,
  freshFolder,
  moment,
  momentText,
  openAt,
} from './testing/samples.ts';

const recordsOf = (...bodies: string[]) =>
  bodies.flatMap((body) => exchangeRecords(exchange(body)).records);

/** These do thousands of things; a busy machine takes its time. */
const slow = { timeout: 60_000 };

test('what was appended is read back, by locator and by scan, after a warcinfo record', async () => {
  const folder = await freshFolder();
  const writer = await openAt(folder);
  expect(writer.position).toBeUndefined();
  const written = [
    ...recordsOf('', '港口恢复通航'),
    resourceRecord({
      url: 'file:///旧闻.md',
      date: momentText,
      contentType: 'text/markdown',
      body: Buffer.from('x'),
    }).record,
    metadataRecord({ about: 'a', date: momentText, value: { a: 1 } }),
  ];
  const locators = await writer.append(written);
  await writer.flush();
  for (const [at, locator] of locators.entries()) {
    expect(await readRecord(folder, locator)).toEqual(written[at]);
  }
  const [info, ...read] = await allRecords(folder, firstFile);
  expect(read).toEqual(written);
  expect(info).toMatchObject({
    type: 'warcinfo',
    headers: [
      ['WARC-Filename', 'backissue-20261124001537-00000.warc.gz'],
      ['Content-Type', 'application/warc-fields'],
    ],
  });
  expect(info && Buffer.from(info.block).toString()).toContain('software: test/1\r\nformat: WARC');
  expect(writer.position).toEqual({
    file: firstFile,
    length: (await stat(`${folder}/${firstFile}`)).size,
  });
});

const oneLine = fc
  .string({ unit: 'binary' })
  .map((text) => text.replaceAll(/[\r\n\0]/g, '').trim());
const name = fc.stringMatching(/^X-[A-Za-z0-9-]{1,20}$/);
const anyRecord: fc.Arbitrary<WarcRecord> = fc
  .record({
    type: fc.constantFrom('response', 'request', 'revisit', 'resource', 'metadata', 'warcinfo'),
    id: fc.uuid().map((id) => `urn:uuid:${id}`),
    date: fc
      .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
      .map((date) => instant(date.getTime())),
    headers: fc.array(fc.tuple(name, oneLine), { maxLength: 5 }),
    block: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
  })
  .chain((record) =>
    fc.option(fc.webUrl()).map((url) => (url ? { ...record, targetUri: url } : record)),
  );

test(
  'any records come back as they were, in order, and the same input gives the same bytes',
  slow,
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRecord, { minLength: 1, maxLength: 12 }), async (records) => {
        const files: Buffer[] = [];
        for (const folder of [await freshFolder(), await freshFolder()]) {
          const writer = await openAt(folder);
          await writer.append(records);
          await writer.close();
          expect((await allRecords(folder, firstFile)).slice(1)).toEqual(records);
          files.push(await readFile(`${folder}/${firstFile}`));
        }
        expect(files[0]?.equals(files[1] ?? Buffer.alloc(0))).toBe(true);
      }),
      { numRuns: 40 },
    );
  },
);

test(
  'a body of 20 MB that cannot be compressed comes back, by locator and by scan',
  slow,
  async () => {
    const folder = await freshFolder();
    const writer = await openAt(folder);
    const body = randomBytes(20_000_000);
    const [locator] = await writer.append(exchangeRecords(exchange(body)).records);
    const [, scanned] = await allRecords(folder, firstFile);
    const read = locator && (await readRecord(folder, locator));
    expect(read && body.equals(httpResponse(read).body)).toBe(true);
    expect(scanned && body.equals(httpResponse(scanned).body)).toBe(true);
  },
);

test('appends that overlap are written in the order of the calls', async () => {
  const folder = await freshFolder();
  const writer = await openAt(folder);
  const bodies = ['a'.repeat(2_000_000), 'b', 'c'.repeat(500_000), 'd'];
  await Promise.all(bodies.map((body) => writer.append(recordsOf(body))));
  const answers = (await allRecords(folder, firstFile)).filter(({ type }) => type === 'response');
  expect(
    answers.map((record) => Buffer.from(httpResponse(record).body).toString('utf8', 0, 1)),
  ).toEqual(['a', 'b', 'c', 'd']);
});

test('a new file takes no name of one that was written anew under another', async () => {
  const folder = await freshFolder();
  const writer = await openAt(folder);
  await writer.append(recordsOf('before'));
  await writer.leave();
  await rename(`${folder}/${firstFile}`, `${folder}/${replacementName(firstFile)}`);
  await writer.append(recordsOf('after'));
  expect(writer.position?.file).toBe(firstFile.replace('-00000.', '-00001.'));
  await writer.close();
});

test('a full file is left for the next serial, and each begins with its own warcinfo', async () => {
  const folder = await freshFolder();
  const writer = await openAt(folder, { maxBytes: 2000 });
  const locators = [];
  for (let at = 0; at < 6; at += 1) {
    locators.push(...(await writer.append(recordsOf(randomBytes(500).toString('hex')))));
  }
  await writer.flush();
  const files = await listWarcFiles(folder);
  expect(files.length).toBe(3);
  expect(files.at(-1)).toEqual(writer.position);
  for (const { file } of files) {
    expect((await allRecords(folder, file)).map(({ type }) => type)).toEqual([
      'warcinfo',
      'response',
      'request',
      'response',
      'request',
    ]);
  }
  for (const locator of locators) await readRecord(folder, locator);
});

test('a writer goes on with a file that is as long as was said and not full, else with a new one', async () => {
  const folder = await freshFolder();
  const first = await openAt(folder);
  await first.append(recordsOf('1'));
  await first.close();
  const { position } = first;
  if (position === undefined) throw new Error('a position is expected');

  const second = await openAt(folder, { resume: position });
  expect(second.position).toEqual(position);
  await second.append(recordsOf('2'));
  await second.close();
  expect(second.position?.file).toBe(position.file);
  expect((await allRecords(folder, position.file)).map(({ type }) => type)).toEqual([
    'warcinfo',
    'response',
    'request',
    'response',
    'request',
  ]);

  const gone = { file: '2026/11/gone.warc.gz', length: 5 };
  for (const more of [
    { resume: position },
    { resume: second.position ?? position, maxBytes: 10 },
    { resume: gone },
  ]) {
    const other = await openAt(folder, more);
    await other.append(recordsOf('3'));
    expect(other.position?.file).not.toBe(position.file);
  }
});

test('a record that cannot be written as WARC is refused and harms nothing', async () => {
  const folder = await freshFolder();
  const writer = await openAt(folder);
  const [answer] = recordsOf('x');
  if (answer === undefined) throw new Error('a record is expected');
  for (const headers of [
    [['X-A', 'b\r\nWARC-Type: warcinfo']],
    [['WARC-Type', 'x']],
    [['content-length', '3']],
    [['A B', 'c']],
    [['', 'c']],
  ] as const) {
    await expect(writer.append([answer, { ...answer, headers }])).rejects.toMatchObject({
      code: 'invalid',
    });
  }
  expect(writer.position).toBeUndefined();
  await writer.append([answer]);
  expect(await allRecords(folder, firstFile)).toHaveLength(2);
});

test('a closed writer takes nothing more, and closing again does nothing', async () => {
  const writer = await openAt(await freshFolder());
  expect(await writer.append([])).toEqual([]);
  await writer.append(recordsOf('x'));
  await writer.close();
  await writer.close();
  await expect(writer.append(recordsOf('y'))).rejects.toMatchObject({ code: 'internal' });
});

test('a captures path that is a file is named in the error', async () => {
  const folder = await freshFolder();
  const writer = await openAt(folder);
  await writer.append(recordsOf('x'));
  const wrong = await openAt(`${folder}/${firstFile}`);
  await expect(wrong.append(recordsOf('y'))).rejects.toThrow(firstFile);
});

const disk = await smallDisk();

test.skipIf(disk === undefined)(
  'a full disk costs the append that met it and nothing before',
  async () => {
    const folder = `${disk}/captures`;
    const writer = await openAt(folder);
    await writer.append(recordsOf('kept'));
    await writer.flush();
    const { position } = writer;
    const tooMuch = recordsOf(randomBytes(2_000_000).toString('latin1'));
    await expect(writer.append(tooMuch)).rejects.toThrow(/disk is full.*ENOSPC/);
    expect(await listWarcFiles(folder)).toEqual([position]);
    await expect(writer.append(recordsOf('small'))).rejects.toThrow('open the writer again');
    await expect(writer.flush()).rejects.toThrow('open the writer again');
    await writer.close();

    const next = await openAt(folder, position === undefined ? {} : { resume: position });
    await next.append(recordsOf('after'));
    await next.flush();
    expect(await allRecords(folder, firstFile)).toHaveLength(5);
    const fresh = await openAt(folder, { now: () => moment + 60_000 });
    await expect(fresh.append(tooMuch)).rejects.toThrow('ENOSPC');
    expect(await listWarcFiles(folder)).toEqual([next.position]);
  },
);

/** A file system of 1 MB, where this user may mount one. */
async function smallDisk(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const folder = await mkdtemp('/tmp/backissue-disk-');
  const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (mounted.status !== 0) {
    await rmdir(folder);
    return undefined;
  }
  return folder;
}

afterAll(async () => {
  if (disk === undefined) return;
  spawnSync('/bin/umount', [disk]);
  await rmdir(disk);
});

test('a file is scanned from any record on', async () => {
  const folder = await freshFolder();
  const writer = await openAt(folder);
  const locators = await writer.append(recordsOf('1', '2', '3'));
  const seen = [];
  for await (const { locator } of scanWarc(folder, firstFile, locators[2]?.offset))
    seen.push(locator);
  expect(seen).toEqual(locators.slice(2));
});
