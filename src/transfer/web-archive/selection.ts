import { createHash, type Hash } from 'node:crypto';
import type { CaptureCopies, CaptureListed, CopyQuery } from '../../archive/index.ts';
import { ArchiveError, type Capture, type Instant, instant } from '../../model/index.ts';
import type { CopiedRecord } from '../../warc/index.ts';

/** The captures that go into one file of an export. */
export interface Selection extends CopyQuery {
  /** Name of the file without its ending. */
  readonly name: string;
  readonly captures: number;
  /** Digest of all that the file will hold; the same one, the same bytes. */
  readonly of: string;
}

/** A capture on its way into a file: its records, the answer first. */
export interface Selected extends CaptureListed {
  readonly records: readonly [CopiedRecord, ...CopiedRecord[]];
}

/** How the captures are shared out among files. */
export interface Choice extends CopyQuery {
  readonly name: string;
  /** A file for each month of capture, in UTC, in place of one. */
  readonly by?: 'month';
  /** Bytes of a file, about: larger months become days, larger days hours, and the newest month days, so
   * that a capture that comes changes a small file. Unset: months are whole. */
  readonly mostBytes?: number;
}

/** What is gathered of the captures of some time. */
interface Gathered {
  readonly hash: Hash;
  captures: number;
  bytes: number;
}

/**
 * The files of an export, in order, told from the catalogue alone. `salt` is what their bytes hang on
 * besides the captures.
 */
export async function selectionsOf(
  copies: CaptureCopies,
  choice: Choice,
  salt: string,
): Promise<readonly Selection[]> {
  const { by, name, mostBytes, ...query } = choice;
  if (mostBytes !== undefined)
    return await dividedSelections(copies, { ...choice, mostBytes }, salt);
  const found = new Map<string, Gathered>();
  for await (const listed of copies.list(query)) {
    const month = by === undefined ? '' : listed.capture.capturedAt.slice(0, 7);
    await gather(copies, within(name, query, month).query, listed, ownOf(found, month, salt));
  }
  return [...found].map(([month, { captures, hash }]) => {
    const { name: called, query: own } = within(name, query, month);
    return { ...own, name: called, captures, of: hash.digest('hex') };
  });
}

function ownOf(found: Map<string, Gathered>, time: string, salt: string): Gathered {
  const there = found.get(time);
  if (there !== undefined) return there;
  const own = { hash: createHash('sha256').update(salt), captures: 0, bytes: 0 };
  found.set(time, own);
  return own;
}

async function gather(
  copies: CaptureCopies,
  query: CopyQuery,
  listed: CaptureListed,
  own: Gathered,
): Promise<void> {
  own.captures += 1;
  own.bytes += listed.capture.record.length;
  own.hash.update(`${lineOf(listed.capture)} ${listed.page?.id ?? ''}\n`);
  for (const one of await besides(copies, query, listed)) {
    own.hash.update(`${lineOf(one)}\n`);
    own.bytes += one.record.length;
  }
}

/** Lengths of the names of a month, a day, an hour. */
const lengths = [7, 10, 13] as const;

/** Hours put together to days and months, as far as they are not too large. */
async function dividedSelections(
  copies: CaptureCopies,
  { name, mostBytes, by: _, ...query }: Choice & { readonly mostBytes: number },
  salt: string,
): Promise<readonly Selection[]> {
  const hours = new Map<string, Gathered>();
  for await (const listed of copies.list(query)) {
    const hour = listed.capture.capturedAt.slice(0, 13);
    await gather(copies, within(name, query, hour).query, listed, ownOf(hours, hour, salt));
  }
  const newestMonth = [...hours.keys()].at(-1)?.slice(0, 7);
  const divided = (times: readonly string[], depth: number): Selection[] => {
    const groups = Map.groupBy(times, (time) => time.slice(0, lengths[depth]));
    return [...groups].flatMap(([time, own]) => {
      const bytes = own.reduce((sum, hour) => sum + (hours.get(hour)?.bytes ?? 0), 0);
      const isLarge = bytes > mostBytes || time === newestMonth;
      return isLarge && depth + 1 < lengths.length ? divided(own, depth + 1) : [joined(time, own)];
    });
  };
  const joined = (time: string, own: readonly string[]): Selection => {
    const hash = createHash('sha256').update(salt);
    const all = own.flatMap((hour) => hours.get(hour) ?? []);
    for (const one of all) hash.update(one.hash.copy().digest());
    const captures = all.reduce((sum, one) => sum + one.captures, 0);
    const { name: called, query: bounds } = within(name, query, time);
    return { ...bounds, name: called, captures, of: hash.digest('hex') };
  };
  return divided([...hours.keys()], 0);
}

