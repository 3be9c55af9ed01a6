import type { JsonValue } from '../digest/index.ts';
import { ArchiveError, type Capture, type Instant, type Locator } from '../model/index.ts';
import type { Change, WarcFile } from '../store/index.ts';
import { metadataRecord, type WarcWriter } from '../warc/index.ts';
import type { Keeping, Note } from './deed.ts';
import type { Services } from './services.ts';

/** Thrown to tell that an archive opened for reading was asked to write. */
function writerOf(services: Pick<Services, 'warc'>): WarcWriter {
  if (services.warc !== undefined) return services.warc;
  throw new ArchiveError('internal', 'This archive was opened for reading only; open it to write.');
}

/**
 * Puts captures into the capture file, durably: when this returns they survive a power cut. The
 * catalogue does not know them yet; the caller commits `change` with what they mean.
 */
export async function keepCaptures(
  services: Pick<Services, 'warc'>,
  keepings: readonly Keeping[],
): Promise<{ readonly captures: readonly Capture[]; readonly change: Change }> {
  const warc = writerOf(services);
  const groups = keepings.map(({ draft, about }) =>
    about === undefined
      ? draft.records
      : [
          ...draft.records,
          metadataRecord({
            // Without an address: readers that index by it would take this for the page.
            about: draft.capture.id,
            date: draft.capture.capturedAt,
            value: about,
          }),
        ],
  );
  const locators = await warc.append(groups.flat());
  await warc.flush();
  let next = 0;
  const captures = keepings.map(({ draft }, index) => {
    const record = locators[next];
    next += groups[index]?.length ?? 0;
    if (record === undefined) throw new TypeError('the writer gave fewer locators than records');
    return { ...draft.capture, record };
  });
  return { captures, change: { captures, warc: lengths(locators) } };
}

function lengths(locators: readonly Locator[]): WarcFile[] {
  const ends = new Map<string, number>();
  for (const { file, offset, length } of locators) ends.set(file, offset + length);
  return [...ends].map(([file, length]) => ({ file, length }));
}

/** Puts notes into the capture file, durably; gives what the catalogue has to know of it. */
export async function keepNotes(
  services: Pick<Services, 'warc'>,
  notes: readonly Note[],
): Promise<Change> {
  const warc = writerOf(services);
  const records = notes.map(({ at, value }) => metadataRecord({ date: at, value }));
  const locators = await warc.append(records);
  await warc.flush();
  return { warc: lengths(locators) };
}

/** Of a file's lengths the longest. */
export function longest(files: readonly WarcFile[]): WarcFile[] {
  const lengths = new Map<string, number>();
  for (const { file, length } of files) {
    lengths.set(file, Math.max(length, lengths.get(file) ?? 0));
  }
  return [...lengths].map(([file, length]) => ({ file, length }));
}

/** Two changes as one. */
export function joined(one: Change, other: Change): Change {
  const lists: Record<string, readonly unknown[]> = {};
  for (const change of [one, other]) {
    for (const [name, rows] of Object.entries(change)) {
      lists[name] = [...(lists[name] ?? []), ...rows];
    }
  }
  const files = lists['warc'] as readonly WarcFile[] | undefined;
  return { ...lists, ...(files === undefined ? {} : { warc: longest(files) }) } as Change;
}

/** Puts beside the captures what none of them tells. */
export async function noteMeaning(
  services: Pick<Services, 'warc'>,
  at: Instant,
  value: { readonly [name: string]: JsonValue },
): Promise<Change> {
  return await keepNotes(services, [{ at, value: { v: 1, ...value } }]);
}
