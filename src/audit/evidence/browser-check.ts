import type { Evidence, EvidenceFinding, EvidenceRevision, EvidenceStamp } from './evidence.ts';

/*
 * These functions are put into evidence files as they stand here (`check-script.ts`), so that a
 * browser checks with the very code that the tests try. They use one another and what browsers and
 * Node both have, and nothing else: no imports, no constants of this file. They are written after
 * the specifications and share nothing with `tlog`, so that one mistake is not made twice. All of them stand in one file: what
 * is imported gets other names from whoever bundles or tests it.
 */

type Bytes = Uint8Array<ArrayBuffer>;
/** A proof of OpenTimestamps that is read, how far it is, and what its paths led to. */
type OpenProof = { readonly bytes: Uint8Array; at: number; readonly ends: string[] };

/** Base64 as bytes; undefined for what is none. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    return undefined;
  }
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Bytes and texts (as UTF-8) one behind the other. */
export function joinedBytes(...parts: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> {
  const all = parts.map((part) =>
    typeof part === 'string' ? new TextEncoder().encode(part) : part,
  );
  const joined = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of all) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Bytes in hex. */
export function hexOfBytes(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** SHA-256 over parts one behind the other. */
export async function sha256OfParts(
  ...parts: readonly (Uint8Array | string)[]
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joinedBytes(...parts)));
}

/** The root that a path of hashes leads to from a leaf (RFC 9162 §2.1.3.2); undefined when it does not fit. */
export async function rootFromPath(
  index: number,
  size: number,
  leafHash: Uint8Array<ArrayBuffer>,
  path: readonly Uint8Array[],
): Promise<Uint8Array | undefined> {
  if (!(index >= 0 && index < size)) return undefined;
  let [node, last, hash] = [index, size - 1, leafHash];
  for (const beside of path) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      hash = await sha256OfParts(Uint8Array.of(1), beside, hash);
      while (node % 2 === 0 && node > 0)
        [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else {
      hash = await sha256OfParts(Uint8Array.of(1), hash, beside);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
}

/** The text of a note that the key signed (C2SP signed-note, Ed25519); undefined when it did not. */
export async function signedText(note: string, vkey: string): Promise<string | undefined> {
  const [, name = '', id = '', keyText = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  const typed = bytesOfBase64(keyText);
  if (typed?.length !== 33 || typed[0] !== 1) return undefined;
  const ownId = (await sha256OfParts(name, '\n', typed)).slice(0, 4);
  const split = note.lastIndexOf('\n\n');
  if (hexOfBytes(ownId) !== id || split < 0) return undefined;
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2).split('\n');
  // Where one key handed over to the next, both signed, by one name.
  const signatures = lines
    .filter((each) => each.startsWith(`— ${name} `))
    .map((each) => bytesOfBase64(each.slice(name.length + 3)) ?? new Uint8Array());
  const own = signatures.filter((each) => hexOfBytes(each.slice(0, 4)) === id);
  const [signature] = own;
  if (signature?.length !== 68 || own.length > 1) return undefined;
  const raw = typed.slice(1);
  const key = await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
  const signed = joinedBytes(text);
  const isGood = await crypto.subtle.verify({ name: 'Ed25519' }, key, signature.slice(4), signed);
  return isGood ? text : undefined;
}

/** What a `.tlog-proof` file says; undefined for what is none. */
export function readProofFile(proof: string) {
  const split = proof.indexOf('\n\n');
  const [head, indexLine = '', ...rest] = proof.slice(0, Math.max(0, split)).split('\n');
  const index = /^index (0|[1-9]\d{0,15})$/.exec(indexLine)?.[1];
  const path = rest.map((line) => bytesOfBase64(line) ?? new Uint8Array());
  const isWhole = path.every(({ length }) => length === 32);
  if (head !== 'c2sp.org/tlog-proof@v1' || index === undefined || !isWhole) return undefined;
  return { index: Number(index), path, checkpoint: proof.slice(split + 2) };
}

/** The members of a JSON object; none for any other text. */
export function membersOfJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // What is no JSON has no members, so that every check of them fails.
    return {};
  }
}

/** A member of an object that is a text, at a path of names; '' where there is none. */
export function textMember(value: unknown, ...names: readonly string[]): string {
  let at: unknown = value;
  for (const name of names) {
    at = typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined;
  }
  return typeof at === 'string' ? at : '';
}

