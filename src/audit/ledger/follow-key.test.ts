import { expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../digest/index.ts';
import type { Instant } from '../../model/index.ts';
import {
  formatLeaf,
  formatTlogProof,
  formatVerifierKey,
  leafHash,
  openCheckpoint,
  signNote,
} from '../../tlog/index.ts';
import { auditLedger } from './audit-ledger.ts';
import { recordPath } from './check-records.ts';
import { bundleOf } from './read-bundle.ts';
import { begin, type SampleLedger, sampleKey, sampleLeaves, sampleLedger } from './testing.ts';

const now = begin + 10_000_000;
const filesOf = ({ files }: SampleLedger) => ({
  read: (path: string) => Promise.resolve(files.get(path)),
});

const bundled = (entries: readonly Buffer[]): Buffer =>
  Buffer.concat(
    entries.flatMap((entry) => [Buffer.from([entry.length >> 8, entry.length & 255]), entry]),
  );

it('believes no handing over that the old key did not sign, whatever tiles say', async () => {
  const [key, thief] = [await sampleKey(), await sampleKey(8)];
  const leaves = sampleLeaves(701);
  const own = await sampleLedger(leaves.slice(0, 700), key);
  const seen = await openCheckpoint(own.files.get('checkpoint') ?? '', [key]);
  // Of a mirror without the log's key: the true leaves, a last one of its own, and a tile that is not looked at again.
  const forged = await sampleLedger(leaves, thief);
  const record = { v: 1, kind: 'key', old: formatVerifierKey(key), new: formatVerifierKey(thief) };
  const bytes = Buffer.from(canonicalJson(record));
  const digest = sha256(bytes);
  const line = formatLeaf({
    ...{ kind: 'key', record: digest },
    time: new Date(begin + 10_000).toISOString() as Instant,
  });
  const entries = [
    ...bundleOf(Buffer.from(forged.files.get('tile/entries/000') ?? ''), 256).entries,
  ];
  entries[10] = Buffer.from(line);
  const tile = Buffer.from(forged.files.get('tile/0/000') ?? '');
  tile.set(leafHash(Buffer.from(line)), 320);
  forged.files.set('tile/entries/000', bundled(entries));
  forged.files.set('tile/0/000', tile);
  forged.files.set(recordPath(digest), bytes);
  const head = seen.note.slice(0, seen.note.indexOf('\n\n') + 1);
  const checkpoint = await signNote(head, [key, thief]);
  const id = Buffer.from(key.id).toString('hex');
  const proof = formatTlogProof({ index: 10, hashes: [], checkpoint });
  forged.files.set(`handover/${id}`, Buffer.from(proof));
  const audit = await auditLedger(filesOf(forged), { key, now, seen, from: 700 });
  expect(audit.faults.map(({ kind }) => kind)).toEqual(['forged-note']);
});
