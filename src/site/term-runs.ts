import { closeSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const chunk = 1 << 16;

/** Rows of lines that are too long for memory, in a folder of their own beside the system's other drafts. */
export class TermRuns {
  readonly #folder: string;
  #count = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(): Promise<TermRuns> {
    return new TermRuns(await mkdtemp(join(tmpdir(), 'backissue-site-')));
  }

  /** Writes lines; gives where they are and how many bytes they have. */
  write(lines: Iterable<string>): TermRun {
    const path = join(this.#folder, String(this.#count++));
    const file = openSync(path, 'w');
    let [bytes, waiting] = [0, ''];
    const flush = () => {
      writeFileSync(file, waiting);
      bytes += Buffer.byteLength(waiting);
      waiting = '';
    };
    try {
      for (const line of lines) {
        waiting += `${line}\n`;
        if (waiting.length > chunk) flush();
      }
      flush();
    } finally {
      closeSync(file);
    }
    return { path, bytes };
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Lines in a file. */
export interface TermRun {
  readonly path: string;
  readonly bytes: number;
}

/** Reads the lines of a run, once: its file is removed. */
export function* linesOf({ path }: TermRun): Generator<string> {
  const file = openSync(path, 'r');
  const decoder = new TextDecoder();
  const buffer = Buffer.alloc(chunk);
  try {
    let rest = '';
    for (;;) {
      const length = readSync(file, buffer);
      if (length === 0) return;
      const lines = (rest + decoder.decode(buffer.subarray(0, length), { stream: true })).split(
        '\n',
      );
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}
