import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Lines to be had again in the order of their code units, more than fit in memory if need be. */
export interface SortedLines {
  /** Takes a line, which must hold no line break. */
  add(line: string): Promise<void>;
  /** All lines in order. */
  all(): AsyncGenerator<string>;
  /** Removes what was put aside. */
  close(): Promise<void>;
}

/** Begins an empty collection; what is beyond `mostHeld` lines at a time waits in temporary files. */
export function sortLines(mostHeld = 200_000): SortedLines {
  let held: string[] = [];
  let folder: string | undefined;
  const runs: string[] = [];
  const putAside = async () => {
    folder ??= await mkdtemp(join(tmpdir(), 'backissue-sort-'));
    const path = join(folder, String(runs.length));
    await pipeline(Readable.from(withBreaks(held.sort())), createWriteStream(path));
    runs.push(path);
    held = [];
  };
  return {
    async add(line) {
      held.push(line);
      if (held.length >= mostHeld) await putAside();
    },
    all: () => merged([...runs.map(linesOf), fromList(held.sort())]),
    close: async () => {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

function* withBreaks(lines: readonly string[]): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}

async function* fromList(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
}

/** Runs that are each in order, as one. */
async function* merged(runs: readonly AsyncGenerator<string>[]): AsyncGenerator<string> {
  const heads = await Promise.all(runs.map((run) => run.next()));
  for (;;) {
    let least = -1;
    for (const [at, head] of heads.entries()) {
      const other = heads[least];
      if (head.done !== true && (other === undefined || head.value < String(other.value))) {
        least = at;
      }
    }
    const [head, run] = [heads[least], runs[least]];
    if (head === undefined || run === undefined || head.done === true) return;
    yield head.value;
    heads[least] = await run.next();
  }
}
