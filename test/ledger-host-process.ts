/*
 * A host that logs leaves and has the ledger published until it is killed: `FOLDER DATABASE SPEED`. Its clock runs so
 * many times as fast as others. It tells what it logged once that is on record, and what it signed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { ledgerHost } from '../src/archive/testing/ledger-host.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';

const [folder = '', database = '', speed = '1'] = process.argv.slice(2);
const begun = Date.UTC(2026, 0, 1);
const now = (): number => Math.round(begun + (Date.now() - begun) * Number(speed));
const host = ledgerHost(folder, await openPostgresStore({ url: database }), now);
let [last, told] = ['', 0];
process.stdout.write('open\n');
for (;;) {
  const count = 1 + Math.floor(Math.random() * 4);
  await host.log(count);
  process.stdout.write(`logged ${count}\n`);
  await host.publisher.publish();
  const note = host.note() ?? '';
  if (note !== last) {
    const [, size, root] = note.split('\n');
    process.stdout.write(`has ${size} ${root} ${Date.now()}\n`);
  }
  last = note;
  for (const message of host.told.slice(told)) process.stdout.write(`told ${message}\n`);
  told = host.told.length;
  await pause(Math.random() * 40);
}
