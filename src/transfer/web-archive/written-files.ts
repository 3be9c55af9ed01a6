import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorFrom } from '../../model/index.ts';

/** What an export wrote of one selection of captures. */
export interface Written {
  /** What the files stand for: see Selection. */
  readonly of: string;
  /** Bytes by name. */
  readonly files: Readonly<Record<string, number>>;
}

const recordPath = '.backissue-web-archive.json';

/**
 * What earlier exports wrote into a folder, by selection. One that cannot be understood counts as
 * none: then all is written again, to the same bytes.
 */
export async function readWritten(folder: string): Promise<Map<string, Written>> {
  try {
    const text = await readFile(join(folder, recordPath), 'utf8');
    const value = JSON.parse(text) as { format?: unknown; written?: Record<string, Written> };
    return value.format === 1 ? new Map(Object.entries(value.written ?? {})) : new Map();
  } catch {
    return new Map();
  }
}

/** Puts on record what was written, sorted. */
export async function noteWritten(
  folder: string,
  written: ReadonlyMap<string, Written>,
): Promise<void> {
  const sorted = Object.fromEntries([...written].sort(([one], [other]) => (one < other ? -1 : 1)));
  const path = join(folder, recordPath);
  try {
    await writeFile(path, `${JSON.stringify({ format: 1, written: sorted }, null, 1)}\n`);
  } catch (thrown) {
    throw errorFrom(thrown, path);
  }
}

/** Whether all that was written of a selection still lies there, as long as it was. */
export async function liesThere(folder: string, written: Written): Promise<boolean> {
  for (const [name, bytes] of Object.entries(written.files)) {
    const size = await stat(join(folder, name)).then(
      (found) => found.size,
      () => -1,
    );
    if (size !== bytes) return false;
  }
  return true;
}
