import { errorFrom } from '../model/index.ts';
import type { CopyPlace, Difference } from './copy.ts';
import { readSent, type Sent, writeSent } from './sent-state.ts';
import { type SiteFile, siteFiles } from './site-files.ts';

/** How one copy fared. */
export interface CopyOutcome {
  readonly copy: string;
  readonly ok: boolean;
  /** Files that were sent, and that were removed there. */
  readonly sent: number;
  readonly removed: number;
  /** One sentence: why it failed. */
  readonly message?: string;
}

/** What is copied where. */
export interface CopiesOptions {
  readonly folder: string;
  /** Of the folder; nothing else is copied. */
  readonly paths: readonly string[];
  readonly places: readonly CopyPlace[];
}

/**
 * Brings every copy of a site level with its folder, each by itself: only what differs from what it was sent
 * before. One that fails is named, stops no other, and is caught up with the next time from where it stopped.
 */
export async function publishCopies(options: CopiesOptions): Promise<CopyOutcome[]> {
  return await Promise.all(options.places.map((place) => bringLevel(options, place)));
}

async function bringLevel(
  { folder, paths }: CopiesOptions,
  place: CopyPlace,
): Promise<CopyOutcome> {
  const { name, address } = place;
  const sent = new Map<string, SiteFile>();
  const counts = { sent: 0, removed: 0 };
  try {
    const known = await readSent(folder, name, address);
    const files = await siteFiles(folder, paths, known ?? new Map());
    for (const [path, file] of known ?? (await place.lying?.({ folder, paths, files })) ?? [])
      sent.set(path, file);
    const byPath = new Map(files.map((file) => [file.path, file]));
    const difference = differenceOf(files, byPath, sent);
    try {
      await place.send(folder, difference, (path) => {
        const file = byPath.get(path);
        if (file === undefined) sent.delete(path);
        else sent.set(path, file);
        counts[file === undefined ? 'removed' : 'sent'] += 1;
      });
    } finally {
      await writeSent(folder, name, address, sent);
    }
    return { copy: name, ok: true, ...counts };
  } catch (thrown) {
    const { message } = errorFrom(thrown, `The copy ${name}`);
    return { copy: name, ok: false, ...counts, message };
  }
}

function differenceOf(
  files: readonly SiteFile[],
  byPath: ReadonlyMap<string, SiteFile>,
  sent: Sent,
): Difference {
  return {
    send: files.filter(({ path, sha256 }) => sent.get(path)?.sha256 !== sha256),
    remove: [...sent.keys()].filter((path) => !byPath.has(path)),
  };
}
