import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../scripts/tests-on-postgres.ts';

const root = new URL('..', import.meta.url).pathname;

function* sources(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (path.endsWith('.ts')) yield path;
  }
}

const own = [...sources(join(root, 'src'))].filter(
  (path) => !path.endsWith('.test.ts') && !path.endsWith('testing.ts'),
);

const below = own.filter((path) => !path.includes('/src/cli/'));

describe('the house', () => {
  it('reads the clock and chance only in the cli', () => {
    const offenders = below.filter((path) =>
      /Date\.now\(\)|new Date\(\)|Math\.random\(|randomUUID\(/.test(readFileSync(path, 'utf8')),
    );
    expect(offenders).toEqual([]);
  });

  it('reads the environment only in the cli', () => {
    const offenders = below.filter((path) => /process\.env/.test(readFileSync(path, 'utf8')));
    expect(offenders).toEqual([]);
  });

  it('opens every module with a line that says what it is', () => {
    const doors = readdirSync(join(root, 'src'))
      .filter((name) => statSync(join(root, 'src', name)).isDirectory() && name !== 'cli')
      .map((name) => join(root, 'src', name, 'index.ts'));
    const silent = doors.filter(
      (door) => !/^\/\*\* @module \S+ .+\. ?\*\//.test(readFileSync(door, 'utf8')),
    );
    expect(silent).toEqual([]);
  });

  it('keeps every file short enough to be read at a sitting', () => {
    const long = own.filter(
      (path) => !path.includes('/src/demo/') && readFileSync(path, 'utf8').split('\n').length > 400,
    );
    expect(long).toEqual([]);
  });

  it('leaves no test out of those on PostgreSQL that is not there', () => {
    const names = Object.values(leftOut).flatMap((some) => some.split(' '));
    const missing = names.filter((name) => !existsSync(join(root, `test/${name}.test.ts`)));
    expect(missing).toEqual([]);
  });

  it('speaks SQL only in the store', () => {
    const offenders = below.filter(
      (path) =>
        !path.includes('/src/store/') &&
        /from '(kysely|better-sqlite3|pg)/.test(readFileSync(path, 'utf8')),
    );
    expect(offenders).toEqual([]);
  });
});
