import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A server of its own process. */
export interface Serving {
  /** With a slash at the end. */
  readonly url: string;
  /** ms of CPU that it has used. */
  cpu(): number;
  /** MB of its own that it holds now; and all, with what of files is mapped. */
  memory(): { readonly own: number; readonly all: number };
  close(): Promise<void>;
}

/** Starts a program and waits until it tells its address. */
export async function serving(
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  const child = spawn(process.execPath, parameters, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let told = '';
    const hear = (text: string) => {
      told += text;
      const [found] = /http:\/\/127\.0\.0\.1:\d+\//.exec(told) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('exit', () => reject(new Error(`no server: ${told}`)));
  });
  return {
    url,
    cpu() {
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
      // Behind the name, which may hold anything: fields 14 and 15, in hundredths of a second.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return 10 * (Number(fields[11]) + Number(fields[12]));
    },
    memory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const told = (name: string) =>
        Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024);
      return { own: told('RssAnon'), all: told('VmRSS') };
    },
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
