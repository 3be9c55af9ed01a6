import { readFileSync, rmSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ArchiveError } from '../model/index.ts';
import {
  type CapturePlace,
  exchangeRecords,
  listWarcFiles,
  openRecordCopier,
  readRecord,
  rewriteWarc,
  scanWarc,
} from './index.ts';
import { exchange, firstFile, freshFolder, openAt } from './testing/samples.ts';

/** A folder with one file, and a place where that file lies elsewhere alone. */
async function moved() {
  const folder = await freshFolder();
  const writer = await openAt(folder);
  const { records } = exchangeRecords(exchange('the ferry'));
  const [locator] = await writer.append([...records, ...exchangeRecords(exchange('two')).records]);
  await writer.close();
  if (locator === undefined) throw new Error('a record is expected');
  const path = `${folder}/${firstFile}`;
  const read: number[] = [];
  const place: CapturePlace = { folder: await freshFolder(), elsewhere: elsewhereIn(folder, read) };
  return { folder, place, locator, read, length: statSync(path).size, first: records[0] };
}

/** As a bucket has it: every reading is one of a stretch. */
function elsewhereIn(folder: string, asked: number[]): Exclude<CapturePlace, string>['elsewhere'] {
  const whole = (file: string) => {
    try {
      return readFileSync(`${folder}/${file}`);
    } catch {
      throw new ArchiveError('unreachable', `${file} is with another worker.`);
    }
  };
  return {
    list: async () => listWarcFiles(folder),
    open: (file) =>
      ({
        size: async () => whole(file).length,
        async read(buffer: Buffer, offset: number, length: number, position: number) {
          asked.push(length);
          const bytesRead = whole(file).copy(buffer, offset, position, position + length);
          return { bytesRead, buffer };
        },
        close: async () => {},
      }) as never,
  };
}

test('a record that lies elsewhere is read, scanned and copied as if it lay in the folder', async () => {
  const { folder, place, locator, read, length, first } = await moved();
  expect(await readRecord(place, locator)).toEqual(first);
  expect(read).toEqual([locator.length]);
  expect(await listWarcFiles(place)).toEqual([{ file: firstFile, length }]);
  const ids = async (where: CapturePlace) => {
    const found: string[] = [];
    for await (const { record } of scanWarc(where, firstFile)) found.push(record.id);
    return found;
  };
  expect(await ids(place)).toEqual(await ids(folder));
  const [copier, near] = [openRecordCopier(place), openRecordCopier(folder)];
  expect(await copier.copy(locator)).toEqual(await near.copy(locator));
  await copier.close();
  await near.close();
});

test('what lies elsewhere is written anew into the folder, which is read first from then on', async () => {
  const { folder, place, locator, length } = await moved();
  const { changed, moved: now } = await rewriteWarc(
    ...([place, { file: firstFile, length }, 'x-r1.warc.gz'] as const),
    async (record) =>
      record.type === 'request' ? { ...record, block: Buffer.from('') } : undefined,
  );
  expect(changed).toBe(2);
  rmSync(`${folder}/${firstFile}`);
  const there = now.get(locator.offset);
  if (there === undefined) throw new Error('a record is expected');
  expect((await readRecord(place, { file: 'x-r1.warc.gz', ...there })).type).toBe('response');
  const gone = readRecord(place, locator);
  await expect(gone).rejects.toMatchObject({ code: 'unreachable' });
});

test('a locator beyond the end of what lies elsewhere is damage', async () => {
  const { place, locator, length } = await moved();
  const beyond = readRecord(place, { ...locator, offset: length - 5 });
  await expect(beyond).rejects.toThrow(`the file has ${length} bytes`);
});
