import { ArchiveError } from '../model/index.ts';
import { hashFromBase64, toBase64 } from './base64.ts';
import { sameBytes } from './byte-strings.ts';
import { checkConsistency } from './check-proofs.ts';
import { parseTreeHead, type TreeHead } from './checkpoint.ts';
import { cosign } from './cosignature.ts';
import { parseCount } from './counting.ts';
import { sha256Bytes } from './hashes.ts';
import { openNote, parseNote } from './note.ts';
import type { SigningKey } from './signing-key.ts';
import type { VerifierKey } from './verifier-key.ts';

/** What is asked of a witness: to cosign a checkpoint, which grew from one it knows. */
export interface AddCheckpoint {
  readonly oldSize: number;
  /** That the old tree is a beginning of the new one; 32 bytes each, at most 63. */
  readonly proof: readonly Uint8Array[];
  /** The log's signed checkpoint. */
  readonly checkpoint: string;
}

/** What a witness answers over HTTP. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: string;
  readonly body: string;
  /** With 200: must be kept durably, in place of what was known, before the answer goes out. */
  readonly keep?: TreeHead;
}

/** A request as the body of `POST <prefix>/add-checkpoint` (C2SP tlog-witness). */
export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  const lines = proof.map((hash) => `${toBase64(hash)}\n`);
  return `old ${oldSize}\n${lines.join('')}\n${checkpoint}`;
}

/** Reads such a body. Throws ArchiveError(`invalid`) for what is none. */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const split = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, Math.max(split, 0)).split('\n');
  const oldSize = first.startsWith('old ') ? parseCount(first.slice(4)) : undefined;
  const proof = lines.flatMap((line) => hashFromBase64(line) ?? []);
  if (oldSize === undefined || proof.length !== lines.length || proof.length > 63) {
    throw new ArchiveError(
      'invalid',
      `${JSON.stringify(body.slice(0, 80))} asks for no cosignature; ` +
        'it needs old <size>, at most 63 hashes, an empty line, a checkpoint.',
    );
  }
  return { oldSize, proof, checkpoint: body.slice(split + 2) };
}

/** What a witness knows when it is asked. */
export interface WitnessSight {
  /** The keys of the logs it serves; their names are the logs' origins. */
  readonly logs: readonly VerifierKey[];
  /** What it cosigned last of the log with this origin. */
  readonly last: (origin: string) => TreeHead | undefined;
  /** A key for cosignatures. */
  readonly key: SigningKey;
  /** Whole seconds since 1970. */
  readonly seconds: number;
}

/**
 * What a witness answers to the body of an `add-checkpoint` (C2SP tlog-witness). Decides alone:
 * whoever asks keeps `keep` durably, and only in place of what `last` said, before answering.
 */
export async function answerAddCheckpoint(
  body: string,
  sight: WitnessSight,
): Promise<WitnessAnswer> {
  const asked = readAsked(body);
  if ('status' in asked) return asked;
  const { head, request, text } = asked;
  const keys = sight.logs.filter((key) => key.name === head.origin);
  if (keys.length === 0) return says(404, 'unknown log');
  if (!(await isSigned(request.checkpoint, keys))) return says(403, 'invalid signature');
  if (request.oldSize > head.size) return says(400, 'old size is larger than the checkpoint');
  const last = sight.last(head.origin);
  const lastSize = last?.size ?? 0;
  if (request.oldSize !== lastSize) return tellsSize(lastSize);
  if (last !== undefined && last.size === head.size && !sameBytes(last.root, head.root)) {
    return tellsSize(lastSize);
  }
  if (!(await isGrown(request, last, head))) return says(422, 'consistency proof is wrong');
  const line = await cosign(text, sight.key, sight.seconds);
  return { status: 200, contentType: 'text/plain; charset=utf-8', body: line, keep: head };
}

function readAsked(
  body: string,
): WitnessAnswer | { request: AddCheckpoint; head: TreeHead; text: string } {
  try {
    const request = parseAddCheckpoint(body);
    const { text } = parseNote(request.checkpoint);
    return { request, text, head: parseTreeHead(text) };
  } catch (error) {
    if (error instanceof ArchiveError) return says(400, error.message);
    throw error;
  }
}

async function isSigned(checkpoint: string, keys: readonly VerifierKey[]): Promise<boolean> {
  try {
    await openNote(checkpoint, keys);
    return true;
  } catch (error) {
    if (error instanceof ArchiveError) return false;
    throw error;
  }
}

async function isGrown(
  { oldSize, proof }: AddCheckpoint,
  last: TreeHead | undefined,
  { size, root }: TreeHead,
): Promise<boolean> {
  // Everything grows from nothing, so there is nothing to prove; but nothing has one root only.
  if (oldSize === 0 || last === undefined) {
    return proof.length === 0 && (size > 0 || sameBytes(root, await sha256Bytes()));
  }
  return checkConsistency({ oldSize, oldRoot: last.root, size, root, proof });
}

const says = (status: 400 | 403 | 404 | 422, sentence: string): WitnessAnswer => ({
  ...{ status, contentType: 'text/plain; charset=utf-8', body: `${sentence}\n` },
});

const tellsSize = (size: number): WitnessAnswer => ({
  ...{ status: 409, contentType: 'text/x.tlog.size', body: `${size}\n` },
});
