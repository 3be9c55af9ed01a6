import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import {
  formatSigningKey,
  type KeyType,
  parseSigningKey,
  type SigningKey,
  signingKey,
} from '../tlog/index.ts';
import { readIfThere, syncFolder, writeDurably } from './durable-file.ts';

/**
 * The signing key in a file, undefined where there is none. Throws ArchiveError: `refused` when
 * others may read it, `corrupt` when it is no key, `conflict` when it signs for another origin than
 * the one given.
 */
export async function readKey(path: string, origin?: string): Promise<SigningKey | undefined> {
  const text = (await readIfThere(path))?.toString('utf8');
  if (text === undefined) return undefined;
  await refuseOthers(path);
  const key = await parsed(text, path);
  if (origin === undefined || key.name === origin) return key;
  throw new ArchiveError(
    'conflict',
    `The key in ${path} signs for ${key.name}, not for ${origin}; ` +
      `keep the origin ${key.name}, or begin a new ledger with a key of its own.`,
  );
}

async function refuseOthers(path: string): Promise<void> {
  const { mode } = await stat(path).catch((thrown) => {
    throw errorFrom(thrown, path);
  });
  if ((mode & 0o077) === 0) return;
  throw new ArchiveError(
    'refused',
    `The signing key ${path} may be read by others (mode ${(mode & 0o777).toString(8)}); ` +
      `run chmod 600 ${path}, and if anybody can have read it, begin a ledger with a new key.`,
  );
}

async function parsed(text: string, path: string): Promise<SigningKey> {
  try {
    return await parseSigningKey(text.trimEnd());
  } catch (cause) {
    throw new ArchiveError(
      'corrupt',
      `${path} holds no signing key; bring the file back from where you keep a copy of it.`,
      { cause },
    );
  }
}

/** Draws a new key of a name, to sign notes unless it is to cosign; nothing is written yet. */
export function drawKey(name: string, type: KeyType = 'note'): Promise<SigningKey> {
  return signingKey(name, type, randomBytes(32));
}

/** Writes a key, readable by its owner alone. */
export async function keepKey(path: string, key: SigningKey): Promise<void> {
  await writeDurably(path, `${formatSigningKey(key)}\n`, 0o600);
  await syncFolder(dirname(path));
}
