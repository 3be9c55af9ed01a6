import { execFile, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { password } from './greader-scene.ts';

/** Whether newsboat is installed, and what gives it a terminal. */
export const hasNewsboat =
  spawnSync('newsboat', ['--version']).status === 0 &&
  spawnSync('script', ['--version']).status === 0;

/** A newsboat of a user `mei`, with a cache of its own. */
export interface Newsboat {
  /** Loads all feeds, and tells how many articles are unread. */
  reload(): Promise<number>;
  /** Types: each key once a text is on the screen. Gives when it has ended. */
  type(steps: readonly (readonly [shown: string, key: string])[]): Promise<void>;
}

/** @param folder Where its files are to lie. @param url The address as its user types it. */
export function newsboatAt(folder: string, url: string): Newsboat {
  const file = (name: string) => join(folder, name);
  writeFileSync(file('password'), `${password}\n`);
  const lines = [
    'urls-source "feedhq"',
    `feedhq-url "${url}"`,
    'feedhq-login "mei"',
    `feedhq-passwordfile "${file('password')}"`,
    'feedhq-flag-star "s"',
    'feedhq-min-items 100',
    // Their addresses are of another host, whatever the settings say.
    'feedhq-show-special-feeds no',
    'confirm-exit no',
    'article-sort-order title-asc',
  ];
  writeFileSync(file('config'), `${lines.join('\n')}\n`);
  const own = ['-C', file('config'), '-c', file('cache.db'), '-u', file('urls')];
  const env = { ...process.env, HOME: folder, TERM: 'xterm', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
  const run = promisify(execFile);
  return {
    async reload() {
      const { stdout } = await run('newsboat', [...own, '-x', 'reload', 'print-unread'], { env });
      return Number.parseInt(stdout, 10);
    },
    type: (steps) => typed(['newsboat', ...own].join(' '), env, steps),
  };
}

function typed(
  commandLine: string,
  env: NodeJS.ProcessEnv,
  steps: readonly (readonly [string, string])[],
): Promise<void> {
  const child = spawn('script', ['-qfc', commandLine, '/dev/null'], { env, timeout: 30_000 });
  let screen = '';
  let at = 0;
  child.stdout.on('data', (data) => {
    screen += String(data);
    const [shown, key] = steps[at] ?? [];
    if (shown === undefined || key === undefined || !screen.includes(shown)) return;
    at += 1;
    screen = '';
    child.stdin.write(key);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      if (at === steps.length) resolve();
      else reject(new TypeError(`${steps[at]?.[0]} was not shown: ${JSON.stringify(screen)}`));
    });
  });
}
