import { ArchiveError } from '../model/index.ts';
import { hashFromBase64, toBase64 } from './base64.ts';
import { isCount, parseCount } from './counting.ts';
import { openNote } from './note.ts';
import { isKeyName, type VerifierKey } from './verifier-key.ts';

/** What a log commits to: how many leaves it has, and the root over them. */
export interface TreeHead {
  /** The log's name, which its key has too: an address without scheme. */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array<ArrayBuffer>;
}

/** A tree head signed by its log; the note holds the signatures of witnesses too. */
export interface Checkpoint extends TreeHead {
  /** The whole signed note, byte for byte as it is published. */
  readonly note: string;
}

/** The text of a checkpoint (C2SP tlog-checkpoint): origin, size, root in base64, each with LF. */
export function formatTreeHead({ origin, size, root }: TreeHead): string {
  if (!isKeyName(origin) || !isCount(size) || root.length !== 32) {
    throw new ArchiveError(
      'invalid',
      `${JSON.stringify(origin)} with ${size} leaves and a root of ${root.length} bytes makes no ` +
        'checkpoint; it needs a name without spaces and +, and a root of 32 bytes.',
    );
  }
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads a checkpoint's text, without signatures; further lines (extensions) are passed over. Throws
 * ArchiveError(`invalid`) for what is none: an empty origin, a size with leading zeros, a root that
 * is not 32 bytes.
 */
export function parseTreeHead(text: string): TreeHead {
  const [origin = '', sizeText = '', rootText = '', ...rest] = text.split('\n');
  const size = parseCount(sizeText);
  const root = hashFromBase64(rootText);
  const isWhole = rest.at(-1) === '' && !rest.slice(0, -1).includes('');
  if (origin === '' || size === undefined || root === undefined || !isWhole) {
    throw new ArchiveError(
      'invalid',
      `${JSON.stringify(text.slice(0, 120))} is no checkpoint; ` +
        'it needs the lines origin, size and root; get it again where it came from.',
    );
  }
  return { origin, size, root };
}

/**
 * Opens a log's checkpoint: one of the keys must be the log's own, of the name that the checkpoint's
 * origin has; keys of witnesses may stand beside it. Throws as `openNote` and `parseTreeHead` do, and
 * ArchiveError(`refused`) when only others signed it.
 */
export async function openCheckpoint(
  note: Uint8Array | string,
  keys: readonly VerifierKey[],
): Promise<Checkpoint & { readonly verified: readonly VerifierKey[] }> {
  const opened = await openNote(note, keys);
  const head = parseTreeHead(opened.text);
  const verified = opened.verified.map(({ key }) => key);
  if (!verified.some(({ name, type }) => type === 'note' && name === head.origin)) {
    throw new ArchiveError(
      'refused',
      `The checkpoint of ${head.origin} is not signed by that log; check its key.`,
    );
  }
  const text = typeof note === 'string' ? note : new TextDecoder().decode(note);
  return { ...head, note: text, verified };
}
