import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { ImportItem } from '../src/archive/index.ts';
import { instant, type Url } from '../src/model/index.ts';
import { exportSite } from '../src/site/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { bytesBelow } from './site-bytes.ts';
import { readWacz } from './wacz-reader.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const time = clock();
const rooms: ReturnType<typeof scratch>[] = [];
afterAll(() => {
  for (const room of rooms) room.clear();
});

const item = (month: number, day: number, hour = 1): ImportItem => ({
  path: `${month}-${day}-${hour}.html`,
  outlet: { folder: 'harbour', title: 'Harbour' },
  url: `https://harbour.test/${month}/${day}/${hour}` as Url,
  title: `第 ${month}-${day} 号渡轮`,
  observedAt: instant(Date.UTC(2026, month - 1, day, hour)),
  bytes: new TextEncoder().encode(`ferry of ${month}-${day}-${hour}`),
  contentType: 'text/html',
  html: `<p>${month} 月 ${day} 日 ${hour} 时的渡轮照常开。</p>`,
});

async function archiveOf(...given: ImportItem[]) {
  const room = scratch();
  rooms.push(room);
  const archive = await openForTest(room.folder, time.now);
  const add = (...more: ImportItem[]) =>
    archive.import(
      (async function* () {
        yield* more;
      })(),
    );
  await add(...given);
  const path = (name: string) => join(room.folder, name);
  const exported = (name: string, mostBytes: number | undefined = 1_000_000) =>
    exportSite(archive, path(name), {
      ...{ title: 'Harbour', timeZone: 'UTC', locale: 'en', version: 'test' },
      ...(mostBytes > 0 && { captures: { mostBytes } }),
    });
  const listed = (name: string): string[] =>
    JSON.parse(readFileSync(path(`${name}/captures/index.json`), 'utf8')).files.map(
      (file: { path: string }) => file.path,
    );
  return { add, archive, path, exported, listed };
}

test('captures lie in a file for each month, and for each day of the newest', async () => {
  const { archive, exported, listed, path } = await archiveOf(
    ...[item(8, 3), item(8, 30), item(9, 1), item(10, 5), item(10, 6)],
  );
  const { failed } = await exported('site');
  expect(failed).toEqual([]);
  expect(listed('site')).toEqual([
    ...['captures/2026-08.wacz', 'captures/2026-09.wacz'],
    ...['captures/2026-10-05.wacz', 'captures/2026-10-06.wacz'],
  ]);
  const about = readFileSync(path('site/about.html'), 'utf8');
  for (const file of listed('site')) expect(about).toContain(`href="${file}"`);
  expect(await exported('site')).toMatchObject({ written: 0, removed: 0 });
  await exported('other');
  expect(bytesBelow(path('other'))).toEqual(bytesBelow(path('site')));
  await archive.close();
});

test('what comes changes the file of its day, and a month that is over becomes one', async () => {
  const { add, archive, exported, listed, path } = await archiveOf(
    item(8, 3),
    item(9, 1),
    item(9, 2),
  );
  await exported('site');
  const before = bytesBelow(path('site'));
  await add(item(9, 2, 5));
  const { changedPaths } = await exported('site');
  const changed = changedPaths.filter((one) => one.startsWith('captures/'));
  expect(changed).toEqual(['captures/index.json', 'captures/2026-09-02.wacz']);
  expect(bytesBelow(path('site')).get('captures/2026-08.wacz')).toBe(
    before.get('captures/2026-08.wacz'),
  );
  await add(item(10, 1));
  await exported('site');
  expect(listed('site')).toEqual([
    ...['captures/2026-08.wacz', 'captures/2026-09.wacz', 'captures/2026-10-01.wacz'],
  ]);
  expect(existsSync(path('site/captures/2026-09-02.wacz'))).toBe(false);
  await exported('fresh');
  expect(bytesBelow(path('fresh'))).toEqual(bytesBelow(path('site')));
  await archive.close();
});

test('a month that is larger than wanted is divided, down to hours; without them none is kept', async () => {
  const { archive, exported, listed, path } = await archiveOf(
    ...[item(8, 3, 1), item(8, 3, 2), item(8, 4), item(9, 1)],
  );
  await exported('site', 1);
  expect(listed('site')).toEqual([
    ...['captures/2026-08-03T01.wacz', 'captures/2026-08-03T02.wacz'],
    ...['captures/2026-08-04T01.wacz', 'captures/2026-09-01T01.wacz'],
  ]);
  await exported('site', 0);
  expect(existsSync(path('site/captures'))).toBe(false);
  expect(readFileSync(path('site/about.html'), 'utf8')).not.toContain('WACZ');
  await archive.close();
});

test('what was taken down is in no file of captures', async () => {
  const { archive, exported, path } = await archiveOf(item(8, 3), item(8, 4), item(9, 1));
  await exported('site');
  const [gone] = await archive.articles({ oldestFirst: true, limit: 1 });
  const replayed = async () => {
    const wacz = await readWacz(path('site/captures/2026-08.wacz'));
    const answers = wacz.index.map((line) => wacz.record(line));
    return (await Promise.all(answers)).map(({ payload }) => Buffer.from(payload).toString());
  };
  const [own, other] = ['ferry of 8-3-1', 'ferry of 8-4-1'];
  expect(await replayed()).toEqual([own, other]);
  await archive.takeDown(gone?.id ?? '', { reason: 'court' });
  await exported('site');
  expect(await replayed()).toEqual([other]);
  await exported('fresh');
  expect(bytesBelow(path('fresh'))).toEqual(bytesBelow(path('site')));
  await archive.close();
});
