import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { ImportItem } from '../src/archive/index.ts';
import { instant, type Url } from '../src/model/index.ts';
import { exportSite } from '../src/site/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { bytesBelow } from './site-bytes.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const time = clock();
const rooms: ReturnType<typeof scratch>[] = [];
afterAll(() => {
  for (const room of rooms) room.clear();
});

/** An archive with so many articles, and what to write it with. */
async function archiveOf(articles: number) {
  const room = scratch();
  rooms.push(room);
  const archive = await openForTest(room.folder, time.now);
  await archive.import(items(1, articles));
  const path = (name: string) => join(room.folder, name);
  const exported = (name: string) =>
    exportSite(archive, path(name), {
      ...{ title: 'Harbour', timeZone: 'UTC', locale: 'en', version: 'test' },
    });
  const sameAs = async (name: string) => {
    await exported(name);
    expect(bytesBelow(path('site'))).toEqual(bytesBelow(path(name)));
  };
  return { archive, path, exported, sameAs };
}

const item = (number: number, text: string, hour: number): ImportItem => ({
  path: `${number}-${hour}.html`,
  outlet: { folder: 'harbour', title: 'Harbour' },
  url: `https://harbour.test/${number}` as Url,
  title: `第 ${number} 号渡轮`,
  publishedAt: instant(Date.UTC(2026, 8, 1, number)),
  observedAt: instant(Date.UTC(2026, 8, 1, number + hour)),
  bytes: new TextEncoder().encode(`${number} ${text}`),
  contentType: 'text/html',
  html: `<p>${text}</p>`,
});

const words = ['北港', '南岛', '灯塔', '栈桥', '码头', '渔市', '船坞', '风浪', '潮水'];
const textOf = (number: number): string =>
  `第 ${number} 天，${words[number % 9]}和${words[(number * 5) % 7]}之间的渡轮照常开，票价 ${number * 3} 元。`;

async function* items(from: number, to: number): AsyncGenerator<ImportItem> {
  for (let number = from; number <= to; number += 1) yield item(number, textOf(number), 0);
}

const searchFiles = (paths: readonly string[]) =>
  paths.filter((path) => path.startsWith('search/')).sort();

function segmentsIn(path: string): (string | number | undefined)[] {
  const index = readFileSync(path, 'utf8');
  const listed = index.slice('backissue.index('.length, index.indexOf(']],') + 2);
  return (JSON.parse(listed) as (string | number)[][]).map(([, , , name]) => name);
}

test('an article more touches a handful of files of the index, which is then as if made at once', async () => {
  const { archive, exported, path, sameAs } = await archiveOf(31);
  await exported('site');
  expect(segmentsIn(path('site/search/index.js'))).toEqual(['0.8', '8.8', '16.8', 'new']);
  await archive.import(items(32, 32));
  await exported('site');
  expect(segmentsIn(path('site/search/index.js'))).toEqual(['0.32']);
  await archive.import(items(33, 33));
  const { changedPaths } = await exported('site');
  const told = 'search/told/0/4.js';
  expect(searchFiles(changedPaths)).toEqual(['search/index.js', 'search/new/0.js', told]);
  await sameAs('fresh');
  await archive.close();
});

test('a hit shows the beginning of its text as lists do, with a mark where it goes on', async () => {
  const { archive, exported, path } = await archiveOf(8);
  const long = `${textOf(9)}${'渡轮在风浪里走。'.repeat(30)}`;
  await archive.import(
    (async function* () {
      yield item(9, long, 0);
    })(),
  );
  await exported('site');
  const told = readFileSync(path('site/search/told/0/1.js'), 'utf8');
  const [article] = await archive.articles({ limit: 1 });
  expect(article?.lead).toMatch(/^第 9 天.*…$/);
  expect(told).toContain(`\\"zh-Hans\\",\\"${article?.lead}\\"]`);
  expect(readFileSync(path('site/search/told/0/0.js'), 'utf8')).not.toContain('…');
  await archive.close();
});

test('an edit adds to the index and leaves what was written of the article', async () => {
  const { archive, exported, sameAs } = await archiveOf(33);
  await exported('site');
  await archive.import(
    (async function* () {
      yield item(3, '第 3 天，北港的渡轮停航，票价退回，旅客请改乘公共汽车前往南岛。', 900);
    })(),
  );
  const { changedPaths } = await exported('site');
  expect(searchFiles(changedPaths)).toEqual([
    'search/index.js',
    'search/new/0.js',
    'search/told/0/0.js',
    'search/told/0/4.js',
  ]);
  await sameAs('fresh');
  await archive.close();
});

test('a piece that somebody altered is not built upon', async () => {
  const { archive, exported, path, sameAs } = await archiveOf(31);
  await exported('site');
  writeFileSync(path('site/search/8.8/0.js'), 'backissue.terms("8.8",0,"x A");\n');
  await archive.import(items(32, 32));
  await exported('site');
  await sameAs('fresh');
  await archive.close();
});
