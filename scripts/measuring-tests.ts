import { globSync, readFileSync } from 'node:fs';

const measures = /performance\.now\(|process\.(?:cpuUsage|memoryUsage)\b/;

/**
 * The test files, by path from `root`, that hold the time or the memory of their own process to a
 * bound. Beside others on the same cores they would measure those too.
 */
export function measuringTests(root: string): readonly string[] {
  return globSync('{src,test}/**/*.test.ts', { cwd: root }).filter((path) =>
    measures.test(readFileSync(`${root}/${path}`, 'utf8')),
  );
}
