import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { exchangeRecords, httpResponse, recoverTail } from './index.ts';
import { allRecords, exchange, firstFile, freshFolder, openAt } from './testing/samples.ts';

const body = (text: string) => exchangeRecords(exchange(text)).records.slice(0, 1);

/** A folder with one file of a warcinfo and two answers. */
async function twoAnswers(): Promise<{ folder: string; path: string; last: number; size: number }> {
  const folder = await freshFolder();
  const writer = await openAt(folder);
  await writer.append(body('first'));
  const [locator] = await writer.append(body('second'));
  await writer.close();
  if (locator === undefined) throw new Error('a locator is expected');
  const size = locator.offset + locator.length;
  return { folder, path: `${folder}/${firstFile}`, last: locator.offset, size };
}

/** These do thousands of things; a busy machine takes its time. */
const slow = { timeout: 60_000 };

test('a whole file is left alone', async () => {
  const { folder, path, last, size } = await twoAnswers();
  for (const from of [0, last, size]) {
    expect(await recoverTail(folder, firstFile, from)).toEqual({ whole: size, torn: 0 });
  }
  expect(await readdir(dirname(path))).toHaveLength(1);
});

test(
  'a record torn at any of its bytes is cut off, its bytes kept beside the file',
  slow,
  async () => {
    const { folder, path, last, size } = await twoAnswers();
    const bytes = await readFile(path);
    for (let end = last + 1; end < size; end += 1) {
      const file = `torn/${end}.warc.gz`;
      await mkdir(`${folder}/torn`, { recursive: true });
      await writeFile(`${folder}/${file}`, bytes.subarray(0, end));
      expect(await recoverTail(folder, file, end % 2 === 0 ? 0 : last)).toEqual({
        whole: last,
        torn: end - last,
      });
      expect(await readFile(`${folder}/${file}`)).toEqual(bytes.subarray(0, last));
      expect(await readFile(`${folder}/${file}.torn-${last}`)).toEqual(bytes.subarray(last, end));
    }
  },
);

test('a file torn in its first record is empty, and a writer begins it again', async () => {
  const { folder, path } = await twoAnswers();
  await truncate(path, 50);
  expect(await recoverTail(folder, firstFile, 0)).toEqual({ whole: 0, torn: 50 });
  const writer = await openAt(folder, { resume: { file: firstFile, length: 0 } });
  await writer.append(body('again'));
  expect((await allRecords(folder, firstFile)).map(({ type }) => type)).toEqual([
    'warcinfo',
    'response',
  ]);
});

test('a tail of zeros, which a power cut may leave, is cut off', async () => {
  const { folder, path, size } = await twoAnswers();
  await appendFile(path, Buffer.alloc(4096));
  expect(await recoverTail(folder, firstFile, size)).toEqual({ whole: size, torn: 4096 });
});

test('a file torn twice at one place keeps both tails', async () => {
  const { folder, path, size } = await twoAnswers();
  for (const tail of ['one', 'two']) {
    await appendFile(path, tail);
    await recoverTail(folder, firstFile, size);
  }
  expect(await readFile(`${path}.torn-${size}`, 'utf8')).toBe('one');
  expect(await readFile(`${path}.torn-${size}.2`, 'utf8')).toBe('two');
});

test('a forged record inside a torn page does not become a record of the archive', async () => {
  const { folder, path, size } = await twoAnswers();
  const forged = await readFile(path);
  const writer = await openAt(folder, { resume: { file: firstFile, length: size } });
  // A body that cannot be compressed is stored as it is, so whole gzip members stand in the file.
  const page = Buffer.concat([randomBytes(200_000), forged, randomBytes(200_000)]);
  await writer.append(exchangeRecords(exchange(page)).records.slice(0, 1));
  await writer.close();
  expect((await readFile(path)).indexOf(forged, size)).toBeGreaterThan(size);
  await truncate(path, (writer.position?.length ?? 0) - 300);
  expect((await recoverTail(folder, firstFile, size)).whole).toBe(size);
  const answers = (await allRecords(folder, firstFile)).slice(1);
  expect(answers.map((one) => Buffer.from(httpResponse(one).body).toString())).toEqual([
    'first',
    'second',
  ]);
});

test('a file shorter than was on record, or gone, is an error that says so', async () => {
  const { folder, size } = await twoAnswers();
  await expect(recoverTail(folder, firstFile, size + 1)).rejects.toMatchObject({ code: 'corrupt' });
  await expect(recoverTail(folder, 'gone.warc.gz', 0)).rejects.toMatchObject({ code: 'not-found' });
});
