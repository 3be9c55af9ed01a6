import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { isWorkerName } from '../warc/index.ts';

/**
 * The name of the worker whose folder this is, as it stands in the names of its capture files: the one
 * given, or the one in the folder's file `worker`. Where there is no such file and `isMade`, it is written, with the
 * name given or one of the host's name and chance. Undefined where a folder has none. Throws `invalid` for what is no
 * name.
 */
export function workerOf(
  folder: string,
  given: string | undefined,
  isMade: boolean,
): string | undefined {
  const file = join(folder, 'worker');
  const kept = readName(file);
  const name = given ?? kept ?? (isMade ? madeName(hostname()) : undefined);
  if (name === undefined) return undefined;
  checkName(name, given === undefined ? file : '--worker');
  if (isMade && kept === undefined) keepName(file, name);
  return name;
}

function keepName(file: string, name: string): void {
  try {
    writeFileSync(file, `${name}\n`);
  } catch (thrown) {
    throw errorFrom(thrown, file);
  }
}

/** Containers are often all called alike, or by a new name at every start: hence the chance, and the file. */
export const madeName = (host: string): string =>
  `${hostLabel(host)}-${randomBytes(3).toString('hex')}`;

/** A host's own name, as it is where that is one of DNS: its first label, hyphens and all. */
export const hostLabel = (host: string): string =>
  host
    .toLowerCase()
    .replace(/\..*/s, '')
    .replaceAll(/[^a-z0-9-]/g, '')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '') || 'host';

function readName(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (thrown) {
    const error = errorFrom(thrown, file);
    if (error.code === 'not-found') return undefined;
    throw error;
  }
}

function checkName(name: string, from: string): void {
  if (isWorkerName(name)) return;
  throw new ArchiveError(
    'invalid',
    `${from} is ${JSON.stringify(name)}, which is no name of a worker; give it 1 to 63 lower-case letters, digits and hyphens between them, without an end like -r1.`,
  );
}
