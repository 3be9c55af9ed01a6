import { stat } from 'node:fs/promises';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { parseSigningKey } from '../tlog/index.ts';
import { readIfThere } from './durable-file.ts';
import { SignedJournal } from './signed-journal.ts';

/** A signing key as it lies there. It is read, and not told. */
export interface KeyState {
  /** `open`: others than its owner may read it. */
  readonly key: 'kept' | 'open' | 'missing' | 'damaged';
  /** How many leaves it is remembered to have signed; unset where nothing is remembered. */
  readonly signed?: number;
}

/** Looks at a key and at what is remembered of it; nothing is written. Throws ArchiveError naming the path. */
export async function examineKey(
  keyFile: string,
  stateFile: (keyId: string) => string,
): Promise<KeyState> {
  const text = (await readIfThere(keyFile))?.toString('utf8').trimEnd();
  if (text === undefined) return { key: 'missing' };
  const { mode } = await stat(keyFile).catch((thrown) => {
    throw errorFrom(thrown, keyFile);
  });
  try {
    const { id } = await parseSigningKey(text);
    const path = stateFile(Buffer.from(id).toString('hex'));
    const last = await new SignedJournal(path).last();
    const key = (mode & 0o077) === 0 ? 'kept' : 'open';
    return { key, ...(last && { signed: last.size }) };
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return { key: 'damaged' };
    throw thrown;
  }
}
