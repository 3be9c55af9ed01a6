import { sameBytes, toHex } from '../byte-strings.ts';
import {
  type OtsAttestation,
  type OtsNode,
  type OtsProof,
  type OtsStep,
  type OtsWord,
  otsDigestBytes,
  otsLongestMessage,
  otsOps,
  otsTags,
} from './ots-proof.ts';
import { OtsReader, otsFault } from './ots-reader.ts';

/** `\0OpenTimestamps\0\0Proof\0` and eight bytes that no text has. */
export const otsMagic: Uint8Array = Uint8Array.from([
  ...[0x00, 0x4f, 0x70, 0x65, 0x6e, 0x54, 0x69, 0x6d, 0x65, 0x73, 0x74, 0x61, 0x6d, 0x70, 0x73],
  ...[0x00, 0x00, 0x50, 0x72, 0x6f, 0x6f, 0x66, 0x00],
  ...[0xbf, 0x89, 0xe2, 0xe8, 0x84, 0xe8, 0x92, 0x94],
]);
export const otsVersion = 1;

const longestFile = 262_144;
const deepest = 256;
const longestPayload = 8192;
const longestUrl = 1000;

/**
 * Reads a proof file of OpenTimestamps. Unknown attestations are kept; an unknown operation cannot be read over. Throws
 * ArchiveError(`corrupt`) for what is none, is longer than 256 KiB or nested deeper than 256 operations.
 */
export function parseOts(bytes: Uint8Array): OtsProof {
  const reader = readerOf(bytes);
  if (bytes.length < otsMagic.length || !sameBytes(reader.take(otsMagic.length), otsMagic)) {
    throw otsFault('is none of OpenTimestamps');
  }
  const version = reader.number();
  if (version !== otsVersion) throw otsFault(`is of version ${version}, which is not known here`);
  const hash = reader.byte();
  const digest = reader.take(digestBytes(hash));
  const node = readNode(reader, 0);
  reader.end();
  return { hash, digest, node };
}

/** Reads what a calendar knows of a message. Throws as `parseOts`. */
export function parseOtsNode(bytes: Uint8Array): OtsNode {
  const reader = readerOf(bytes);
  const node = readNode(reader, 0);
  reader.end();
  return node;
}

function readerOf(bytes: Uint8Array): OtsReader {
  if (bytes.length > longestFile) throw otsFault(`is longer than ${longestFile} bytes`);
  return new OtsReader(bytes);
}

function digestBytes(hash: number): number {
  const length = otsDigestBytes[hash];
  if (length === undefined) throw otsFault(`is over a hash (${hash}) that is not known here`);
  return length;
}

/** Each of a node's parts but the last stands behind a byte ff. */
function readNode(reader: OtsReader, depth: number): OtsNode {
  if (depth > deepest) throw otsFault(`is nested deeper than ${deepest} operations`);
  const attestations: OtsAttestation[] = [];
  const steps: OtsStep[] = [];
  for (let isLast = false; !isLast; ) {
    const first = reader.byte();
    isLast = first !== 0xff;
    const tag = isLast ? first : reader.byte();
    if (tag === 0) attestations.push(readAttestationBytes(reader));
    else steps.push(readStep(reader, tag, depth));
  }
  return { attestations, steps };
}

const readAttestationBytes = (reader: OtsReader): OtsAttestation => ({
  tag: toHex(reader.take(8)),
  payload: reader.bytes(0, longestPayload),
});

function readStep(reader: OtsReader, op: number, depth: number): OtsStep {
  const isBinary = op === otsOps.append || op === otsOps.prepend;
  const isKnown =
    isBinary || op === otsOps.reverse || op === otsOps.hexlify || op in otsDigestBytes;
  if (!isKnown) throw otsFault(`has an operation (${op}) that is not known here`);
  const argument = isBinary ? { argument: reader.bytes(1, otsLongestMessage) } : {};
  return { op, ...argument, to: readNode(reader, depth + 1) };
}

/** What an attestation says; `unknown` for one that says it in a way of its own. */
export function readAttestation({ tag, payload }: OtsAttestation): OtsWord {
  try {
    const reader = new OtsReader(payload);
    if (tag === otsTags.bitcoin) {
      const height = reader.number();
      reader.end();
      return { kind: 'bitcoin', height };
    }
    const url =
      tag === otsTags.pending ? new TextDecoder().decode(reader.bytes(1, longestUrl)) : '';
    reader.end();
    if (/^https?:\/\/[A-Za-z0-9._/:-]+$/.test(url)) return { kind: 'pending', url };
  } catch {
    // It is told as one that is not understood.
  }
  return { kind: 'unknown', tag };
}
