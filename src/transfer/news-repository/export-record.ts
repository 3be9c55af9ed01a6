import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, errorFrom } from '../../model/index.ts';
import { byCodeUnit } from './code-unit-order.ts';
import { highestSlot } from './file-name.ts';
import { listPageName, outletFolderName } from './outlets.ts';

/**
 * `.backissue-export.json`: which files an export wrote, so that a later one removes those that left
 * the archive and never one that somebody else put there. Slots as ranges:
 * `{"format":1,"articles":{"rfi":"1014990-1048575"},"lists":["法广.md"]}`. Deterministic.
 */
export interface ExportRecord {
  readonly articles: ReadonlyMap<string, ReadonlySet<number>>;
  /** `lists/<file>.md` */
  readonly lists: ReadonlySet<string>;
}

export const recordPath = '.backissue-export.json';

export function formatRecord(record: ExportRecord): string {
  const folders = [...record.articles].filter(([, slots]) => slots.size > 0).sort(byName);
  const articles = Object.fromEntries(folders.map(([name, slots]) => [name, formatRanges(slots)]));
  const lists = [...record.lists].map((path) => path.slice('lists/'.length)).sort(byCodeUnit);
  return `${JSON.stringify({ format: 1, articles, lists }, null, 1)}\n`;
}

/** Empty when there is none. Throws `corrupt` when it cannot be understood. */
export async function readRecord(folder: string): Promise<ExportRecord> {
  const path = join(folder, recordPath);
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    const fault = errorFrom(thrown, path);
    if (fault.code !== 'not-found') throw fault;
  });
  if (text === undefined) return { articles: new Map(), lists: new Set() };
  const record = parseRecord(text);
  if (record !== undefined) return record;
  const mend = 'delete it, and what left the archive since must be removed by hand';
  throw new ArchiveError('corrupt', `${path} is damaged; ${mend}.`);
}

/** Undefined for anything that `formatRecord` did not write: its paths are deleted from. */
export function parseRecord(text: string): ExportRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isShape(value)) return undefined;
  const lists = new Set(value.lists.map((name) => `lists/${name}`));
  const articles = new Map<string, ReadonlySet<number>>();
  for (const [name, ranges] of Object.entries(value.articles)) {
    const slots = parseRanges(ranges);
    if (slots === undefined || outletFolderName(name) !== name) return undefined;
    articles.set(name, slots);
  }
  const named = [...lists].every((path) => listPageName(path.slice(6, -3)) === path);
  return named ? { articles, lists } : undefined;
}

interface Shape {
  readonly articles: Readonly<Record<string, string>>;
  readonly lists: readonly string[];
}

function isShape(value: unknown): value is Shape {
  if (typeof value !== 'object' || value === null) return false;
  const { format, articles, lists } = value as Record<string, unknown>;
  if (format !== 1 || typeof articles !== 'object' || articles === null) return false;
  const texts = (all: readonly unknown[]) => all.every((one) => typeof one === 'string');
  return texts(Object.values(articles)) && Array.isArray(lists) && texts(lists);
}

function formatRanges(slots: ReadonlySet<number>): string {
  const sorted = Uint32Array.from(slots).sort();
  const ranges: string[] = [];
  let from = 0;
  sorted.forEach((slot, index) => {
    if (sorted[index + 1] === slot + 1) return;
    const first = sorted[from] ?? slot;
    ranges.push(first === slot ? `${slot}` : `${first}-${slot}`);
    from = index + 1;
  });
  return ranges.join(',');
}

function parseRanges(text: string): Set<number> | undefined {
  const slots = new Set<number>();
  for (const range of text.split(',')) {
    const match = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(range);
    if (match === null) return undefined;
    const last = Number(match[2] ?? match[1]);
    for (let slot = Number(match[1]); slot <= Math.min(last, highestSlot); slot += 1) {
      slots.add(slot);
    }
  }
  return slots;
}

function byName(one: readonly [string, unknown], other: readonly [string, unknown]): number {
  return byCodeUnit(one[0], other[0]);
}
