import { copyFileSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { instant, type Url } from '../src/model/index.ts';
import { exportSite } from '../src/site/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { bytesBelow } from './site-bytes.ts';

vi.setConfig({ testTimeout: 60_000 });
const room = scratch();
afterAll(room.clear);

const path = (name: string): string => join(room.folder, name);
const archive = await openForTest(path('archive'), clock().now);
afterAll(() => archive.close());
await archive.import(
  (async function* () {
    for (const [at, text] of ['渡轮照常开往南岛。', '灯塔夜里亮着。', '渔市六点开门。'].entries()) {
      yield {
        ...{ path: `${at}.html`, outlet: { folder: 'harbour', title: 'Harbour' } },
        ...{ url: `https://harbour.test/${at}` as Url, title: `第 ${at} 号` },
        publishedAt: instant(Date.UTC(2026, 8, 1 + at)),
        observedAt: instant(Date.UTC(2026, 8, 2 + at)),
        ...{ bytes: new TextEncoder().encode(text), contentType: 'text/html' },
        html: `<p>${text}</p>`,
      };
    }
  })(),
);

const exported = (name: string, title = 'Harbour') =>
  exportSite(archive, path(name), {
    ...{ title, timeZone: 'UTC', locale: 'en', version: 'test' },
  });
const state = '.backissue-site.jsonl';

await exported('fresh');
const fresh = bytesBelow(path('fresh'));
const pages = [...fresh.keys()].filter((one) => one.startsWith('article/'));
const [one = '', other = '', third = ''] = pages;

test('a page that somebody altered, replaced or removed is written again by the next export', async () => {
  await exported('site');
  writeFileSync(path(`site/${one}`), 'another');
  const page = readFileSync(path(`site/${other}`), 'utf8');
  writeFileSync(path(`site/${other}`), page.replace('</p>', '</q>'));
  rmSync(path(`site/${third}`));
  const { changedPaths } = await exported('site');
  expect(changedPaths).toEqual(pages);
  expect(bytesBelow(path('site'))).toEqual(fresh);
  expect((await exported('site')).written).toBe(0);
});

test('a page that was only touched stays, and is not read at every export from then on', async () => {
  await exported('touched');
  utimesSync(path(`touched/${one}`), 1, 1);
  expect((await exported('touched')).written).toBe(0);
  expect(readFileSync(path(`touched/${state}`), 'utf8')).toContain('"changedAt":1000}');
});

test('a byte that turned unnoticed, size and time as they were, is found within 256 exports', async () => {
  await exported('rotten');
  const file = path(`rotten/${one}`);
  const { atimeMs, mtimeMs } = statSync(file);
  const bytes = readFileSync(file);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  utimesSync(file, atimeMs / 1000, mtimeMs / 1000);
  const isMended = () => readFileSync(file).equals(readFileSync(path(`fresh/${one}`)));
  await exported('rotten');
  expect(isMended()).toBe(false);
  // Each byte of the 256 that a digest can begin with has its turn.
  const turn = Number.parseInt(fresh.get(one)?.slice(0, 2) ?? '', 16);
  const noted = readFileSync(path(`rotten/${state}`), 'utf8');
  expect(noted).toContain('"turn":2}');
  writeFileSync(path(`rotten/${state}`), noted.replace('"turn":2}', `"turn":${turn}}`));
  await exported('rotten');
  expect(bytesBelow(path('rotten'))).toEqual(fresh);
});

test('nothing stays of an export with other settings that was killed before its end', async () => {
  await exported('killed');
  copyFileSync(path(`killed/${state}`), path('state'));
  await exported('killed', 'Another title');
  // What is remembered is written last.
  copyFileSync(path('state'), path(`killed/${state}`));
  await exported('killed');
  expect(bytesBelow(path('killed'))).toEqual(fresh);
});
