/**
 * How fast the catalogue is made again, in what memory, and whether it is the same: an archive is
 * made of pages written for it, by the very functions that archive pages, over an HTTP client that
 * needs no network; then its catalogue is made again with `backissue rebuild` in a process of its own,
 * once with the catalogue before at hand and once of the captures alone.
 * `npm run bench:rebuild -- [--captures N]`
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArchive } from '../src/archive/index.ts';
import { sha256 } from '../src/digest/index.ts';
import type { HttpAnswer, HttpClient } from '../src/http/index.ts';
import { type Header, instant, type Url } from '../src/model/index.ts';
import { rebuildArchive } from '../src/open/index.ts';
import { beginRebuilding, openSqliteStore } from '../src/store/sqlite/index.ts';
import { openWarcWriter } from '../src/warc/index.ts';
import { draws } from '../test/draws.ts';
import { peakMemory } from './peak-memory.ts';

const sites = 40;
/** Of a hundred captures so many are of a page that is looked at again. */
const again = 35;
const words =
  'harbour ferry council bridge winter market school river train storm light garden museum doctor island tower kitchen library mountain window paper engine letter valley quay mill church anchor meadow captain baker station ticket winter lantern'.split(
    ' ',
  );
let clock = Date.UTC(2026, 0, 1);
const now = () => clock;

/** An article page of its own words, amid what its site repeats; `version` is how often it was edited,
 * `look` how often it was asked for. */
function page(number: number, version: number, look: number): string {
  const draw = draws(number);
  const word = () => words[Math.floor(draw() * words.length)] ?? '';
  const sentence = () =>
    `The ${word()} of the ${word()} ${Math.floor(draw() * 900)} was told about the ${word()} near the ${word()}, and the ${word()} of ${word()} agreed.`;
  const paragraphs = Array.from(
    { length: 5 + Math.floor(draw() * 8) },
    () => `<p>${[1, 2, 3, 4].map(sentence).join(' ')}</p>`,
  );
  const title = `The ${word()} and the ${word()}: report ${number}`;
  const edit = version === 0 ? '' : `<p>This report was told more of ${version} times since.</p>`;
  const site = number % sites;
  const menu = words.slice(0, 20).map((one) => `<li><a href="/section/${one}">${one}</a></li>`);
  return `<!doctype html><html lang="en"><head><title>${title} - Paper ${site}</title><meta property="og:type" content="article"><meta property="article:published_time" content="${new Date(Date.UTC(2025, 0, 1) + number * 60_000).toISOString()}"></head><body><header><nav><ul>${menu.join('')}</ul></nav></header><main><article><h1>${title}</h1><p>${3 + (look % 3)} min read</p>${paragraphs.join('')}${edit}<p>Paper ${site} stays with its readers day and night, in the ${words[site % 24]} as in the ${words[(site * 5) % 24]}, in all weathers.</p><p>${look * 17 + number} views</p></article><aside><h2>Most read</h2><ul>${[1, 2, 3].map((at) => `<li><a href="/2026/report-${number + look * 40 + at * 40}">Another report, number ${number + look + at}</a></li>`).join('')}</ul></aside></main><footer>© 2026 Paper ${site}</footer></body></html>`;
}

const addressOf = (number: number): Url =>
  `https://paper-${number % sites}.example/2026/report-${number}` as Url;

/** Answers at once what a page is now. */
function client(answer: (url: Url) => string): HttpClient {
  const headers: readonly Header[] = [['Content-Type', 'text/html; charset=utf-8']];
  return {
    fetch: async ({ url }): Promise<HttpAnswer> => {
      const body = Buffer.from(answer(url));
      const hop = {
        url,
        status: 200,
        statusText: 'OK',
        httpVersion: '1.1',
        requestHeaders: [['Host', new URL(url).host]] as const,
        responseHeaders: headers,
        body,
        startedAt: instant(clock),
      };
      return { askedUrl: url, finalUrl: url, hops: [hop], status: 200, headers, content: body };
    },
    post: () => Promise.reject(new TypeError('nothing is posted')),
    close: async () => {},
  };
}

