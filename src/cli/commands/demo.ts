import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Archive, FetchReport } from '../../archive/index.ts';
import { type Demo, startDemo } from '../../demo/index.ts';
import { ArchiveError } from '../../model/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { listen, stopped } from '../listening.ts';
import { failureLines, type Session, tellEvent } from '../session.ts';
import { wholeNumber } from '../whole-number.ts';

export function addDemoCommand(add: Adder): void {
  add('demo', 'a small newspaper on loopback, followed, edited and archived before your eyes', demo)
    .option('--keep', 'archive into --archive instead of a folder that is thrown away')
    .option('--editions <N>', 'how many editions are archived (default: 3); more are in its plot')
    .option('--once', 'end after the last edition instead of serving the reader');
}

async function demo(session: Session, _operands: readonly string[], flags: Flags): Promise<void> {
  const folder =
    flags['keep'] === true ? undefined : mkdtempSync(join(tmpdir(), 'backissue-demo-'));
  const newspaper = await startDemo({ now: session.terminal.now });
  const own = { hostGapMs: 0, ...(folder === undefined ? {} : { folder }) };
  try {
    await session.withArchive('capture', (archive) => show(session, archive, newspaper, flags), {
      ...own,
      onEvent: (event) => {
        if (!session.json) tellEvent(session.terminal, event);
      },
    });
  } finally {
    await newspaper.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Follows the newspaper, fetches every edition, tells of each, and serves the reader. */
async function show(
  session: Session,
  archive: Archive,
  newspaper: Demo,
  flags: Flags,
): Promise<void> {
  const say = (line: string) => (session.json ? undefined : session.terminal.out(`${line}\n`));
  say(`A newspaper of two outlets is out at ${newspaper.url}`);
  await followDemo(archive, newspaper);
  const last = wholeNumber(flags['editions'], '--editions') ?? newspaper.editions;
  const passes: { edition: number; report: FetchReport }[] = [];
  for (let edition = newspaper.edition; ; edition = newspaper.publishNextEdition()) {
    say(`\nEdition ${edition}`);
    const report = await archive.fetch({ all: true, signal: session.terminal.stop });
    passes.push({ edition, report });
    say(
      `${report.entries} entries, ${report.captured} captures: ${report.articles} new articles, ${report.edited} edited, ${report.absences} not served at this look.`,
    );
    for (const line of failureLines(report.failed)) say(line);
    if (edition >= last) break;
  }
  if (flags['once'] === true) {
    session.answer({ url: null, passes }, () => []);
    return;
  }
  const reader = await listenAnywhere(session, archive);
  session.answer({ url: reader.url, passes }, () => [
    '',
    `The reader is at ${reader.url} (Ctrl+C ends)`,
  ]);
  await stopped(session.terminal.stop);
  await reader.close();
}

/** Follows all that the demo newspaper offers. */
async function followDemo(archive: Archive, newspaper: Demo): Promise<void> {
  for (const { feeds, name } of newspaper.outlets) {
    for (const [kind, url] of Object.entries(feeds)) {
      const title = kind === 'atom' || kind === 'rss' ? name : `${name} (${kind})`;
      await archive.follow(url, {
        allowPrivate: true,
        title,
        folder: name,
        body: kind === 'rss' ? 'fuller' : 'page',
      });
    }
  }
}

/** The usual port, or a free one when that is taken. */
async function listenAnywhere(session: Session, archive: Archive): ReturnType<typeof listen> {
  try {
    return await listen(session, archive);
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'conflict') throw error;
    return await listen(session, archive, { port: 0 });
  }
}
