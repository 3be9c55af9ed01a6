import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { leadTermMs } from '../src/archive/sequencer.ts';
import { type LedgerHost, ledgerHost } from '../src/archive/testing/ledger-host.ts';
import { pausing } from '../src/archive/testing/pausing.ts';
import { auditLedger, ledgerFolder } from '../src/audit/index.ts';
import type { Store } from '../src/store/index.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { parseTreeHead, rootOfEntries, toBase64 } from '../src/tlog/index.ts';
import { databaseFor, postgres } from './fresh-database.ts';
import { scratch } from './newspaper.ts';

let time = Date.UTC(2027, 0, 1);
const now = () => time;

const sizeOf = (note: string): number => headOf(note).size;
const headOf = (note: string) => parseTreeHead(note.slice(0, note.indexOf('\n\n') + 1));
/** Two hosts on one PostgreSQL that both have the key; one stands still somewhere on its way. */
describe.skipIf(postgres() === '')('a host that loses the lead on its way to sign', () => {
  const place = scratch();
  afterAll(() => place.clear());

  const freshFolder = (): string => {
    const folder = place.freshFolder();
    mkdirSync(folder, { recursive: true });
    return folder;
  };

  /** What the catalogue tells must be what each note was signed for. */
  async function agree(store: Store, ...notes: readonly (string | undefined)[]): Promise<void> {
    const lines = (await store.leaves(0, 1000)).map(({ line }) => line);
    for (const note of notes) {
      if (note === undefined) continue;
      const { size, root } = headOf(note);
      expect(toBase64(root)).toBe(toBase64(rootOfEntries(lines.slice(0, size))));
    }
  }

  /** Has one host do something, stopped at each answer of the catalogue in turn while the other signs; gives
   * at how many. */
  async function stoppedEverywhere(
    act: (host: LedgerHost) => Promise<unknown>,
    look: (hosts: { a: LedgerHost; b: LedgerHost; store: Store }, thrown: unknown) => Promise<void>,
  ): Promise<number> {
    const url = await databaseFor(`${act}`);
    const [store, own] = [await openPostgresStore({ url }), await openPostgresStore({ url })];
    const [folder, others] = [freshFolder(), freshFolder()];
    let stops = 0;
    for (; ; stops += 1) {
      time += leadTermMs;
      const first = ledgerHost(folder, own, now);
      await first.log(3);
      await first.publisher.publish();
      await first.publisher.end();
      cpSync(join(folder, 'key'), join(others, 'key'));
      const b = ledgerHost(others, store, now);
      const { store: over, paused, go } = pausing(own, stops + 1);
      const a = ledgerHost(folder, over, now);
      await b.log(2);
      const acting = act(a).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      const isStopped = await Promise.race([paused.then(() => true), acting.then(() => false)]);
      if (!isStopped) break;
      time += leadTermMs;
      await b.log(1);
      await b.publisher.publish();
      const meanwhile = b.note();
      go();
      const thrown = await acting;
      await agree(store, meanwhile, a.note(), (await store.signed())?.note);
      await look({ a, b, store }, thrown);
      // Both go on, and hand out one ledger.
      time += leadTermMs;
      await b.log(1);
      for (const { publisher } of [a, b, a]) await publisher.publish();
      const [one = '', other = ''] = [a.note(), b.note()];
      await agree(store, one, other);
      expect(sizeOf(one)).toBe(sizeOf(other));
      await Promise.all([a, b].map(({ publisher }) => publisher.end()));
    }
    const audit = await auditLedger(ledgerFolder(join(folder, 'ledger')), { now: time });
    expect(audit).toMatchObject({ ok: true, faults: [] });
    await store.close();
    await own.close();
    return stops;
  }

  it('publishes nothing that the other did not sign', { timeout: 240_000 }, async () => {
    const publish = (host: LedgerHost) => host.publisher.publish();
    const stops = await stoppedEverywhere(publish, async ({ a, b }) => {
      expect([...a.told, ...b.told]).toEqual([]);
    });
    expect(stops).toBeGreaterThan(8);
  });

  it('changes the key for all, or for nobody', { timeout: 240_000 }, async () => {
    const outcomes = new Set<string>();
    const change = (host: LedgerHost) => host.publisher.changeKey();
    let changes = 0;
    const stops = await stoppedEverywhere(change, async ({ a, store }, thrown) => {
      if (thrown === undefined) changes += 1;
      outcomes.add(thrown === undefined ? 'changed' : 'refused');
      const folder = join(a.folder, 'ledger/handover');
      const handed = existsSync(folder) ? readdirSync(folder) : [];
      // What was not for all has left no proof: nothing is there that the next key signed.
      expect([handed.length, (await store.handOvers()).length]).toEqual([changes, changes]);
      if (thrown === undefined) return;
      expect(String(thrown)).toMatch(/The ledger is signed by another host now/);
      const vkey = readFileSync(join(a.folder, 'ledger/vkey'), 'utf8').trim();
      expect((await store.signed())?.vkey).toBe(vkey);
    });
    expect(stops).toBeGreaterThan(12);
    expect([...outcomes].sort()).toEqual(['changed', 'refused']);
  });
});
