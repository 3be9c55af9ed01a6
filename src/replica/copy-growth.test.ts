import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger, checkSplitView } from '../audit/index.ts';
import {
  begin,
  type SampleLedger,
  sampleKey,
  sampleLeaves,
  sampleLedger,
  sampleOrigin,
} from '../audit/ledger/testing.ts';
import { formatTreeHead, signNote } from '../tlog/index.ts';
import { copyGrowth, splitAgainst } from './copy-growth.ts';
import { type KeptLedger, keptLedger } from './kept-ledger.ts';

const now = begin + 10_000_000;
let folder: string;
let kept: KeptLedger;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backissue-test-'));
  kept = keptLedger(folder, await sampleKey());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A mirror of a log, and what was asked of it. */
function mirrorOf({ files }: SampleLedger) {
  const asked: string[] = [];
  const read = (path: string) => {
    asked.push(path);
    return Promise.resolve(files.get(path));
  };
  return { files, asked, read };
}

const copied = async (ledger: SampleLedger, own: Partial<Parameters<typeof copyGrowth>[2]> = {}) =>
  copyGrowth(kept, mirrorOf(ledger), { now, ...own });

describe('a kept ledger', () => {
  it.each([1, 255, 256, 257, 700])('is whole after a copy of %d leaves', async (size) => {
    const ledger = await sampleLedger(sampleLeaves(size));
    expect(await copied(ledger)).toEqual({ size, grew: true });
    const audit = await auditLedger(kept.files, { key: kept.key, now, records: false });
    expect(audit).toMatchObject({ ok: true, size });
    expect(existsSync(join(kept.folder, 'copying'))).toBe(false);
  });

  it('grows by what is new alone', async () => {
    const leaves = sampleLeaves(700);
    await copied(await sampleLedger(leaves.slice(0, 300)));
    const mirror = mirrorOf(await sampleLedger(leaves));
    expect(await copyGrowth(kept, mirror, { now })).toEqual({ size: 700, grew: true });
    expect(mirror.asked).not.toContain('tile/entries/000');
    expect((await auditLedger(kept.files, { key: kept.key, now, records: false })).ok).toBe(true);
    expect(await copyGrowth(kept, mirror, { now })).toEqual({ size: 700, grew: false });
  });

  it('goes on where a copy was interrupted, and asks for nothing twice', async () => {
    const mirror = mirrorOf(await sampleLedger(sampleLeaves(700)));
    let left = 5;
    const failing = {
      read: (path: string) => {
        left -= 1;
        return left < 0 ? Promise.reject(new Error('gone')) : mirror.read(path);
      },
    };
    await expect(copyGrowth(kept, failing, { now })).rejects.toThrow('gone');
    expect(await kept.head()).toBeUndefined();
    const before = mirror.asked.filter((path) => path !== 'checkpoint');
    mirror.asked.length = 0;
    expect(await copyGrowth(kept, mirror, { now })).toEqual({ size: 700, grew: true });
    expect(mirror.asked.filter((path) => before.includes(path))).toEqual([]);
  });

  it('takes nothing of a log that is behind, unless its mirror may be', async () => {
    const leaves = sampleLeaves(300);
    await copied(await sampleLedger(leaves));
    const old = await sampleLedger(leaves.slice(0, 200));
    expect(await copied(old)).toMatchObject({
      size: 300,
      grew: false,
      fault: { kind: 'rollback' },
    });
    expect(await copied(old, { mayLag: true })).toEqual({ size: 300, grew: false });
  });

  it.each([200, 300, 700])(
    'proves another history of %d leaves, and takes nothing of it',
    async (size) => {
      await copied(await sampleLedger(sampleLeaves(300)));
      const other = await copied(await sampleLedger(sampleLeaves(size, 'other')), { mayLag: true });
      expect(other).toMatchObject({ size: 300, grew: false, fault: { kind: 'fork' } });
      if (other.split === undefined) throw new Error('no proof');
      expect(await checkSplitView(other.split, kept.key)).toBe(true);
      expect((await kept.head())?.size).toBe(300);
    },
  );

  it('keeps nothing of what it is only compared with', async () => {
    const leaves = sampleLeaves(700);
    await copied(await sampleLedger(leaves.slice(0, 300)));
    const other = await sampleLedger(leaves);
    // Up to what is kept here it is true.
    const tile = Buffer.from(other.files.get('tile/0/001') ?? '');
    other.files.set('tile/0/001', tile.fill(1, 100 * 32));
    expect(await splitAgainst(kept, mirrorOf(other))).toBeUndefined();
    expect(await copied(await sampleLedger(leaves))).toEqual({ size: 700, grew: true });
  });

  it('calls tiles that a mirror made up no other history', async () => {
    const leaves = sampleLeaves(700);
    await copied(await sampleLedger(leaves.slice(0, 300)));
    const ledger = await sampleLedger(leaves);
    ledger.files.set('tile/0/000', Buffer.alloc(8192, 1));
    ledger.files.set('tile/0/001', Buffer.alloc(8192, 1));
    const growth = await copied(ledger);
    expect(growth.split).toBeUndefined();
    expect(growth.fault?.kind).toMatch(/^(altered|missing)-/);
    expect((await kept.head())?.size).toBe(300);
  });

  it.each([
    ['an entry', 'tile/entries/001', 'altered-entry'],
    ['a tile', 'tile/0/001', 'altered-tile'],
  ])('keeps nothing of a copy where %s was altered', async (_, path, kind) => {
    const ledger = await sampleLedger(sampleLeaves(700));
    const bytes = Buffer.from(ledger.files.get(path) ?? '');
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    ledger.files.set(path, bytes);
    expect((await copied(ledger)).fault?.kind).toBe(kind);
    expect(await kept.head()).toBeUndefined();
    expect(existsSync(join(kept.folder, 'tile'))).toBe(false);
    expect(existsSync(join(kept.folder, 'copying'))).toBe(false);
  });

  it('asks an endless log for no more than its edge', async () => {
    const ledger = await sampleLedger(sampleLeaves(10));
    for (const size of [40_000_000, 2 ** 50]) {
      const head = formatTreeHead({ origin: sampleOrigin, size, root: new Uint8Array(32) });
      ledger.files.set('checkpoint', Buffer.from(await signNote(head, [await sampleKey()])));
      const mirror = mirrorOf(ledger);
      expect((await copyGrowth(kept, mirror, { now })).fault).toBeDefined();
      expect(mirror.asked.length).toBeLessThan(40);
    }
  });

  it('takes no checkpoint of another key, and no leaf from the future', async () => {
    const forged = await sampleLedger(sampleLeaves(20), await sampleKey(8));
    expect((await copied(forged)).fault?.kind).toBe('forged-note');
    const early = await copied(await sampleLedger(sampleLeaves(20)), { now: begin - 3_600_000 });
    expect(early.fault?.kind).toBe('back-dated');
  });

  it('keeps records that are what leaves name, and no others', async () => {
    const { files, lines } = await sampleLedger(sampleLeaves(1));
    const digest = Buffer.from(lines[0]?.split(' ')[3] ?? '', 'base64').toString('hex');
    const path = `record/${digest.slice(0, 2)}/${digest}.json`;
    const from = (bytes: Uint8Array | undefined) => ({ read: () => Promise.resolve(bytes) });
    expect(await kept.record(digest, from(undefined))).toBeUndefined();
    expect(await kept.record(digest, from(Buffer.from('{}')))).toBe('altered');
    const bytes = files.get(path);
    expect(await kept.record(digest, from(bytes))).toEqual(bytes);
    expect(readFileSync(join(kept.folder, path))).toEqual(bytes);
    await kept.forget(digest);
    expect(existsSync(join(kept.folder, path))).toBe(false);
  });
});
