import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const bin = join(import.meta.dirname, '../../src/cli/bin.ts');

/** How a worker is started. */
export interface WorkerPlace {
  readonly folder: string;
  readonly database: string;
  readonly gapMs: number;
  /** What comes before its command: that of a network namespace. */
  readonly within?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly parameters?: readonly string[];
}

/** A `backissue work` on a host of its own: it has its own folder, and nothing else but the database. */
export interface WorkerProcess {
  readonly place: WorkerPlace;
  readonly pid: number | undefined;
  /** Whether it runs, or is paused. */
  isThere(): boolean;
  /** Ms of CPU that it took so far. */
  cpu(): number;
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void;
  /** Is told what it says from now on. */
  hear(told: (text: string) => void): void;
  /** How it ended, and what it said. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
}

export function startWorker(place: WorkerPlace): WorkerProcess {
  const { folder, database, gapMs } = place;
  const [program = '', ...rest] = [...(place.within ?? []), process.execPath];
  const child = spawn(
    program,
    [
      ...[
        ...rest,
        bin,
        'work',
        '--archive',
        folder,
        '--database',
        database,
        '--host-gap',
        String(gapMs),
      ],
      ...['--images', 'no', '--rest', '3', ...(place.parameters ?? [])],
    ],
    { env: { ...process.env, ...place.environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let cpu = 0;
  const ended = outcomeOf(child);
  return {
    ...{ place, ended, pid: child.pid },
    isThere: () => child.exitCode === null && child.signalCode === null,
    cpu: () => {
      cpu = cpuOf(child.pid) ?? cpu;
      return cpu;
    },
    signal: (name) => void child.kill(name),
    hear: (told) => {
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', told);
    },
  };
}

function outcomeOf(child: ChildProcess): WorkerProcess['ended'] {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-100_000);
    });
  }
  return new Promise((done) => child.once('close', (code) => done({ code, said })));
}

/** Of all its threads, in hundredths of a second. */
function cpuOf(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return undefined;
  }
}
