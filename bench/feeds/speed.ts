/** How many entries each reader gives in a second of CPU time, over the same documents. */
import type { FeedInput } from '../../src/feed/index.ts';
import { readers } from './readers.ts';

const passes = 5;
const fewest = 5;

/** Real feeds: those of several entries that every reader reads. Prints the median of five passes. */
export async function printSpeed(
  documents: readonly { readonly input: FeedInput }[],
): Promise<void> {
  const chosen: FeedInput[] = [];
  let entries = 0;
  for (const { input } of documents) {
    const counts = await Promise.all(
      readers.map(({ read }) =>
        read(input).then(
          ({ items }) => items.length,
          () => 0,
        ),
      ),
    );
    if (Math.min(...counts) < fewest || new Set(counts).size > 1) continue;
    chosen.push(input);
    entries += counts[0] ?? 0;
  }
  const times = new Map(readers.map((reader) => [reader, [] as number[]]));
  for (let pass = 0; pass < passes; pass += 1) {
    for (const reader of readers) {
      const start = process.cpuUsage();
      for (const input of chosen) await reader.parse(input);
      const { user, system } = process.cpuUsage(start);
      times.get(reader)?.push((user + system) / 1e6);
    }
  }
  console.log(
    `\n${chosen.length} real feeds of ${entries} entries, entries in a second of CPU time:`,
  );
  for (const [{ name }, taken] of times) {
    const median = taken.toSorted((one, other) => one - other)[Math.floor(passes / 2)] ?? 0;
    console.log(`  ${name.padEnd(26)}${Math.round(entries / median)}`);
  }
}
