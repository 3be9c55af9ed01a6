import { existsSync } from 'node:fs';
import { textOfFile } from './text-of-file.ts';

/** A verifier key as `--key` gives it: its one line, or the file that holds it. */
export function keyOption(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  return existsSync(given) ? textOfFile(given).trim() : given;
}
