import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** A verifier key as `--key` gives it: its one line, or the file that holds it. */
export async function keyOption(given: unknown): Promise<string | undefined> {
  if (typeof given !== 'string') return undefined;
  return existsSync(given) ? (await readFile(given, 'utf8')).trim() : given;
}
