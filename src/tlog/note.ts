import { ArchiveError } from '../model/index.ts';
import { fromLooseBase64, toBase64 } from './base64.ts';
import { joined, sameBytes } from './byte-strings.ts';
import { parseCosignature } from './cosignature-bytes.ts';
import type { SigningKey } from './signing-key.ts';
import { isKeyName, isSignedBy, type VerifierKey } from './verifier-key.ts';

/** One signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  /** The four bytes that tell the key. */
  readonly keyId: Uint8Array;
  /** What stands behind the id: 64 bytes of a log's key, 8 more before them of a witness's. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A note, its signatures not yet checked. */
export interface Note {
  /** Ends in LF. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A note with at least one good signature of a known key. */
export interface OpenedNote {
  readonly text: string;
  /** Good ones by the keys that were given, each once. */
  readonly verified: readonly { readonly key: VerifierKey; readonly bytes: Uint8Array }[];
  /** Those of keys that were not given. */
  readonly unverified: readonly NoteSignature[];
}

const longestNote = 1_000_000;
const mostSignatures = 100;

/**
 * Cuts a note into text and signatures (C2SP signed-note). Bytes must be UTF-8. Throws
 * ArchiveError(`invalid`) for a malformed note, and one with more than 100 signatures or a
 * million bytes.
 */
export function parseNote(note: Uint8Array | string): Note {
  const whole = typeof note === 'string' ? note : decoded(note);
  const split = whole.lastIndexOf('\n\n');
  const text = whole.slice(0, split + 1);
  const lines = whole.slice(split + 2).split('\n');
  const last = lines.pop();
  const tooLarge = whole.length > longestNote || lines.length > mostSignatures;
  if (split < 0 || last !== '' || lines.length === 0 || tooLarge || hasControls(whole)) {
    throw malformed(whole);
  }
  return { text, signatures: lines.map((line) => parseSignature(line, whole)) };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed(new TextDecoder().decode(bytes.subarray(0, 80)));
  }
}

const hasControls = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u0009\u000b-\u001f]/.test(text) || !text.isWellFormed();

function parseSignature(line: string, whole: string): NoteSignature {
  const [dash, name = '', base64 = '', ...more] = line.split(' ');
  // Go's note, which others use, does not look at the bits left over; nor may we, to agree with it.
  const bytes = fromLooseBase64(base64);
  if (
    dash !== '—' ||
    !isKeyName(name) ||
    more.length > 0 ||
    bytes === undefined ||
    bytes.length < 5
  ) {
    throw malformed(whole);
  }
  return { name, keyId: bytes.subarray(0, 4), bytes: bytes.slice(4) };
}

const malformed = (text: string): ArchiveError =>
  new ArchiveError(
    'invalid',
    `${JSON.stringify(text.slice(0, 80))} is a malformed note; ` +
      'it needs a text, an empty line, and signature lines; get it again where it came from.',
  );

/**
 * Opens a note: each signature by one of the keys must be good, and there must be one. Signatures of
 * keys not given are left alone. Throws ArchiveError: `invalid` for a malformed note or when two of
 * the keys have the same name and id, `corrupt` for a bad signature of a key, `refused` when none of
 * the keys signed it.
 */
export async function openNote(
  note: Uint8Array | string,
  keys: readonly VerifierKey[],
): Promise<OpenedNote> {
  const { text, signatures } = parseNote(note);
  const verified = new Map<VerifierKey, Uint8Array>();
  const unverified: NoteSignature[] = [];
  for (const signature of signatures) {
    const key = keyOf(signature, keys);
    if (key === undefined) unverified.push(signature);
    else {
      if (!(await isGood(text, signature.bytes, key))) throw badSignature(key, text);
      if (!verified.has(key)) verified.set(key, signature.bytes);
    }
  }
  if (verified.size === 0) throw unknownSigners(text, keys);
  const good = [...verified].map(([key, bytes]) => ({ key, bytes }));
  return { text, verified: good, unverified };
}

function keyOf(
  { name, keyId }: NoteSignature,
  keys: readonly VerifierKey[],
): VerifierKey | undefined {
  const known = keys.filter((key) => key.name === name && sameBytes(key.id, keyId));
  if (known.length < 2) return known[0];
  throw new ArchiveError(
    'invalid',
    `The key ${name} is given twice, which is ambiguous; give it once.`,
  );
}

function isGood(text: string, bytes: Uint8Array<ArrayBuffer>, key: VerifierKey): Promise<boolean> {
  if (key.type === 'note') return isSignedBy(key, bytes, joined(text));
  const { message, signature } = parseCosignature(bytes, text);
  return isSignedBy(key, signature, message);
}

const badSignature = ({ name }: VerifierKey, text: string): ArchiveError =>
  new ArchiveError(
    'corrupt',
    `The signature of ${name} under ${JSON.stringify(text.slice(0, 80))} is not good: ` +
      'the note was altered; get it again where it came from.',
  );

const unknownSigners = (text: string, keys: readonly VerifierKey[]): ArchiveError =>
  new ArchiveError(
    'refused',
    `${JSON.stringify(text.slice(0, 80))} is not signed by ` +
      `${keys.map(({ name }) => name).join(' or ') || 'any key, since none is known'}; ` +
      'check that it is the right log, and its key.',
  );

/** A signature line: em dash, name, base64 of id and bytes, LF. */
export function signatureLine(key: VerifierKey, bytes: Uint8Array): string {
  return `— ${key.name} ${toBase64(joined(key.id, bytes))}\n`;
}

/**
 * The text (which must end in LF) with an empty line and the signatures of the keys, all of which
 * sign notes as they are. Throws ArchiveError(`invalid`) for a text that is none.
 */
export async function signNote(text: string, keys: readonly SigningKey[]): Promise<string> {
  if (!text.endsWith('\n') || hasControls(text)) throw malformed(text);
  const lines = keys.map(async (key) => signatureLine(key, await key.sign(joined(text))));
  return `${text}\n${(await Promise.all(lines)).join('')}`;
}
