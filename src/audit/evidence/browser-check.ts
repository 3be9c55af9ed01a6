import type { Evidence, EvidenceFinding, EvidenceRevision } from './evidence.ts';

/*
 * These functions are put into evidence files as they stand here (`check-script.ts`), so that a
 * browser checks with the very code that the tests try. They use one another and what browsers and
 * Node both have, and nothing else: no imports, no constants of this file. They are written after
 * the specifications and share nothing with `tlog`, so that one mistake is not made twice.
 */

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
  const line = lines.find((each) => each.startsWith(`— ${name} `)) ?? '';
  const signature = bytesOfBase64(line.slice(name.length + 3));
  if (signature?.length !== 68 || hexOfBytes(signature.slice(0, 4)) !== id) return undefined;
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
): Promise<Readonly<Record<Exclude<EvidenceFinding['check'], 'chain'>, boolean>>> {
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

/**
 * Checks all that an evidence file holds: each revision's leaf is in the log that the key signed, its
 * record is what the leaf has the digest of, text and captured body are those of the record, and each
 * revision comes after the one before it at the same address.
 */
export async function checkEvidence({ vkey, revisions }: Evidence): Promise<EvidenceFinding[]> {
  const findings: EvidenceFinding[] = [];
  const last = new Map<string, string>();
  for (const [revision, each] of revisions.entries()) {
    const url = textMember(membersOfJson(each.record), 'url');
    const before = last.get(url);
    const chain = before === undefined || (await followsRecord(each.record, before));
    for (const [check, ok] of Object.entries({ ...(await checkRevision(each, vkey)), chain })) {
      findings.push({ revision, check: check as EvidenceFinding['check'], ok });
    }
    last.set(url, each.record);
  }
  return findings;
}
