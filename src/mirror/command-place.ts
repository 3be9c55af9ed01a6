import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ArchiveError } from '../model/index.ts';
import type { CopyPlace } from './copy.ts';

/** How a command of the user's is run. */
export interface CommandOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Seconds it may take; default 3600. */
  readonly seconds?: number;
}

/** Of what a command says, what is kept: its end. */
const mostTold = 400;

/**
 * A copy that a command of the user's makes, with rsync, SFTP, whatever there is. It is run by `sh` in the site's
 * folder, only when something differs, and is told by the environment `BACKISSUE_FOLDER`, `BACKISSUE_CHANGED` and
 * `BACKISSUE_REMOVED`: the folder, and files that list paths, a line each, in the order in which they are to be
 * sent. Ends with 0 when all is there; what differed is told again the next time otherwise.
 */
export function commandPlace(name: string, command: string, options: CommandOptions): CopyPlace {
  return {
    ...{ name, address: `command:${command}` },
    async send(folder, { send, remove }, done) {
      if (send.length + remove.length === 0) return;
      const lists = await mkdtemp(join(tmpdir(), 'backissue-publish-'));
      try {
        const [changed, removed] = [join(lists, 'changed'), join(lists, 'removed')];
        await writeFile(changed, send.map(({ path }) => `${path}\n`).join(''));
        await writeFile(removed, remove.map((path) => `${path}\n`).join(''));
        const told = { BACKISSUE_CHANGED: changed, BACKISSUE_REMOVED: removed };
        await run(command, folder, { ...options.env, ...told }, options.seconds ?? 3600);
        for (const { path } of send) done(path);
        for (const path of remove) done(path);
      } finally {
        await rm(lists, { recursive: true, force: true });
      }
    },
  };
}

async function run(
  command: string,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  seconds: number,
): Promise<void> {
  const child = spawn('sh', ['-c', command], {
    ...{ cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    env: { ...env, BACKISSUE_FOLDER: resolve(folder) },
  });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      told = `${told}${chunk}`.slice(-mostTold);
    });
  }
  const timer = setTimeout(() => stop(child.pid), seconds * 1000);
  const ended = await new Promise<string | number | null>((done) => {
    child.once('error', (error) => done(error.message));
    child.once('close', (code, signal) => done(code ?? signal));
  });
  clearTimeout(timer);
  if (ended === 0) return;
  const last = told.trim().split('\n').at(-1) ?? '';
  throw new ArchiveError('unreachable', `The publish command ended with ${ended}: ${last}`);
}

/** Ends a command and what it started. */
function stop(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}
