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
  const { by, name, ...query } = choice;
  const found = new Map<string, { hash: Hash; captures: number; query: CopyQuery; name: string }>();
  for await (const listed of copies.list(query)) {
    const month = by === undefined ? '' : listed.capture.capturedAt.slice(0, 7);
    let own = found.get(month);
    if (own === undefined) {
      own = { hash: createHash('sha256').update(salt), captures: 0, ...within(name, query, month) };
      found.set(month, own);
    }
    own.captures += 1;
    own.hash.update(`${lineOf(listed.capture)} ${listed.page?.id ?? ''}\n`);
    for (const one of await besides(copies, own.query, listed)) {
      own.hash.update(`${lineOf(one)}\n`);
    }
  }
  return [...found.values()].map(({ hash, captures, query: own, name: called }) => ({
    ...own,
    name: called,
    captures,
    of: hash.digest('hex'),
  }));
}

/** A capture, and the capture file it lies in: a takedown that changes what stands beside it, or what it
 * refers to, writes that anew under another name. */
const lineOf = ({ id, record }: Capture): string => `${id} ${record.file}`;

function within(
  name: string,
  query: CopyQuery,
  month: string,
): { readonly name: string; readonly query: CopyQuery } {
  if (month === '') return { name, query };
  const [year = 0, number = 0] = month.split('-').map(Number);
  const [first, next] = [instant(Date.UTC(year, number - 1)), instant(Date.UTC(year, number))];
  const since = query.since !== undefined && query.since > first ? query.since : first;
  const until = query.until !== undefined && query.until < next ? query.until : next;
  return { name: `${name}-${month}`, query: { ...query, since, until } };
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
