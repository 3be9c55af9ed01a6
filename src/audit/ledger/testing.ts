import { canonicalJson, type JsonValue, sha256 } from '../../digest/index.ts';
import type { Digest, Instant } from '../../model/index.ts';
import {
  edgeFiles,
  emptyEdge,
  formatLeaf,
  formatTreeHead,
  formatVerifierKey,
  growTree,
  type LeafKind,
  rootOf,
  type SigningKey,
  signingKey,
  signNote,
  tilePath,
} from '../../tlog/index.ts';
import { recordPath } from './check-records.ts';

/** A ledger in memory, its files by their paths, with the texts and bodies that records name. */
export interface SampleLedger {
  readonly files: Map<string, Uint8Array>;
  readonly texts: Map<string, Uint8Array>;
  readonly payloads: Set<string>;
  readonly lines: readonly string[];
}

/** One leaf to be made. */
export interface SampleLeaf {
  readonly kind: LeafKind;
  readonly at: number;
  readonly record: JsonValue;
  readonly ref?: number;
  readonly text?: string;
}

export const begin = Date.parse('2026-11-27T06:00:00Z');
export const sampleOrigin = 'archive.example/ledger';

/** The key of the samples: its secret is no secret. */
export const sampleKey = (byte = 7): Promise<SigningKey> =>
  signingKey(sampleOrigin, 'note', new Uint8Array(32).fill(byte));

/** Revisions of a few addresses, each at its second, every fifth one a second revision of the last. */
export function sampleLeaves(count: number, salt = ''): SampleLeaf[] {
  const leaves: SampleLeaf[] = [];
  let last: { index: number; url: string; rev: number; record: string } | undefined;
  for (let index = 0; index < count; index += 1) {
    const follows: typeof last = index % 5 === 4 ? last : undefined;
    const url = follows?.url ?? `https://news.example/${index}`;
    const rev = (follows?.rev ?? 0) + 1;
    const text = `标题 ${index}${salt}\n\n第 ${index} 段。`;
    const at = begin + index * 1000;
    const prev = follows === undefined ? null : { index: follows.index, record: follows.record };
    const record: JsonValue = {
      ...{ v: 1, kind: 'revision', salt: `s${index}${salt}`, url, rev, prev },
      fetched: new Date(at).toISOString(),
      raw: { sha256: sha256(`raw ${index}`), size: 5 },
      text: { canon: 'text/1', sha256: sha256(text), size: Buffer.byteLength(text) },
    };
    leaves.push({ kind: 'revision', at, record, text });
    last = { index, url, rev, record: sha256(canonicalJson(record)) };
  }
  return leaves;
}

/** A takedown of a leaf. */
export const takedownOf = (ref: number, at: number): SampleLeaf => ({
  ...{ kind: 'takedown', ref, at },
  record: { v: 1, kind: 'takedown', reason: 'privacy', salt: `t${ref}` },
});

/** Writes all files of a log with these leaves, and without the records that takedowns name. */
export async function sampleLedger(
  leaves: readonly SampleLeaf[],
  key?: SigningKey,
): Promise<SampleLedger> {
  const signer = key ?? (await sampleKey());
  const files = new Map<string, Uint8Array>();
  const texts = new Map<string, Uint8Array>();
  const payloads = new Set<string>();
  const gone = new Set(leaves.flatMap(({ kind, ref }) => (kind === 'takedown' ? [ref] : [])));
  const lines = leaves.map(({ kind, at, record, ref, text }, index) => {
    const bytes = Buffer.from(canonicalJson(record));
    const digest = sha256(bytes);
    if (!gone.has(index)) files.set(recordPath(digest), bytes);
    if (text !== undefined && !gone.has(index)) texts.set(sha256(text), Buffer.from(text));
    if (text !== undefined && !gone.has(index)) payloads.add(sha256(`raw ${index}`));
    const time = new Date(at).toISOString() as Instant;
    return formatLeaf({ kind, time, record: digest as Digest, ...(ref !== undefined && { ref }) });
  });
  const { edge, files: full } = growTree(emptyEdge, lines);
  for (const { tile, bytes } of [...full, ...edgeFiles(edge)]) files.set(tilePath(tile), bytes);
  const head = formatTreeHead({ origin: sampleOrigin, size: edge.size, root: rootOf(edge) });
  files.set('checkpoint', Buffer.from(await signNote(head, [signer])));
  files.set('vkey', Buffer.from(`${formatVerifierKey(signer)}\n`));
  return { files, texts, payloads, lines };
}
