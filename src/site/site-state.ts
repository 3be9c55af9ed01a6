import { createReadStream, createWriteStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Url } from '../model/index.ts';
import type { LyingFile } from './site-listing.ts';

/** A file as it was written. */
export interface FileMark extends LyingFile {
  readonly path: string;
  readonly digest: string;
}

/** What is written together, and what it was made of. */
export interface Unit {
  /** Changes with whatever it is made of. */
  readonly key: string;
  readonly files: readonly FileMark[];
  /** Articles that hold the same text. */
  readonly same?: readonly string[];
  /** Pictures that the archive did not have. */
  readonly missing?: readonly Url[];
  /** Files of pictures that it shows. */
  readonly pictures?: readonly string[];
}

/** What a site was made by, and its units by name. */
export interface SiteState {
  /** Of the version and the settings; another one makes every unit anew. */
  readonly made: string;
  /** Which of its files are read again next, see `isDue`. */
  readonly turn: number;
  readonly units: ReadonlyMap<string, Unit>;
}

const format = 2;
/** Characters read or written at a time. */
const chunk = 1 << 20;

/** Exports after which each file was read again: as many as a byte of its digest has values. */
export const turns = 256;

/** Whether a file is read again in a turn, though it seems untouched: disks forget, and times can be set. */
export const isDue = ({ digest }: FileMark, turn: number): boolean =>
  Number.parseInt(digest.slice(0, 2), 16) === turn;

/** Writes a state as text: a line of what it is, then a line a unit, by name. */
export async function writeState(path: string, state: SiteState): Promise<void> {
  await pipeline(Readable.from(chunksOf(stateLines(state))), createWriteStream(path));
}

function* stateLines({ made, turn, units }: SiteState): Generator<string> {
  yield JSON.stringify({ format, made, turn });
  for (const name of [...units.keys()].sort()) {
    yield JSON.stringify({ name, ...units.get(name) });
  }
}

function* chunksOf(lines: Iterable<string>): Generator<string> {
  let waiting = '';
  for (const line of lines) {
    waiting += `${line}\n`;
    if (waiting.length < chunk) continue;
    yield waiting;
    waiting = '';
  }
  yield waiting;
}

/** Reads a state again; undefined where there is none, or it is damaged: all is made anew then. */
export async function readState(path: string): Promise<SiteState | undefined> {
  if (!(await lstat(path).catch(() => undefined))?.isFile()) return undefined;
  const units = new Map<string, Unit>();
  let head: { format: unknown; made: unknown; turn: unknown } | undefined;
  try {
    for await (const lines of linesOf(path)) {
      for (const line of lines) {
        const value = JSON.parse(line);
        if (head === undefined) head = value;
        else units.set(String(value.name), unitOf(value));
      }
      if (head?.format !== format) return undefined;
    }
  } catch {
    return undefined;
  }
  return head && { made: String(head.made), turn: Number(head.turn), units };
}

function unitOf({ name: _, ...unit }: Unit & { readonly name: string }): Unit {
  return unit;
}

/** Lines of a file, some thousand at a time. */
async function* linesOf(path: string): AsyncGenerator<string[]> {
  let rest = '';
  for await (const text of createReadStream(path, { encoding: 'utf8', highWaterMark: chunk })) {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
}
