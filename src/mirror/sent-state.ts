import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../digest/index.ts';
import type { SiteFile } from './site-files.ts';

/** What a copy was sent, by path. */
export type Sent = ReadonlyMap<string, SiteFile>;

/** Beside the site, and no part of it; a name of a copy is letters, digits, dots, hyphens, underscores. */
const pathOf = (folder: string, copy: string): string =>
  join(folder, `.backissue-copy-${copy}.jsonl`);

/** What is remembered of a copy at an address; undefined where nothing is, or it is damaged, or was of another. */
export async function readSent(
  folder: string,
  copy: string,
  address: string,
): Promise<Sent | undefined> {
  try {
    const [head = '', ...lines] = (await readFile(pathOf(folder, copy), 'utf8')).trim().split('\n');
    if (JSON.parse(head).address !== sha256(address)) return undefined;
    const files = lines.map((line) => JSON.parse(line) as SiteFile);
    return new Map(files.map((file) => [file.path, file]));
  } catch {
    return undefined;
  }
}

/** Remembers what a copy was sent. Its address by its digest: a command may hold a password, and the folder may
 * be served as it is. */
export async function writeSent(
  folder: string,
  copy: string,
  address: string,
  sent: Sent,
): Promise<void> {
  const lines = [...sent.values()]
    .sort((one, other) => (one.path < other.path ? -1 : 1))
    .map((file) => JSON.stringify(file));
  const path = pathOf(folder, copy);
  await writeFile(
    `${path}.tmp`,
    `${[JSON.stringify({ address: sha256(address) }), ...lines].join('\n')}\n`,
  );
  await rename(`${path}.tmp`, path);
}
