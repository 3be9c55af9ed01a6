import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorFrom } from '../model/index.ts';

/** Writes a file below a folder where it is not so already, whole or not at all; gives its path if it did. */
export async function writeChanged(
  folder: string,
  path: string,
  content: string | Uint8Array,
): Promise<readonly string[]> {
  const to = join(folder, path);
  const bytes = Buffer.from(content);
  try {
    if ((await readFile(to).catch(() => undefined))?.equals(bytes) === true) return [];
    await mkdir(dirname(to), { recursive: true });
    await writeFile(`${to}.tmp`, bytes);
    await rename(`${to}.tmp`, to);
    return [path];
  } catch (thrown) {
    await rm(`${to}.tmp`, { force: true });
    throw errorFrom(thrown, to);
  }
}
