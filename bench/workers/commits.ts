import { existsSync, readFileSync } from 'node:fs';

/** What `test/crawl/commit-times.ts` noted. */
export function commitsIn(file: string): { readonly p95: number; readonly rolledBack: number } {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const times = lines.filter((line) => line !== 'rolled').map(Number);
  times.sort((one, other) => one - other);
  return {
    p95: times[Math.floor((times.length - 1) * 0.95)] ?? 0,
    rolledBack: lines.length - times.length,
  };
}
