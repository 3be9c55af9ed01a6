import { globSync, readFileSync } from 'node:fs';

const measures = /performance\.now\(|process\.(?:cpuUsage|memoryUsage)\b|timeoutMs: [1-9]\d{0,2}\b/;

/**
 * The test files, by path from `root`, that hold the time or the memory of their own process to a
 * bound, or wait for an answer for less than a second. Beside others on the same cores they would
 * measure those too.
 */
export function measuringTests(root: string): readonly string[] {
  return globSync('{src,test}/**/*.test.ts', { cwd: root }).filter((path) =>
    measures.test(readFileSync(`${root}/${path}`, 'utf8')),
  );
}
