import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  formatOts,
  formatTreeHead,
  type OtsNode,
  otsOps,
  parseOtsNode,
  parseTreeHead,
  signNote,
  stampedPath,
} from '../../tlog/index.ts';
import { auditLedger } from './audit-ledger.ts';
import type { StampMeans } from './stamp-told.ts';
import { begin, sampleKey, sampleLeaves, sampleLedger, sampleOrigin } from './testing.ts';

const bitcoin = (height: number): OtsNode =>
  parseOtsNode(Uint8Array.from([0, ...Buffer.from('0588960d73d71901', 'hex'), 1, height]));

/** A ledger of 300 leaves whose checkpoint of 256, or what is given for it, has a proof in Bitcoin's block 100. */
async function stamped(given: { root?: Uint8Array; key?: number; over?: string } = {}) {
  const leaves = sampleLeaves(300);
  const { files } = await sampleLedger(leaves);
  const older = (await sampleLedger(leaves.slice(0, 256))).files.get('checkpoint');
  const { root } = parseTreeHead(`${new TextDecoder().decode(older).split('\n\n')[0]}\n`);
  const head = { origin: sampleOrigin, size: 256, root: Uint8Array.from(given.root ?? root) };
  const note = Buffer.from(await signNote(formatTreeHead(head), [await sampleKey(given.key)]));
  files.set(stampedPath(256), note);
  const digest = createHash('sha256')
    .update(given.over ?? note)
    .digest();
  const proof = { hash: otsOps.sha256, digest, node: bitcoin(100) };
  files.set('stamp/256.1.ots', formatOts(proof));
  files.set('stamp/list', Buffer.from('256.1.ots\n'));
  const audited = async (stamps: StampMeans = {}) => {
    const read = (path: string) => Promise.resolve(files.get(path));
    const how = { now: begin + 86_400_000, records: false, stamps };
    const { faults, stamps: told } = await auditLedger({ read }, how);
    return { faults: faults.map(({ kind, path }) => [kind, path]), told };
  };
  return { files, digest, audited };
}

const shown = (digest: Uint8Array): string => Buffer.from(digest).reverse().toString('hex');

describe('a proof of OpenTimestamps beside a ledger', () => {
  it('tells the block, and the Merkle root its header must hold, but no time without that', async () => {
    const { audited, digest } = await stamped();
    expect(await audited()).toEqual({
      faults: [],
      told: [
        {
          ...{ path: 'stamp/256.1.ots', size: 256, kind: 'opentimestamps' },
          ...{ blocks: [{ height: 100, merkleRoot: shown(digest) }], pending: [], unknown: 0 },
        },
      ],
    });
  });

  it('proves the time of a block whose header is given and holds that root, and no other', async () => {
    const { audited, digest } = await stamped();
    const at = begin + 3_600_000;
    const headers = (merkleRoot: Uint8Array) => ({ headers: new Map([[100, { merkleRoot, at }]]) });
    expect((await audited(headers(digest))).told).toMatchObject([{ at, blocks: [{ at }] }]);
    const other = await audited(headers(new Uint8Array(32)));
    expect(other).toEqual({ faults: [['altered-stamp', 'stamp/256.1.ots']] });
  });

  it('may be in a block whose clock was two hours slow or fast, as miners’ may be', async () => {
    const { audited, digest } = await stamped();
    const hours = 3_600_000;
    // The last of its leaves was made 255 seconds after the first, and the audit is a day after that.
    const found = async (at: number) =>
      (await audited({ headers: new Map([[100, { merkleRoot: digest, at: begin + at }]]) })).faults;
    expect(await found(-1.9 * hours)).toEqual([]);
    expect(await found(25.9 * hours)).toEqual([]);
    expect(await found(-2.2 * hours)).toEqual([['back-dated', 'stamp/256.1.ots']]);
    expect(await found(26.2 * hours)).toEqual([['altered-stamp', 'stamp/256.1.ots']]);
  });

  it('is a fault where it is over something else, damaged, or not there', async () => {
    const { audited: over } = await stamped({ over: 'else' });
    expect(await over()).toEqual({ faults: [['altered-stamp', 'stamp/256.1.ots']] });
    const { audited, files } = await stamped();
    files.set('stamp/256.1.ots', Buffer.from('no proof'));
    expect(await audited()).toEqual({ faults: [['altered-stamp', 'stamp/256.1.ots']] });
    files.delete('stamp/256.1.ots');
    expect(await audited()).toEqual({ faults: [['missing-stamp', 'stamp/256.1.ots']] });
    const before = await stamped();
    const headers = new Map([[100, { merkleRoot: before.digest, at: begin - 86_400_000 }]]);
    expect((await before.audited({ headers })).faults).toEqual([['back-dated', 'stamp/256.1.ots']]);
  });

  it('shows two histories where the stamped checkpoint is of another, signed by the log', async () => {
    const path = stampedPath(256);
    const root = new Uint8Array(32).fill(1);
    expect(await (await stamped({ root })).audited()).toEqual({ faults: [['fork', path]] });
    const foreign = await stamped({ root, key: 9 });
    expect(await foreign.audited()).toEqual({ faults: [['altered-stamp', path]] });
    // A key before the one of today signed it: the leaves are the same.
    expect((await (await stamped({ key: 9 })).audited()).faults).toEqual([]);
  });

  it('may be over more leaves than a copy has that was made meanwhile', async () => {
    const { files } = await stamped();
    const less = await sampleLedger(sampleLeaves(200));
    for (const [path, bytes] of files) if (path.startsWith('stamp/')) less.files.set(path, bytes);
    const read = (path: string) => Promise.resolve(less.files.get(path));
    const found = await auditLedger({ read }, { now: begin + 86_400_000, records: false });
    expect(found).toMatchObject({ ok: true, stamps: [{ size: 256, ahead: true }] });
  });

  it('is a fault where it is over more leaves, in a checkpoint that the log did not sign', async () => {
    const { files } = await stamped({ key: 9 });
    const less = await sampleLedger(sampleLeaves(200));
    for (const [path, bytes] of files) if (path.startsWith('stamp/')) less.files.set(path, bytes);
    const read = (path: string) => Promise.resolve(less.files.get(path));
    const found = await auditLedger({ read }, { now: begin + 86_400_000, records: false });
    expect(found.faults).toMatchObject([{ kind: 'altered-stamp', path: stampedPath(256) }]);
    expect(found.stamps).toBeUndefined();
  });
});
