import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A PostgreSQL of our own, on a Unix socket in its folder and nowhere else. */
export interface PostgresServer {
  /** The folder of its socket. */
  readonly socket: string;
  /** ms of CPU of its processes since it started, those that have ended included. */
  cpu(): number;
  stop(): Promise<void>;
}

const debian = '/usr/lib/postgresql';
const setpriv = '/usr/bin/setpriv';

/** Nothing waits for the disk, and nobody comes in but through the socket. */
const settings: readonly string[] = [
  'listen_addresses=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
];

/** The folder of the programs of Debian's newest PostgreSQL; undefined where there is none. */
export function postgresPrograms(): string | undefined {
  if (!existsSync(debian) || !existsSync(setpriv)) return;
  return readdirSync(debian)
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(debian, version, 'bin'))
    .find((programs) => existsSync(join(programs, 'initdb')));
}

/** Starts a server over `data`, a folder that is made where it is not there. Its user is `bench`. It is
 * stopped by `stop`, or by the kernel when this process ends without. `within`: what comes before its command, that
 * of a network namespace. */
export async function startPostgres(
  programs: string,
  data: string,
  more: readonly string[] = [],
  within: readonly string[] = [],
): Promise<PostgresServer> {
  const as = ['--pdeathsig', 'INT', ...(process.getuid?.() === 0 ? unprivileged() : [])];
  if (!existsSync(data)) {
    makeFolder(data);
    const options = ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
    execFileSync(setpriv, [...as, join(programs, 'initdb'), ...options], { cwd: '/' });
  }
  const all = [`unix_socket_directories=${data}`, ...settings, ...more];
  const options = all.flatMap((one) => ['-c', one]);
  const [program = '', ...rest] = [...within, setpriv, ...as, join(programs, 'postgres')];
  const child = spawn(program, [...rest, '-D', data, ...options], {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilReady(child.stderr);
  return {
    socket: data,
    cpu: () => cpuOf(child.pid ?? 0),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** PostgreSQL refuses to run as root: it runs as its own user, or as nobody. */
const user = (): string =>
  /^postgres:/m.test(readFileSync('/etc/passwd', 'utf8')) ? 'postgres' : 'nobody';

const idOf = (option: '-u' | '-g'): number =>
  Number(execFileSync('id', [option, user()], { encoding: 'utf8' }));

const unprivileged = (): string[] => [
  `--reuid=${idOf('-u')}`,
  `--regid=${idOf('-g')}`,
  '--clear-groups',
];

function makeFolder(data: string): void {
  mkdirSync(data, { mode: 0o700 });
  if (process.getuid?.() === 0) chownSync(data, idOf('-u'), idOf('-g'));
}

async function untilReady(log: Readable): Promise<void> {
  const told: string[] = [];
  for await (const line of createInterface(log)) {
    told.push(line);
    if (line.endsWith('database system is ready to accept connections')) {
      log.resume();
      return;
    }
  }
  throw new Error(`PostgreSQL did not start:\n${told.join('\n')}`);
}

/** What runs, by the scheduler's own count in ns; what has ended, by its parent's in hundredths of a second. */
function cpuOf(pid: number): number {
  const read = (file: string) => readFileSync(`/proc/${file}`, 'utf8');
  const running = [`${pid}`, ...read(`${pid}/task/${pid}/children`).trim().split(' ')].filter(
    Boolean,
  );
  const fields = read(`${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
  const ended = Number(fields[13]) + Number(fields[14]);
  return running.reduce((sum, one) => sum + runningMs(one), 10 * ended);
}

/** A process may end while it is looked at; its parent tells it then, the next time. */
function runningMs(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}
