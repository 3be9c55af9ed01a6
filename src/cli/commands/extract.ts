import { createReadStream, existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Adder, Flags } from '../adder.ts';
import { type AskedPage, type TakenPage, takePage } from '../extract/asked-page.ts';
import { startCrew } from '../extract/extract-crew.ts';
import { inOrder } from '../extract/in-order.ts';
import { numberedLines } from '../extract/json-lines.ts';
import { learnedPages } from '../extract/learned-pages.ts';
import { pageAnswer } from '../extract/page-answer.ts';
import { jsonLine } from '../plain-terminal.ts';
import { optional, type Session } from '../session.ts';
import { usageError } from '../usage-error.ts';

export function addExtractCommand(add: Adder): void {
  add(
    'extract [path...]',
    'JSON Lines {id,url,html} in, {id,title,author,published,text} out; or pages in files',
    extract,
  )
    .option('--explain', 'tell all dates, all that was cut and why, kind, paywall, tags, pictures')
    .option('--format <text|html>', 'html adds the clean HTML and its pictures (default: text)')
    .option('--url <url>', 'where a page in a file came from; links are read from there')
    .option('--learn', 'cut what the pages of one host repeat; answers when all are read')
    .option('--workers <n>', 'threads that extract (default: one less than there are cores)');
}

/** Pages in a row that a worker may be given before the first of them is printed. */
const ahead = 4;

/** One answer a line, in order; a page that cannot be read is answered with its error. */
async function extract(session: Session, paths: readonly string[], flags: Flags): Promise<void> {
  const options = {
    explain: flags['explain'] === true,
    html: formatOf(flags['format']) === 'html',
  };
  const asked = askedPages(session, paths, addressOf(flags['url']));
  const workers = workersOf(flags['workers']);
  // Read here too where threads read them again, so that their faults are told once.
  const rules = await session.siteRules();
  const crew =
    workers > 1 ? startCrew(workers, optional('siteRules', session.config.siteRules)) : undefined;
  const taken =
    crew === undefined
      ? inOrder(asked, 1, async (page) => takePage(page, rules))
      : inOrder(asked, workers * ahead, crew.take);
  try {
    for await (const page of flags['learn'] === true ? learnedPages(taken) : taken) {
      tell(session, page, options);
    }
  } finally {
    await crew?.close();
  }
}

function tell(session: Session, page: TakenPage, options: Parameters<typeof pageAnswer>[1]): void {
  if ('error' in page) session.exit(1);
  session.terminal.out(jsonLine(pageAnswer(page, options)));
}

/** The pages of stdin where no file is named; a file is one page, or JSON Lines by its name. */
async function* askedPages(
  session: Session,
  paths: readonly string[],
  url: string | undefined,
): AsyncGenerator<AskedPage> {
  if (paths.length === 0) yield* askedLines(session, session.terminal.input);
  for (const path of paths) {
    if (session.terminal.stop.aborted) return;
    const hasLines = /\.(?:jsonl|ndjson)$/i.test(path) && existsSync(path);
    if (hasLines) yield* askedLines(session, createReadStream(path));
    else yield { kind: 'file', path, url };
  }
}

async function* askedLines(
  { terminal }: Session,
  input: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<AskedPage> {
  for await (const line of numberedLines(input)) {
    if (terminal.stop.aborted) return;
    yield { kind: 'line', ...line };
  }
}

function formatOf(given: Flags[string]): 'text' | 'html' {
  if (given === undefined || given === 'text') return 'text';
  if (given === 'html') return 'html';
  throw usageError(`--format is ${String(given)}; extract takes text or html.`);
}

function addressOf(given: Flags[string]): string | undefined {
  if (given === undefined) return undefined;
  const url = URL.parse(String(given));
  if (url !== null && /^https?:$/.test(url.protocol)) return url.href;
  throw usageError(
    `--url is ${String(given)}; it takes an address such as https://news.example/story.`,
  );
}

const mostWorkers = 64;

function workersOf(given: Flags[string]): number {
  if (given === undefined) return Math.max(1, availableParallelism() - 1);
  const workers = Number(given);
  if (Number.isInteger(workers) && workers >= 1 && workers <= mostWorkers) return workers;
  throw usageError(`--workers is ${String(given)}; it takes a number from 1 to ${mostWorkers}.`);
}
