import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger, ledgerFolder } from '../audit/index.ts';
import { openLedger } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import { copyCatalogue, openSqliteStore } from '../store/sqlite/index.ts';
import { parseTreeHead, rootOfEntries, toBase64 } from '../tlog/index.ts';
import { leadTermMs, Sequencer } from './sequencer.ts';
import { type LedgerHost, ledgerHost } from './testing/ledger-host.ts';
import { pausing } from './testing/pausing.ts';

const place = mkdtempSync(join(tmpdir(), 'sequencer-'));
afterAll(() => rmSync(place, { recursive: true }));

let time = Date.UTC(2027, 0, 1);
const now = () => time;
const pass = (ms: number): void => {
  time += ms;
};

/** All files of a ledger but partial tiles: each host has those of the sizes that it had. */
const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(folder, 'ledger'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('.p/'))
      .map((path) => [path.slice(folder.length), readFileSync(path, 'latin1')]),
  );

let store: Store;
let made = 0;
const freshFolder = (): string => {
  made += 1;
  const folder = join(place, `${made}`);
  mkdirSync(folder);
  return folder;
};
const host = (over: Store = store, adopt = false): LedgerHost =>
  ledgerHost(freshFolder(), over, now, adopt);
const giveKey = (from: LedgerHost, to: LedgerHost): void =>
  cpSync(join(from.folder, 'key'), join(to.folder, 'key'));

const sizeOf = (note: string | undefined): number =>
  note === undefined ? 0 : parseTreeHead(note.slice(0, note.indexOf('\n\n') + 1)).size;

/** Each of these must be a beginning of what is on record. */
async function agree(notes: Iterable<string | undefined>): Promise<void> {
  const lines = (await store.leaves(0, 10_000)).map(({ line }) => line);
  for (const note of notes) {
    if (note === undefined) continue;
    const { size, root } = parseTreeHead(note.slice(0, note.indexOf('\n\n') + 1));
    expect(size).toBeLessThanOrEqual(lines.length);
    expect(toBase64(root)).toBe(toBase64(rootOfEntries(lines.slice(0, size))));
  }
}

const audited = async ({ folder }: LedgerHost) =>
  await auditLedger(ledgerFolder(join(folder, 'ledger')), { now: time });

beforeEach(async () => {
  time = Date.UTC(2027, 0, 1);
  store = await openSqliteStore({ file: join(freshFolder(), 'backissue.sqlite') });
  return () => store.close();
});

