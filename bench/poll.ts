/**
 * Follows 10,000 sources on loopback through one simulated hour, and prints how punctual and how
 * polite that is, what memory it takes, and how many polls a second of real time it does; then polls
 * of answers without news and of changed feeds, each alone. Run: npm run bench:poll [-- SOURCES]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Scene, Watched } from '../test/many-sources.ts';

// As the command sets it: see src/cli/bin.ts.
setFlagsFromString('--semi-space-growth-factor=1');
const { pollRates, watchMany } = await import('../test/many-sources.ts');

const sources = Number(process.argv[2] ?? 10_000);
const hour = 3_600_000;
const hosts = Math.ceil(sources / 4);
const scenes: readonly [string, Scene & { folder: '' }][] = [
  [
    'one hour, as it runs',
    { folder: '', sources, hosts, items: 3, lengthMs: hour, gapMs: 1000, spreadMs: hour / 2 },
  ],
  [
    'one hour, all due at first',
    { folder: '', sources, hosts, items: 3, lengthMs: hour, gapMs: 1000, spreadMs: 0 },
  ],
];

await main();

async function main(): Promise<void> {
  console.log(`${sources} sources on ${hosts} hosts, 1 s between two requests to a host\n`);
  for (const [name, scene] of scenes) {
    const folder = mkdtempSync(join(tmpdir(), 'backissue-bench-'));
    print(name, await watchMany({ ...scene, folder }));
    rmSync(folder, { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(tmpdir(), 'backissue-bench-'));
  const rates = await pollRates({ folder, sources: 1000, hosts: 250, items: 20 });
  rmSync(folder, { recursive: true, force: true });
  console.log('1,000 sources of 20 items each, one pass, no gap: polls a second');
  for (const [name, rate] of Object.entries(rates)) {
    console.log(`  ${name.padEnd(38)}${Math.round(rate)}`);
  }
}

function print(name: string, seen: Watched): void {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const { lateness } = seen;
  console.log(name);
  const rows: readonly [string, string][] = [
    ['polls', `${seen.polls} of ${seen.polled} sources, ${seen.unchanged} without news`],
    [
      'late',
      `p50 ${seconds(lateness.p50)}, p95 ${seconds(lateness.p95)}, at most ${seconds(lateness.most)}`,
    ],
    ['a host asked twice at once', String(seen.together)],
    ['a host asked before its gap was over', String(seen.hasty)],
    ['resident memory', `${Math.round(seen.memory / 1_048_576)} MB`],
    [
      'real time',
      `${seconds(seen.tookMs)}, ${Math.round(seen.polls / (seen.tookMs / 1000))} polls a second`,
    ],
  ];
  for (const [label, value] of rows) console.log(`  ${label.padEnd(38)}${value}`);
}