/** A capture, and the capture file it lies in: a takedown that changes what stands beside it, or what it
 * refers to, writes that anew under another name. */
const lineOf = ({ id, record }: Capture): string => `${id} ${record.file}`;

/** The name and the bounds of a file of a time: a month (`2026-11`), a day, or an hour (`2026-11-24T05`). */
function within(
  name: string,
  query: CopyQuery,
  time: string,
): { readonly name: string; readonly query: CopyQuery } {
  if (time === '') return { name, query };
  const [year = 0, month = 0, day, hour] = time.split(/[-T]/).map(Number);
  const moment = (more: number): Instant =>
    day === undefined
      ? instant(Date.UTC(year, month - 1 + more))
      : hour === undefined
        ? instant(Date.UTC(year, month - 1, day + more))
        : instant(Date.UTC(year, month - 1, day, hour + more));
  const [first, next] = [moment(0), moment(1)];
  const since = query.since !== undefined && query.since > first ? query.since : first;
  const until = query.until !== undefined && query.until < next ? query.until : next;
  return { name: name === '' ? time : `${name}-${time}`, query: { ...query, since, until } };
}

/**
 * The captures of a file whole, in order of time, and with them what they cannot be shown without
 * though it was not asked for: the capture that a revisit refers to, the images of a page, and what a
 * browser asked for to show it. So every file replays by itself. What cannot be read goes to `failed`,
 * and the rest goes on.
 */
export async function* selected(
  copies: CaptureCopies,
  query: CopyQuery,
  failed: (capture: Capture, error: ArchiveError) => void,
): AsyncGenerator<Selected> {
  const added = new Set<string>();
  const whole = async function* (listed: CaptureListed): AsyncGenerator<Selected> {
    try {
      const records = await copies.copy(listed.capture.record);
      const original = await copies.original(records);
      // The original first: who reads the file from its start meets no revisit of what is to come.
      if (original !== undefined) yield* beyond(original);
      yield { ...listed, records };
    } catch (thrown) {
      if (!(thrown instanceof ArchiveError) || thrown.code === 'internal') throw thrown;
      failed(listed.capture, thrown);
    }
  };
  const beyond = async function* (capture: Capture): AsyncGenerator<Selected> {
    if (isIn(query, capture) || added.has(capture.id)) return;
    added.add(capture.id);
    yield* whole({ capture });
  };
  for await (const listed of copies.list(query)) {
    yield* whole(listed);
    for (const one of await besides(copies, query, listed)) yield* beyond(one);
  }
}

async function besides(
  copies: CaptureCopies,
  query: CopyQuery,
  { capture, page }: CaptureListed,
): Promise<readonly Capture[]> {
  const isAll = [query.sourceId, query.since, query.until].every((bound) => bound === undefined);
  if (isAll) return [];
  const images = page?.content.images ?? [];
  const found = await Promise.all(images.map(({ url }) => copies.image(url, capture.capturedAt)));
  const used = await copies.used(capture);
  return [...found, ...used].flatMap((one) => (one === undefined || isIn(query, one) ? [] : one));
}

function isIn({ sourceId, since, until }: CopyQuery, capture: Capture): boolean {
  const at: Instant = capture.capturedAt;
  if (sourceId !== undefined && capture.sourceId !== sourceId) return false;
  return (since === undefined || at >= since) && (until === undefined || at < until);
}