describe('hosts that share a ledger', () => {
  it('have one of them sign, and all hand out the same', async () => {
    const [a, b] = [host(), host()];
    await a.log(300);
    await a.publisher.publish();
    await b.log(3);
    await b.publisher.publish();
    expect([a.note(), b.note()].map(sizeOf)).toEqual([300, 300]);
    await a.publisher.round();
    await b.publisher.round();
    expect(sizeOf(b.note())).toBe(303);
    expect(filesIn(b.folder)).toEqual(filesIn(a.folder));
    expect(existsSync(join(b.folder, 'key'))).toBe(false);
    expect(await audited(b)).toMatchObject({ ok: true, size: 303 });
    expect([...a.told, ...b.told]).toEqual([]);
  });

  it('have another that has the key sign when the first is gone, at once or when its time is over', async () => {
    const [a, b, c] = [host(), host(), host()];
    await a.log(2);
    await a.publisher.publish();
    giveKey(a, b);
    await a.publisher.end();
    await b.log(2);
    await b.publisher.publish();
    expect(sizeOf(b.note())).toBe(4);
    // Of this key nothing is remembered beside it: the catalogue tells it.
    giveKey(a, c);
    await c.log(2);
    await c.publisher.publish();
    expect(sizeOf(c.note())).toBe(4);
    pass(leadTermMs - 1);
    await c.publisher.publish();
    expect(sizeOf(c.note())).toBe(4);
    pass(1);
    await c.publisher.publish();
    await a.publisher.publish();
    await b.publisher.publish();
    expect([a, b, c].map((one) => sizeOf(one.note()))).toEqual([6, 6, 6]);
    await c.publisher.end();
    await a.log(1);
    await a.publisher.publish();
    expect(sizeOf(a.note())).toBe(7);
    await agree([a.note(), b.note(), c.note()]);
    expect([...a.told, ...b.told, ...c.told]).toEqual([]);
  });

  it('never make a second key, and say so where one is there', async () => {
    const [a, b] = [host(), host()];
    await a.log(1);
    await a.publisher.publish();
    await a.publisher.end();
    await b.log(1);
    await b.publisher.publish();
    expect(existsSync(join(b.folder, 'key'))).toBe(false);
    const leaves = {
      countLeaves: async () => 0,
      readLeaves: async () => [],
      readRecords: async () => [],
    };
    const { signed: shared } = new Sequencer(
      { folder: b.folder, keyFile: '', stateFile: () => '' },
      { store, now, leaves },
    );
    const opened = openLedger({
      ...{ folder: join(b.folder, 'ledger'), keyFile: join(b.folder, 'key') },
      ...{ stateFile: join(b.folder, 'state'), origin: 'archive.test/b', leaves, now, shared },
    });
    await expect(opened).rejects.toThrow(/is not on this host; bring the file key here/);
    expect(existsSync(join(b.folder, 'key'))).toBe(false);
  });

  it('do not sign what an older copy of the catalogue tells, but where it is adopted', async () => {
    const file = join(freshFolder(), 'backissue.sqlite');
    const old = join(freshFolder(), 'backissue.sqlite');
    const first = await openSqliteStore({ file });
    const a = ledgerHost(freshFolder(), first, now);
    await a.log(2);
    await a.publisher.publish();
    await first.close();
    await copyCatalogue(file, old);
    const again = await openSqliteStore({ file });
    const later = ledgerHost(a.folder, again, now);
    pass(leadTermMs);
    await later.log(2);
    await later.publisher.publish();
    expect([sizeOf(later.note()), later.told]).toEqual([4, []]);
    await again.close();
    store = await openSqliteStore({ file: old });
    const restored = ledgerHost(a.folder, store, now);
    pass(leadTermMs);
    await restored.log(5);
    await restored.publisher.publish();
    expect(restored.told).toEqual([
      expect.stringMatching(
        /signed with 4 leaves by this host and the database tells of 2: it is an older copy/,
      ),
    ]);
    expect((await store.signed())?.size).toBe(2);
    // Adopted or not: other leaves than were signed are never signed.
    const adopting = ledgerHost(a.folder, store, now, true);
    pass(leadTermMs);
    await adopting.publisher.publish();
    expect(adopting.told[0]).toMatch(/are not those that \S+ was signed with/);
    // Nor where a catalogue tells nothing at all of what was signed.
    await store.close();
    store = await openSqliteStore({ file: join(freshFolder(), 'backissue.sqlite') });
    const bare = ledgerHost(a.folder, store, now);
    await bare.log(5);
    await bare.publisher.publish();
    expect(bare.told[0]).toMatch(/are not those that \S+ was signed with/);
  });

  it('follow to another key, with how it was handed over', async () => {
    const [a, b] = [host(), host()];
    await a.log(2);
    await a.publisher.publish();
    giveKey(a, b);
    await b.publisher.publish();
    const keys = await a.publisher.changeKey();
    await a.log(1);
    await a.publisher.round();
    await b.publisher.round();
    expect(filesIn(b.folder)).toEqual(filesIn(a.folder));
    expect((await store.signed())?.vkey).toBe(keys.new);
    expect(await audited(b)).toMatchObject({ ok: true, size: 4 });
    // The old key signs no more, whoever has it.
    await a.publisher.end();
    await b.log(1);
    await b.publisher.publish();
    expect(sizeOf(b.note())).toBe(4);
    await expect(b.publisher.changeKey()).rejects.toThrow('signed by another host');
  });

  it('lose the records that any of them took down', async () => {
    const [a, b] = [host(), host()];
    await a.log(2);
    await a.publisher.publish();
    await b.publisher.publish();
    const [first] = await store.leaves(0, 1);
    const record = `/ledger/record/${first?.record.slice(0, 2)}/${first?.record}.json`;
    expect(existsSync(b.folder + record)).toBe(true);
    const bytes = new TextEncoder().encode('{"kind":"takedown"}');
    const { sha256 } = await import('../digest/index.ts');
    const { formatLeaf } = await import('../tlog/index.ts');
    const leaf = { kind: 'takedown' as const, record: sha256(bytes), ref: 0 };
    const line = formatLeaf({ ...leaf, time: new Date(time).toISOString() as never });
    const rows = [{ index: 2, line, record: leaf.record, bytes }];
    await store.commit({ leaves: rows, recordsRemoved: [0] });
    await a.publisher.round();
    await b.publisher.round();
    expect([a, b].map(({ folder }) => existsSync(folder + record))).toEqual([false, false]);
    expect(filesIn(b.folder)).toEqual(filesIn(a.folder));
  });
});

describe('a host that is paused while it signs', { timeout: 300_000 }, () => {
  it('contradicts nothing that another has signed meanwhile, wherever it stopped', async () => {
    const stops: number[] = [];
    for (let at = 1; ; at += 1) {
      store = await openSqliteStore({ file: join(freshFolder(), 'backissue.sqlite') });
      const a = host();
      await a.log(3);
      await a.publisher.publish();
      await a.publisher.end();
      const b = host();
      giveKey(a, b);
      const { store: over, paused, go } = pausing(store, at);
      const stopped = ledgerHost(a.folder, over, now);
      await b.log(4);
      const working = stopped.publisher.publish();
      const isOver = await Promise.race([paused.then(() => false), working.then(() => true)]);
      const notes = [];
      if (!isOver) {
        stops.push(at);
        pass(leadTermMs);
        await b.log(2);
        await b.publisher.publish();
        notes.push(b.note());
        expect(sizeOf(b.note())).toBe(9);
        go();
        await working;
        notes.push(a.note(), (await store.signed())?.note);
        await b.log(1);
        await b.publisher.publish();
        await stopped.publisher.publish();
        notes.push(a.note(), b.note());
        expect((await store.signed())?.size).toBe(10);
        expect(sizeOf(a.note())).toBe(10);
        await agree(notes);
        expect([...stopped.told, ...b.told]).toEqual([]);
        expect(await audited(a)).toMatchObject({ ok: true, size: 10 });
      }
      await store.close();
      if (isOver) break;
    }
    // Before and after each of: the row, the lease, the leaves, the swap, the note.
    expect(stops.length).toBeGreaterThan(12);
    store = await openSqliteStore({ file: join(freshFolder(), 'backissue.sqlite') });
  });
});
