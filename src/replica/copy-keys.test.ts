import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger, checkSplitView, recordPath } from '../audit/index.ts';
import { rotatedLedger } from '../audit/ledger/testing/rotated-ledger.ts';
import { begin, type SampleLedger, sampleKey, sampleLeaves } from '../audit/ledger/testing.ts';
import { formatVerifierKey, type SigningKey } from '../tlog/index.ts';
import { copyGrowth, splitAgainst } from './copy-growth.ts';
import { type KeptLedger, keptLedger } from './kept-ledger.ts';

const now = begin + 10_000_000;
let folder: string;
let kept: KeptLedger;
let [first, second, thief]: SigningKey[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backissue-test-'));
  [first, second, thief] = [await sampleKey(), await sampleKey(8), await sampleKey(9)];
  kept = keptLedger(folder, first);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mirrorOf = ({ files }: SampleLedger) => ({
  read: (path: string) => Promise.resolve(files.get(path)),
});
const copied = (ledger: SampleLedger, own: Partial<Parameters<typeof copyGrowth>[2]> = {}) =>
  copyGrowth(kept, mirrorOf(ledger), { now, ...own });
const keyOf = (key: SigningKey | undefined): SigningKey => {
  if (key === undefined) throw new Error('no key');
  return key;
};
/** A log whose first key hands over to the second in leaf 300, of so many leaves. */
const rotated = (size: number) =>
  rotatedLedger(sampleLeaves(size), [{ at: 300, from: keyOf(first), to: keyOf(second) }]);
/** What whoever stole the first key makes of it from a leaf on: he hands over to himself. */
const stolen = (size: number, from = 290) =>
  rotatedLedger(
    [...sampleLeaves(from), ...sampleLeaves(size, 'thief').slice(from)],
    [{ at: from, from: keyOf(first), to: keyOf(thief) }],
  );

describe('a kept ledger whose log changes its key', () => {
  it('goes on to the key that the one before handed over to, and is verified to the first', async () => {
    expect(await copied(await rotatedLedger(sampleLeaves(250), []))).toMatchObject({ size: 250 });
    expect(await copied(await rotated(700))).toEqual({ size: 700, grew: true });
    const keys = (await kept.keys()).map(({ key }) => formatVerifierKey(key));
    expect(keys).toEqual([first, second].map((key) => formatVerifierKey(keyOf(key))));
    const audit = await auditLedger(kept.files, { key: keyOf(first), now, records: false });
    expect(audit).toMatchObject({ ok: true, size: 700, vkey: keys[1] });
    expect(await copied(await rotated(900))).toEqual({ size: 900, grew: true });
    expect(existsSync(join(kept.folder, 'copying'))).toBe(false);
  });

  it('is told from the checkpoint that both keys signed on', async () => {
    const both = await rotatedLedger(
      sampleLeaves(301),
      [{ at: 300, from: keyOf(first), to: keyOf(second) }],
      { isBoth: true },
    );
    expect(await copied(both)).toEqual({ size: 301, grew: true });
    expect((await kept.keys()).length).toBe(2);
    expect(await copied(await rotated(302))).toEqual({ size: 302, grew: true });
  });

  it('is brought through several changes at once', async () => {
    const third = keyOf(thief);
    const changes = [
      { at: 10, from: keyOf(first), to: keyOf(second) },
      { at: 20, from: keyOf(second), to: third },
    ];
    const log = await rotatedLedger(sampleLeaves(40), changes);
    expect(await copied(log)).toEqual({ size: 40, grew: true });
    expect((await kept.keys()).length).toBe(3);
  });

  it.each([
    ['its proof is not there', (log: SampleLedger) => log.files.delete(proofOf(first))],
    ['its record is not there', (log: SampleLedger) => log.files.delete(keyRecordOf(log))],
    [
      'its proof is of another key',
      (log: SampleLedger) =>
        log.files.set(proofOf(first), log.files.get('vkey') ?? Buffer.from('')),
    ],
  ])('takes nothing over to a key that a leaf names where %s', async (_, spoil) => {
    await copied(await rotatedLedger(sampleLeaves(250), []));
    const log = await rotated(700);
    spoil(log);
    expect(await copied(log)).toMatchObject({ size: 250, fault: { kind: 'forged-note' } });
    expect((await kept.head())?.size).toBe(250);
    expect(await copied(await rotated(700))).toEqual({ size: 700, grew: true });
  });

  it('proves that a stolen key handed over in another history', async () => {
    await copied(await rotated(700));
    const growth = await copied(await stolen(900));
    expect(growth).toMatchObject({ size: 700, grew: false, fault: { kind: 'fork' } });
    if (growth.split === undefined) throw new Error('no proof');
    expect(await checkSplitView(growth.split, keyOf(first))).toBe(true);
    expect(await splitAgainst(kept, mirrorOf(await stolen(310)))).toEqual(
      expect.objectContaining({ kind: 'split-view' }),
    );
    expect((await kept.head())?.size).toBe(700);
  });

  it('proves the same where the thief was believed first', async () => {
    await copied(await stolen(900));
    const growth = await copied(await rotated(700));
    expect(growth).toMatchObject({ size: 900, fault: { kind: 'fork' } });
    if (growth.split === undefined) throw new Error('no proof');
    expect(await checkSplitView(growth.split, keyOf(first))).toBe(true);
  });

  it('takes nothing of a stolen key that signs on what it had handed over', async () => {
    await copied(await rotated(700));
    const leaves = sampleLeaves(700);
    const same = await rotatedLedger(leaves, [{ at: 300, from: keyOf(first), to: keyOf(second) }], {
      last: keyOf(first),
    });
    expect(await copied(same, { mayLag: true })).toMatchObject({
      fault: { kind: 'forged-note', message: expect.stringContaining('has handed over') },
    });
    // Handing over once more leads nobody away who saw the first time.
    const again = await rotatedLedger(
      [...leaves.slice(0, 301), ...sampleLeaves(900, 'thief').slice(301)],
      [
        { at: 300, from: keyOf(first), to: keyOf(second) },
        { at: 301, from: keyOf(first), to: keyOf(thief) },
      ],
    );
    expect((await copied(again)).fault?.kind).toBe('forged-note');
    expect((await kept.head())?.size).toBe(700);
  });

  it('knows an earlier state under an earlier key', async () => {
    await copied(await rotated(700));
    const early = await rotatedLedger(sampleLeaves(200), []);
    expect(await copied(early)).toMatchObject({ fault: { kind: 'rollback' } });
    expect(await copied(early, { mayLag: true })).toEqual({ size: 700, grew: false });
    expect(await splitAgainst(kept, mirrorOf(early))).toBeUndefined();
  });
});

const proofOf = (key: SigningKey | undefined) =>
  `handover/${Buffer.from(keyOf(key).id).toString('hex')}`;
const keyRecordOf = ({ lines }: SampleLedger) => {
  const line = lines.find((one) => one.startsWith('na1 key ')) ?? '';
  return recordPath(Buffer.from(line.split(' ')[3] ?? '', 'base64').toString('hex'));
};
