import { describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../tlog/index.ts';
import { auditLedger, type LedgerAuditOptions } from './audit-ledger.ts';
import { checkSplitView, compareViews } from './split-view.ts';
import {
  begin,
  type SampleLeaf,
  type SampleLedger,
  sampleKey,
  sampleLeaves,
  sampleLedger,
  takedownOf,
} from './testing.ts';

const now = begin + 10_000_000;

const audited = async (ledger: SampleLedger, options: Partial<LedgerAuditOptions> = {}) =>
  auditLedger(filesOf(ledger), {
    ...{ now, key: await sampleKey() },
    bodies: {
      hasPayload: (digest) => ledger.payloads.has(digest),
      text: (digest) => Promise.resolve(ledger.texts.get(digest)),
    },
    ...options,
  });

const filesOf = ({ files }: SampleLedger) => ({
  read: (path: string) => Promise.resolve(files.get(path)),
});

const headOf = async ({ files }: SampleLedger) =>
  openCheckpoint(files.get('checkpoint') ?? '', [await sampleKey()]);

const kindsOf = async (ledger: SampleLedger, options: Partial<LedgerAuditOptions> = {}) => [
  ...new Set((await audited(ledger, options)).faults.map(({ kind }) => kind)),
];

/** Leaves of which one is another. */
const changed = (leaves: readonly SampleLeaf[], at: number, change: Partial<SampleLeaf>) =>
  leaves.map((leaf, index) => (index === at ? { ...leaf, ...change } : leaf));

describe('an audit of a ledger', () => {
  it.each([1, 2, 255, 256, 257, 700])('finds nothing wrong with one of %d leaves', async (size) => {
    const audit = await audited(await sampleLedger(sampleLeaves(size)));
    expect(audit).toMatchObject({ ok: true, size, faults: [], removed: [] });
  });

  it('tells what a takedown removed and why, and finds nothing wrong with it', async () => {
    const leaves = sampleLeaves(300);
    const taken = [...leaves, takedownOf(3, begin + 400_000), takedownOf(280, begin + 400_000)];
    const audit = await audited(await sampleLedger(taken));
    expect(audit.faults).toEqual([]);
    expect(audit.removed).toMatchObject([
      { index: 3, reason: 'privacy' },
      { index: 280, reason: 'privacy' },
    ]);
  });

  it('takes up where the last one ended', async () => {
    const leaves = sampleLeaves(700);
    const seen = await headOf(await sampleLedger(leaves.slice(0, 300)));
    const ledger = await sampleLedger(leaves);
    expect(await kindsOf(ledger, { seen, from: 300 })).toEqual([]);
    // What was checked then is not read again.
    ledger.files.delete('tile/entries/000');
    expect(await kindsOf(ledger, { seen, from: 300 })).toEqual([]);
    ledger.files.delete('tile/entries/001');
    expect(await kindsOf(ledger, { seen, from: 300 })).toContain('missing-entries');
    expect(await kindsOf(await sampleLedger(sampleLeaves(700, 'x')), { seen, from: 300 })).toEqual([
      'fork',
    ]);
  });

  it.each([
    ['a leaf earlier than the one before it', 'back-dated', { at: begin }],
    ['a leaf from the future', 'back-dated', { at: now + 3_600_000 }],
    ['a leaf of another kind than its record', 'broken-chain', { kind: 'import' as const }],
  ])('names %s, signed as it is', async (_, kind, change) => {
    const leaves = sampleLeaves(20);
    expect(await kindsOf(await sampleLedger(changed(leaves, 13, change)))).toContain(kind);
  });

  it('names a revision that was left out of its chain, or stands twice', async () => {
    const leaves = sampleLeaves(20);
    const without = await sampleLedger(leaves.filter((_, index) => index !== 3));
    expect(await kindsOf(without)).toContain('broken-chain');
    const twice = await sampleLedger([...leaves, { ...(leaves[6] as SampleLeaf), at: now }]);
    expect(await kindsOf(twice)).toContain('duplicated');
  });

  it('looks at each record where full tiles came in the place of partial ones', async () => {
    const leaves = sampleLeaves(256);
    const before = await sampleLedger(leaves.slice(0, 200));
    const { files, lines } = await sampleLedger(leaves);
    files.set('checkpoint', before.files.get('checkpoint') ?? Buffer.alloc(0));
    const digest = Buffer.from(lines[180]?.split(' ')[3] ?? '', 'base64').toString('hex');
    files.delete(`record/${digest.slice(0, 2)}/${digest}.json`);
    const { faults } = await audited({ ...before, files });
    expect(faults).toMatchObject([{ kind: 'missing-record', index: 180 }]);
  });

  it('takes no checkpoint but one of the key', async () => {
    const forged = await sampleLedger(sampleLeaves(20), await sampleKey(8));
    expect(await kindsOf(forged)).toEqual(['forged-note']);
    expect(await kindsOf({ ...forged, files: new Map() })).toEqual(['missing-checkpoint']);
  });
});

describe('two views of a ledger', () => {
  const view = async (ledger: SampleLedger) => ({
    files: filesOf(ledger),
    checkpoint: await headOf(ledger),
  });

  it('agree where one has grown from the other', async () => {
    const leaves = sampleLeaves(700);
    const large = await view(await sampleLedger(leaves));
    for (const size of [1, 256, 300, 700]) {
      const small = await view(await sampleLedger(leaves.slice(0, size)));
      expect(await compareViews(small, large)).toBeUndefined();
      expect(await compareViews(large, small)).toBeUndefined();
    }
  });

  it.each([1, 2, 256, 300, 699, 700])(
    'of different histories are proved so with the key alone, %d leaves against 700',
    async (size) => {
      const large = await view(await sampleLedger(sampleLeaves(700)));
      const small = await view(await sampleLedger(sampleLeaves(size, 'other')));
      const split = await compareViews(large, small);
      if (split === undefined) throw new Error('no split view');
      const read = JSON.parse(JSON.stringify(split));
      expect(await checkSplitView(read, await sampleKey())).toBe(true);
      await expect(checkSplitView(read, await sampleKey(8))).rejects.toThrow(/not signed by/);
      const honest = { ...read, checkpoints: [read.checkpoints[1], read.checkpoints[1]] };
      expect(await checkSplitView(honest, await sampleKey())).toBe(false);
    },
  );
});
