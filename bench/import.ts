/**
 * How fast a large body of articles is brought in: capture record, extraction of the given body,
 * catalogue, search words; beside the same articles through the single steps. Reads
 * ../shared/data/articles-zh.jsonl.gz, or writes articles of its own where that is not there.
 * `npm run bench:import -- [--times N]`
 */
import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createGunzip } from 'node:zlib';
import type { ImportItem } from '../src/archive/index.ts';
import { extractFragment } from '../src/extract/index.ts';
import { type Instant, instant, type Url } from '../src/model/index.ts';
import { openArchive } from '../src/open/index.ts';
import { searchWords } from '../src/words/index.ts';

// As the command sets it, see src/cli/bin.ts.
setFlagsFromString('--semi-space-growth-factor=1');

const data = new URL('../../shared/data/articles-zh.jsonl.gz', import.meta.url);
const times = Number(process.argv[process.argv.indexOf('--times') + 1] ?? 1) || 1;

interface Line {
  readonly id: string;
  readonly outlet: string;
  readonly url: string;
  readonly title: string;
  readonly published?: string;
  readonly html?: string;
  readonly text?: string;
}

/** JSON Lines are parted by LF alone; readline would also cut at U+2028, which JSON may hold. */
async function* splitLines(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}

async function* lines(): AsyncGenerator<{ line: Line; raw: string }> {
  for (let round = 0; round < times; round += 1) {
    if (!existsSync(data)) yield* invented(round);
    else {
      const input = createReadStream(data).pipe(createGunzip());
      for await (const raw of splitLines(input)) {
        const line = JSON.parse(raw) as Line;
        yield { line: round === 0 ? line : { ...line, url: `${line.url}?round=${round}` }, raw };
      }
    }
  }
}

function* invented(round: number): Generator<{ line: Line; raw: string }> {
  for (let number = 0; number < 5000; number += 1) {
    const text = `第${number}号新闻。港口今天照常开放，渡轮每小时一班。`.repeat(30);
    const url = `https://paper.test/${round}/${number}`;
    const line = { id: `${number}`, outlet: '江湾时报', url, title: `第${number}号`, text };
    yield { line, raw: JSON.stringify(line) };
  }
}

function itemOf(line: Line, raw: string): ImportItem {
  const time = line.published === undefined ? Number.NaN : Date.parse(line.published);
  const publishedAt: Instant = instant(Number.isNaN(time) ? 0 : time);
  const html =
    line.html ??
    (line.text ?? '')
      .split('\n')
      .map((block) => `<p>${block}</p>`)
      .join('');
  return {
    path: line.id,
    outlet: { folder: line.outlet, title: line.outlet },
    url: new URL(line.url).href as Url,
    title: line.title,
    publishedAt,
    observedAt: publishedAt,
    bytes: Buffer.from(raw),
    contentType: 'application/json',
    html,
  };
}

const sizeOf = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size;

const row = (name: string, count: number, ms: number, note = ''): void =>
  console.log(
    `${name.padEnd(34)} ${String(Math.round((count * 1000) / ms)).padStart(8)}/s  ${note}`,
  );

async function step(name: string, act: (item: ImportItem) => unknown): Promise<void> {
  let count = 0;
  let spent = 0;
  for await (const { line, raw } of lines()) {
    const item = itemOf(line, raw);
    const start = performance.now();
    act(item);
    spent += performance.now() - start;
    count += 1;
    if (count >= 5000) break;
  }
  row(name, count, spent, `${count} articles`);
}

async function whole(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'backissue-bench-'));
  const archive = await openArchive({
    folder,
    mode: 'capture',
    now: () => Date.now(),
    userAgent: 'Backissue-bench/1.0 (loopback)',
  });
  const marks: { read: number; ms: number; rss: number }[] = [];
  const start = performance.now();
  let read = 0;
  async function* items(): AsyncGenerator<ImportItem> {
    for await (const { line, raw } of lines()) {
      yield itemOf(line, raw);
      read += 1;
      if (read % 1000 === 0) {
        marks.push({ read, ms: performance.now() - start, rss: process.memoryUsage.rss() });
      }
    }
  }
  const report = await archive.import(items());
  const spent = performance.now() - start;
  await archive.close();
  const mb = (bytes: number | undefined) => `${Math.round((bytes ?? 0) / 1e6)} MB`;
  row(
    'import, everything',
    report.read,
    spent,
    `${report.imported} imported, ${report.revisions} revisions, ${report.failed.length} failed`,
  );
  const slowest = marks
    .map((mark, index) => mark.ms - (marks[index - 1]?.ms ?? 0))
    .sort((a, b) => b - a)[0];
  row('  slowest thousand', 1000, slowest ?? 1);
  console.log(
    `memory: first thousand ${mb(marks[0]?.rss)}, last ${mb(marks.at(-1)?.rss)}, most ${mb(Math.max(...marks.map((mark) => mark.rss)))}`,
  );
  const articles = report.imported;
  console.log(
    `disk an article: captures ${Math.round(sizeOf(join(folder, 'captures')) / articles)} bytes, catalogue ${Math.round(sizeOf(join(folder, 'backissue.sqlite')) / articles)} bytes`,
  );
  rmSync(folder, { recursive: true });
}

await step('extraction alone', (item) => extractFragment(item));
await step('search words alone', (item) => searchWords(item.html));
await whole();
