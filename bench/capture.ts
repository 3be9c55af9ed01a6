/**
 * How fast articles are archived end to end: feeds polled, pages fetched over HTTP on loopback,
 * articles cut out, records written and flushed, catalogue and search words committed; with the
 * images of the articles off and on. Pages are 30 to 150 KB, half English, half Chinese, sent in gzip.
 * Every paper has a host name of its own, so that politeness (no gap here) does not decide.
 * `npm run bench:capture [-- PAGES]` (default 5000; set TMPDIR=/dev/shm where /tmp is slow)
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

import type { Url } from '../src/model/index.ts';

// As the command sets it: see src/cli/bin.ts.
setFlagsFromString('--semi-space-growth-factor=1');
const { openArchive } = await import('../src/open/index.ts');

const pages = Number(process.argv[2] ?? 5000);
const hosts = 50;

const lookup: LookupFunction = (_host, options, done) => {
  if (options.all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

const sizeOf = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size;

const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;

async function measure(images: boolean): Promise<void> {
  const server = fork(new URL('capture-server.ts', import.meta.url), [
    String(hosts),
    String(Math.ceil(pages / hosts)),
  ]);
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const folder = mkdtempSync(join(tmpdir(), 'backissue-bench-'));
  const archive = await openArchive({
    folder,
    mode: 'capture',
    now: () => Date.now(),
    userAgent: 'Backissue-bench/1.0 (loopback)',
    hostGapMs: 0,
    images,
    lookup,
    robots: false,
  });
  for (let host = 0; host < hosts; host += 1) {
    const url = `http://h${host}.paper.test:${port}/feed.xml`;
    await archive.subscribe({ url: url as Url, title: `Paper ${host}`, allowPrivate: true });
  }
  let rss = 0;
  const watch = setInterval(() => {
    rss = Math.max(rss, process.memoryUsage.rss());
  }, 50);
  const cpu = process.cpuUsage();
  const start = performance.now();
  const report = await archive.fetch({ all: true });
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  clearInterval(watch);
  await archive.close();
  server.send('stop');
  const [sent] = (await once(server, 'message')) as [
    { pages: number; raw: number; wire: number; images: number; imageBytes: number },
  ];
  const captures = sizeOf(join(folder, 'captures'));
  const catalogue = sizeOf(join(folder, 'backissue.sqlite'));
  const rows: readonly [string, string][] = [
    ['articles', `${report.articles} of ${sent.pages} pages, ${report.failed.length} failed`],
    ['articles a second', (report.articles / seconds).toFixed(1)],
    ['captures a second', (report.captured / seconds).toFixed(1)],
    ['CPU an article', `${((used.user + used.system) / 1000 / report.articles).toFixed(1)} ms`],
    ['most resident memory', `${Math.round(rss / 1e6)} MB`],
    [
      'a page as it is',
      `${kb(sent.raw / sent.pages)}, ${kb(sent.wire / sent.pages)} as it was sent`,
    ],
    ['images an article', `${kb(sent.imageBytes / sent.pages)}`],
    ['captures on disk an article', kb(captures / report.articles)],
    ['catalogue an article', kb(catalogue / report.articles)],
  ];
  console.log(`images ${images ? 'on' : 'off'}`);
  for (const [name, value] of rows) console.log(`  ${name.padEnd(30)}${value}`);
  rmSync(folder, { recursive: true });
}

await measure(false);
await measure(true);