/** Checks one revision against the key. */
export async function checkRevision(
  { leaf, record, proof, text, raw }: EvidenceRevision,
  vkey: string,
): Promise<Readonly<Record<Exclude<EvidenceFinding['check'], 'chain' | 'stamp'>, boolean>>> {
  const read = readProofFile(proof);
  const signed = read === undefined ? undefined : await signedText(read.checkpoint, vkey);
  const [origin = '', sizeText = '', rootText = ''] = (signed ?? '').split('\n');
  const leafHash = await sha256OfParts(Uint8Array.of(0), leaf);
  const root = await rootFromPath(read?.index ?? -1, Number(sizeText), leafHash, read?.path ?? []);
  const signedRoot = hexOfBytes(bytesOfBase64(rootText) ?? new Uint8Array());
  const [, kind, time = '', digest = ''] = /^na1 (\S+) (\S+) (\S+)/.exec(leaf) ?? [];
  const members = membersOfJson(record);
  const leafDigest = hexOfBytes(bytesOfBase64(digest) ?? new Uint8Array());
  const hexOf = async (part: Uint8Array | string) => hexOfBytes(await sha256OfParts(part));
  const body = raw === undefined ? undefined : bytesOfBase64(raw);
  const isOwn = kind === textMember(members, 'kind') && (await hexOf(record)) === leafDigest;
  const fetched = Date.parse(textMember(members, 'fetched'));
  return {
    signature: signed !== undefined && vkey.startsWith(`${origin}+`),
    inclusion: root !== undefined && hexOfBytes(root) === signedRoot,
    record: isOwn,
    time: kind === 'import' || fetched <= Date.parse(time),
    text: text === undefined || (await hexOf(text)) === textMember(members, 'text', 'sha256'),
    capture:
      raw === undefined ||
      (body !== undefined && (await hexOf(body)) === textMember(members, 'raw', 'sha256')),
  };
}

/**
 * Whether a record comes after the one before it of the same address: right behind it, it names that
 * one; others may be left out between them.
 */
export async function followsRecord(record: string, before: string): Promise<boolean> {
  const [members, earlier] = [membersOfJson(record), membersOfJson(before)];
  const ahead = Number(members['rev']) - Number(earlier['rev']);
  const digest = hexOfBytes(await sha256OfParts(before));
  return ahead > 1 || (ahead === 1 && textMember(members, 'prev', 'record') === digest);
}

/** Which revisions, from 0, have a proof under the checkpoint of a stamp: of no other does it say anything. */
export function revisionsUnder(
  { revisions }: Evidence,
  { checkpoint }: Pick<EvidenceStamp, 'checkpoint'>,
): number[] {
  return revisions.flatMap(({ stamped = [] }, at) =>
    stamped.some((proof) => readProofFile(proof)?.checkpoint === checkpoint) ? [at] : [],
  );
}

/** Whether a revision's leaf is under each checkpoint that it is said to be under, and every stamp is over one of some. */
export async function isStamped(
  { leaf, stamped = [] }: EvidenceRevision,
  evidence: Evidence,
): Promise<boolean> {
  const { stamps = [], vkey } = evidence;
  for (const proof of stamped) {
    const read = readProofFile(proof);
    const [origin = '', size = '', root = ''] = (read?.checkpoint ?? '').split('\n');
    const leafHash = await sha256OfParts(Uint8Array.of(0), leaf);
    const own = await rootFromPath(read?.index ?? -1, Number(size), leafHash, read?.path ?? []);
    const said = hexOfBytes(bytesOfBase64(root) ?? new Uint8Array());
    if (own === undefined || hexOfBytes(own) !== said || !vkey.startsWith(`${origin}+`))
      return false;
  }
  return stamps.every((one) => revisionsUnder(evidence, one).length > 0);
}

/**
 * What a stamp over a checkpoint says, in one line: the time in a token, or the blocks and Merkle roots that a proof of
 * OpenTimestamps leads to; undefined where it is not over that checkpoint. Signatures are not checked.
 */
export async function stampLine({
  bytes: base64,
  checkpoint,
  name,
}: EvidenceStamp): Promise<string | undefined> {
  const bytes = bytesOfBase64(base64) ?? new Uint8Array();
  const digest = await sha256OfParts(checkpoint);
  try {
    return name.endsWith('.tsr') ? tokenTime(bytes, digest) : await blockLine(bytes, digest);
  } catch {
    // What cannot be read is over nothing.
    return undefined;
  }
}

/** The time that stands behind a digest in a token (RFC 3161 §2.4.2, TSTInfo); undefined where there is none. */
export function tokenTime(bytes: Uint8Array, digest: Uint8Array): string | undefined {
  // An octet string of 32 bytes, then the serial number, then a GeneralizedTime.
  const at = hexOfBytes(bytes).indexOf(`0420${hexOfBytes(digest)}`);
  const behind = at < 0 || at % 2 === 1 ? bytes.slice(0, 0) : bytes.slice(at / 2 + 34);
  const time = behind.slice(2 + (behind[1] ?? 0));
  if (behind[0] !== 2 || time[0] !== 0x18) return undefined;
  const text = new TextDecoder().decode(time.slice(2, 2 + (time[1] ?? 0)));
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text) ?? [];
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  return year && `${year}-${month}-${day} ${hour}:${minute}:${second}${fraction} UTC`;
}