/** Archives so many pages, every third of them again: the same, with other counters, or edited. */
async function make(folder: string, count: number): Promise<void> {
  const file = join(folder, 'backissue.sqlite');
  const captures = join(folder, 'captures');
  // Without waiting for the disk: what is measured is the rebuild.
  const making = await beginRebuilding(file);
  const writer = await openWarcWriter({ folder: captures, now, software: 'bench' });
  const states = new Map<number, { version: number; look: number }>();
  const archive = await createArchive({
    store: { ...making.store, close: async () => {} },
    http: client((url) => {
      const number = Number(/\d+$/.exec(url)?.[0]);
      const { version, look } = states.get(number) ?? { version: 0, look: 0 };
      return page(number, version, look);
    }),
    captures,
    openWarc: async () => ({
      append: (records) => writer.append(records),
      flush: async () => {},
      leave: () => writer.leave(),
      close: () => writer.close(),
      get position() {
        return writer.position;
      },
    }),
    now,
    images: false,
  });
  const draw = draws(1);
  let articles = 0;
  for (let at = 0; at < count; at += 1) {
    clock += 7_000;
    let number = articles;
    if (articles > 100 && draw() * 100 < again) {
      number = Math.floor(draw() * articles);
      const state = states.get(number) ?? { version: 0, look: 0 };
      const what = draw();
      if (what < 0.1) state.version += 1;
      if (what < 0.6) state.look += 1;
      states.set(number, state);
    } else articles += 1;
    await archive.capture(addressOf(number));
  }
  await archive.close();
  await making.seal();
  renameSync(`${file}.new`, file);
}

/** A digest over every article and revision, and how many there are. */
async function digestOf(folder: string): Promise<string> {
  const store = await openSqliteStore({ file: join(folder, 'backissue.sqlite'), readOnly: true });
  let digest = '';
  let revisions = 0;
  let articles = 0;
  for (let after: number | undefined; ; ) {
    const part = await store.recordedAfter(after, 500);
    if (part.articles.length === 0) break;
    after = part.last;
    for (const article of part.articles) {
      const chain = await store.revisions(article.id);
      const whole = await Promise.all(chain.map(({ id }) => store.revision(id)));
      const keys = (await store.keysOf(article.id))
        .map(({ key }) => key)
        .sort((one, other) => (one < other ? -1 : 1));
      digest = sha256(JSON.stringify([digest, article, keys, whole]));
      articles += 1;
      revisions += chain.length;
    }
  }
  await store.close();
  return `${digest.slice(0, 16)} (${articles} articles, ${revisions} revisions)`;
}

/** Rebuilds in a process of its own, so that its memory is its own. */
async function rebuiltApart(folder: string): Promise<{ seconds: number; megabytes: number }> {
  const child = spawn(process.execPath, [import.meta.filename, '--rebuild', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const part of child.stdout) said += part;
  return JSON.parse(said);
}

async function rebuildHere(folder: string): Promise<void> {
  const start = performance.now();
  await rebuildArchive({ folder, now: Date.now });
  const seconds = (performance.now() - start) / 1000;
  const megabytes = peakMemory();
  console.log(JSON.stringify({ seconds, megabytes }));
}

async function main(): Promise<void> {
  const count = Number(process.argv[process.argv.indexOf('--captures') + 1]) || 50_000;
  const folder = mkdtempSync(join(tmpdir(), 'backissue-bench-'));
  try {
    const start = performance.now();
    await make(folder, count);
    const making = (performance.now() - start) / 1000;
    console.log(`archived: ${count} captures in ${making.toFixed(0)} s`);
    const before = await digestOf(folder);
    console.log(`live      ${before}`);
    for (const how of ['beside the catalogue before', 'of captures alone']) {
      if (how === 'of captures alone') {
        for (const end of ['', '-wal', '-shm']) {
          rmSync(join(folder, `backissue.sqlite${end}`), { force: true });
        }
      }
      const { seconds, megabytes } = await rebuiltApart(folder);
      const after = await digestOf(folder);
      const same = after === before ? 'identical' : 'DIFFERENT';
      console.log(
        `rebuilt   ${after}: ${same}, ${how}: ${Math.round(count / seconds)} captures a second, ${megabytes} MB at most`,
      );
    }
  } finally {
    if (!process.argv.includes('--keep')) rmSync(folder, { recursive: true, force: true });
    else console.log(folder);
  }
}

const apart = process.argv.indexOf('--rebuild');
if (apart > 0) await rebuildHere(process.argv[apart + 1] ?? '');
else await main();
