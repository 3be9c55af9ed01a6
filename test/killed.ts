import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Archive } from '../src/archive/index.ts';
import { articleKey } from '../src/url/index.ts';
import { isOnPostgres, runSql } from './house-store.ts';
import { command, environmentOf, openForTest } from './newspaper.ts';

const bin = join(import.meta.dirname, '../src/cli/bin.ts');

/** A process of the command line, and how it ended. */
interface Child {
  /** `code` is undefined when it was killed. */
  readonly ended: Promise<{ readonly code: number | undefined; readonly said: string }>;
  /** Resolves when it holds the archive in this folder, or has ended. */
  holds(folder: string): Promise<void>;
  kill(): void;
}

/** Starts the command line as a process of its own; `cache` keeps its code compiled for the next, `more` is
 * added to the environment. */
export async function startCommand(
  parameters: readonly string[],
  cache: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const own = await environmentOf(parameters);
  const child = spawn(process.execPath, [bin, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...own, NODE_COMPILE_CACHE: cache, ...more },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return {
    ended: new Promise((resolve) =>
      child.once('close', (code) => resolve({ code: code ?? undefined, said })),
    ),
    async holds(folder) {
      const note = join(folder, 'lock.holder');
      const mine = () => existsSync(note) && readFileSync(note, 'utf8').includes(`${child.pid} `);
      while (!mine() && child.exitCode === null) await pause(2);
    },
    kill: () => child.kill('SIGKILL'),
  };
}

/** What must be the same however an archive came to its state. */
export interface State {
  /** `id title (revisions)`, in order of ids. */
  readonly articles: readonly string[];
  /** Identity keys of the articles' addresses. */
  readonly keys: readonly string[];
  readonly ids: ReadonlySet<string>;
  readonly revisions: number;
  readonly captures: number;
}

const byText = (one: string, other: string) => (one < other ? -1 : 1);

export async function stateOf(archive: Archive): Promise<State> {
  const articles = await archive.articles({ limit: 10_000 });
  const { captures, revisions } = await archive.stats();
  return {
    articles: articles
      .map(({ id, title, revisions: count }) => `${id} ${title} (${count})`)
      .sort(byText),
    keys: articles.map((article) => articleKey(article.url)),
    ids: new Set(articles.map((article) => article.id)),
    revisions,
    captures,
  };
}

/** Opens for writing, as the next command would, and tells what is there and what is wrong. */
export async function reopened(
  folder: string,
): Promise<{ state: State; faults: readonly object[] }> {
  const archive = await openForTest(folder, Date.now);
  try {
    const { faults } = await archive.doctor();
    const audit = await command(['verify', '--archive', folder, '--json']);
    const broken = audit.code === 0 ? [] : [{ kind: 'audit', message: audit.out }];
    return { state: await stateOf(archive), faults: [...faults, ...broken] };
  } finally {
    await archive.close();
  }
}

/** The minute passes for which workers of one database leave alone what one had that was killed. An archive in a
 * file has nobody who waits. */
export async function passLeases(folder: string): Promise<void> {
  if (!isOnPostgres) return;
  await runSql(
    folder,
    "update leases set until = '1970-01-01T00:00:00.000Z'",
    "update polls set leased_until = '1970-01-01T00:00:00.000Z' where leased_until is not null",
    'update hosts set pass_until = 0',
  );
}