/** The ends of a proof of OpenTimestamps over a digest, in one line. Throws for what is none. */
export async function blockLine(bytes: Uint8Array, digest: Bytes): Promise<string> {
  const name = hexOfBytes(joinedBytes('\0OpenTimestamps\0\0Proof\0'));
  const start = `${name}bf89e2e884e892940108${hexOfBytes(digest)}`;
  if (!hexOfBytes(bytes).startsWith(start)) throw new TypeError('it is over something else');
  const proof = { bytes, at: start.length / 2, ends: [] };
  await walkProof(proof, digest, 0);
  if (proof.at !== bytes.length) throw new TypeError('it goes on');
  return proof.ends.join('; ');
}

/** The next bytes of a proof, or those behind their length, which is a number in groups of seven bits. */
export function takeBytes(proof: OpenProof, length?: number): Uint8Array {
  let size = length ?? 0;
  for (let byte = length === undefined ? 128 : 0, weight = 1; byte > 127; weight *= 128) {
    byte = proof.bytes[proof.at] ?? 0;
    proof.at += 1;
    size += (byte % 128) * weight;
  }
  const part = proof.bytes.slice(proof.at, proof.at + size);
  proof.at += size;
  if (part.length !== size) throw new TypeError('it is cut short');
  return part;
}

/** Follows a proof from a message on; unset: one that a hash led to which is not known here. */
export async function walkProof(proof: OpenProof, message: Bytes | undefined, depth: number) {
  if (depth > 256 || (message?.length ?? 0) > 4096) throw new TypeError('it has no end');
  for (let more = true; more; ) {
    const [first = 0] = takeBytes(proof, 1);
    more = first === 255;
    const [op = 0] = more ? takeBytes(proof, 1) : [first];
    if (op === 0) proof.ends.push(...endOfProof(proof, message));
    else {
      const argument = op === 0xf0 || op === 0xf1 ? takeBytes(proof) : new Uint8Array();
      const next = message && (await messageAfterOp(op, message, argument));
      await walkProof(proof, next, depth + 1);
    }
  }
}

/** What an attestation says of a message; nothing where it is not understood. */
export function endOfProof(proof: OpenProof, message: Uint8Array | undefined): string[] {
  const tag = hexOfBytes(takeBytes(proof, 8));
  const inner = { bytes: takeBytes(proof), at: 0, ends: [] };
  if (tag === '83dfe30d2ef90c8e') {
    // Any other text could say that it is a block.
    const url = new TextDecoder().decode(takeBytes(inner));
    return /^https?:\/\/[A-Za-z0-9._/:-]+$/.test(url) && inner.at === inner.bytes.length
      ? [url]
      : [];
  }
  if (tag !== '0588960d73d71901' || message?.length !== 32) return [];
  const last = inner.bytes.length - 1;
  const isNumber = inner.bytes.every((byte, at) => at < 7 && byte > 127 === at < last);
  if (last < 0 || !isNumber) return [];
  const height = inner.bytes.reduce((sum, byte, at) => sum + (byte % 128) * 128 ** at, 0);
  return [`Bitcoin ${height} ${hexOfBytes(message.toReversed())}`];
}

/** What an operation makes of a message; undefined for a hash that browsers do not have. Throws for no operation. */
export async function messageAfterOp(op: number, message: Bytes, argument: Uint8Array) {
  if (op === 8) return await sha256OfParts(message);
  if (op === 2) return new Uint8Array(await crypto.subtle.digest('SHA-1', message));
  if (op === 0xf0) return joinedBytes(message, argument);
  if (op === 0xf1) return joinedBytes(argument, message);
  if (op === 0xf2) return joinedBytes(message.toReversed());
  if (op === 0xf3) return joinedBytes(hexOfBytes(message));
  if (op === 3 || op === 0x67) return undefined;
  throw new TypeError('it has an operation that is not known');
}

/**
 * Checks all that an evidence file holds: each revision's leaf is in the log that the key signed, its
 * record is what the leaf has the digest of, text and captured body are those of the record, each revision
 * comes after the one before it at the same address, and time stamps are over checkpoints that it is under. Who
 * signed a stamp, and whether a block is in the chain, is not looked at.
 */
export async function checkEvidence(evidence: Evidence): Promise<EvidenceFinding[]> {
  const { revisions, stamps = [], vkey } = evidence;
  const findings: EvidenceFinding[] = [];
  const lines = await Promise.all(stamps.map(stampLine));
  const areRead = stamps.every(({ says }, at) => says === lines[at]);
  const last = new Map<string, string>();
  for (const [revision, each] of revisions.entries()) {
    const url = textMember(membersOfJson(each.record), 'url');
    const before = last.get(url);
    const chain = before === undefined || (await followsRecord(each.record, before));
    const stamp = areRead && (await isStamped(each, evidence));
    const checks = { ...(await checkRevision(each, vkey)), chain, stamp };
    for (const [check, ok] of Object.entries(checks)) {
      findings.push({ revision, check: check as EvidenceFinding['check'], ok });
    }
    last.set(url, each.record);
  }
  return findings;
}
