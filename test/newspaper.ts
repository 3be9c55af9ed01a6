import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Archive } from '../src/archive/index.ts';
import { main } from '../src/cli/main.ts';
import { type Demo, startDemo } from '../src/demo/index.ts';
import { openArchive } from '../src/open/index.ts';
import { databaseOf } from './house-store.ts';

/** A folder for one test, paths in it where nothing lies yet, and how it is cleared away. */
export function scratch(within = tmpdir()): {
  folder: string;
  freshFolder: () => string;
  clear(): void;
} {
  const folder = mkdtempSync(join(within, 'backissue-test-'));
  let serial = 0;
  return {
    folder,
    freshFolder: () => join(folder, `fresh-${serial++}`),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A clock that a test turns. */
export function clock(start = Date.UTC(2026, 10, 24, 8)): {
  now(): number;
  pass(ms: number): void;
} {
  let time = start;
  return {
    now: () => time,
    pass(ms) {
      time += ms;
    },
  };
}

/**
 * Opens an archive for a test: no gap between requests, no waiting for locks, and patience with a server in a process
 * that stands still for a while.
 */
export async function openForTest(
  folder: string,
  now: () => number,
  own: Partial<Parameters<typeof openArchive>[0]> = {},
): Promise<Archive> {
  return openArchive({
    folder,
    ...(await databaseOf(own.folder ?? folder)),
    mode: 'capture',
    now,
    userAgent: 'Backissue-test/1.0 (loopback)',
    hostGapMs: 0,
    timeoutMs: 60_000,
    waitMs: 0,
    ...own,
  });
}

/** The environment of a command line: the database that stands for its archive's catalogue, if any. */
export async function environmentOf(
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  // As the command line reads it: what is said last holds.
  const at = parameters.lastIndexOf('--archive');
  const folder = at === -1 ? env['BACKISSUE_ARCHIVE'] : parameters[at + 1];
  const { database } = folder === undefined ? {} : await databaseOf(folder);
  return { ...(database === undefined ? {} : { BACKISSUE_DATABASE_URL: database }), ...env };
}

/** Runs the command line in this process; gives its exit code and what it said. */
export async function command(
  parameters: readonly string[],
  options: {
    now?: () => number;
    checksClock?: boolean;
    input?: string;
    env?: Record<string, string>;
    stop?: AbortSignal;
  } = {},
): Promise<{ code: number; out: string; err: string; json: () => Record<string, never> }> {
  let out = '';
  let err = '';
  const code = await main(parameters, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    input: Readable.from([options.input ?? '']),
    interactive: false,
    env: await environmentOf(parameters, options.env),
    now: options.now ?? Date.now,
    checksClock: options.checksClock ?? false,
    stop: options.stop ?? new AbortController().signal,
  });
  return { code, out, err, json: () => JSON.parse(out) as Record<string, never> };
}

/** The demo newspaper, followed whole by an archive. */
export async function followedDemo(
  archive: Archive,
  now: () => number,
  own: { readonly mayHang?: boolean } = {},
): Promise<Demo> {
  const demo = await startDemo({ now, ...own });
  for (const { feeds, name } of demo.outlets) {
    for (const url of Object.values(feeds)) {
      await archive.follow(url, { allowPrivate: true, folder: name });
    }
  }
  return demo;
}
