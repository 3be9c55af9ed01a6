/*
 * A process that appends leaves and publishes them until it is killed: `FOLDER`. Its leaves are
 * counted in a file, as a catalogue would keep them: durably before they are published.
 */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger } from '../ledger.ts';
import { madeLeaves } from './made-leaves.ts';

const folder = process.argv[2] ?? '';
const countFile = join(folder, 'count');

function append(round: number): void {
  const file = openSync(countFile, 'a');
  // Mostly a few at once; now and then enough to fill a tile.
  writeSync(file, '.'.repeat(round % 5 === 4 ? 200 : 3));
  fsyncSync(file);
  closeSync(file);
}

const ledger = await openLedger({
  folder: join(folder, 'ledger'),
  keyFile: join(folder, 'key'),
  stateFile: join(folder, 'state'),
  origin: 'archive.test/killed',
  leaves: madeLeaves(() => readFileSync(countFile).length, '', false),
  now: () => Date.UTC(2027, 0, 1),
});
process.stdout.write('open\n');
for (let round = 0; ; round += 1) {
  append(round);
  process.stdout.write(`signed ${(await ledger.publish()).size}\n`);
}
