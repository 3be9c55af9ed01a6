import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { emptyRoot, hashFromBase64, toBase64 } from '../tlog/index.ts';
import type { SignedMemory, SignedTree } from './contract.ts';
import { makeFolder, readFrom, readIfThere, syncFolder } from './durable-file.ts';

/** What every log begins with. */
export const nothingSigned: SignedTree = { size: 0, root: emptyRoot };

const lineShape = /^signed (\d{1,16}) (\S{44}) after (\d{1,16}) (\S{44})$/;

const told = ({ size, root }: SignedTree): string => `${size} ${toBase64(root)}`;

/**
 * What a key signed last, in a file that only grows. A line counts when it says it comes after the
 * one that counted before it; so of two processes that append at the same time, one wins and both
 * see which. A torn line counts for nothing.
 */
export class SignedJournal implements SignedMemory {
  readonly #path: string;
  /** What counts of the bytes read so far, which never change; only what is behind them is read again. */
  #last: SignedTree | undefined;
  #read = 0;
  /** Whether they hold a line, whatever it says. */
  #hasLines = false;

  constructor(path: string) {
    this.#path = path;
  }

  async trees(): Promise<readonly SignedTree[]> {
    const last = await this.last();
    return last === undefined ? [] : [last];
  }

  /** Who has the file has the right. */
  async confirm(): Promise<void> {}

  /** Nobody else has to know it. */
  async keep(): Promise<void> {}

  /** What was signed last; undefined when nothing is remembered. Throws ArchiveError(`corrupt`). */
  async last(): Promise<SignedTree | undefined> {
    const bytes = await readFrom(this.#path, this.#read);
    // A line that is not ended may still be written.
    const end = bytes.lastIndexOf(0x0a) + 1;
    for (const line of bytes.toString('latin1', 0, end).split('\n')) {
      this.#last = after(this.#last, line);
    }
    this.#read += end;
    this.#hasLines ||= end > 0;
    const last = this.#last;
    if (last === undefined && this.#hasLines) {
      throw new ArchiveError(
        'corrupt',
        `${this.#path} does not tell what was signed last; bring the file back from a backup, or ` +
          'compare the ledger with its mirrors and take up its checkpoint anew.',
      );
    }
    return last;
  }

  async swap(before: SignedTree | undefined, next: SignedTree): Promise<void> {
    await this.#append(`signed ${told(next)} after ${told(before ?? nothingSigned)}`);
    const last = await this.last();
    if (last !== undefined && told(last) === told(next)) return;
    throw new ArchiveError(
      'conflict',
      `Another process signed ${last?.size ?? 0} leaves with this key meanwhile; ` +
        'let one process alone work on the archive, then publish again.',
    );
  }

  async #append(line: string): Promise<void> {
    try {
      const isNew = this.#read === 0 && (await readIfThere(this.#path)) === undefined;
      if (isNew) await makeFolder(dirname(this.#path));
      const handle = await open(this.#path, 'a', 0o600);
      try {
        // The line feed before it closes a line that a crash tore.
        await handle.appendFile(`\n${line}\n`);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      if (isNew) await syncFolder(dirname(this.#path));
    } catch (thrown) {
      throw errorFrom(thrown, this.#path);
    }
  }
}

function after(last: SignedTree | undefined, line: string): SignedTree | undefined {
  const [, size, rootText = '', beforeSize, beforeRoot] = lineShape.exec(line) ?? [];
  const root = hashFromBase64(rootText);
  if (root === undefined || `${beforeSize} ${beforeRoot}` !== told(last ?? nothingSigned)) {
    return last;
  }
  return { size: Number(size), root };
}
