import { ArchiveError, errorFrom } from '../model/index.ts';
import type { CopyPlace, Difference, SiteMark, SiteThere } from './copy.ts';
import { readSent, type Sent, writeSent } from './sent-state.ts';
import { type SiteFile, siteFiles, untold } from './site-files.ts';

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
  /** What a copy of it is known by where nothing is remembered of it. */
  readonly mark: SiteMark;
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
  { folder, mark, paths }: CopiesOptions,
  place: CopyPlace,
): Promise<CopyOutcome> {
  const { name, address } = place;
  const counts = { sent: 0, removed: 0 };
  try {
    const known = await readSent(folder, name, address);
    const files = await siteFiles(folder, paths, known ?? new Map());
    if (known !== undefined && isLevel(files, known)) return { copy: name, ok: true, ...counts };
    const there = known ?? (await lyingAt(place, { folder, paths, files }, mark));
    const byPath = new Map(files.map((file) => [file.path, file]));
    const difference = differenceOf(files, byPath, there);
    const sent = new Map([...there].map(([path, file]) => [path, byPath.get(path) ?? file]));
    // Who is killed may have sent any of these: what leaves the site before the next time must leave the copy.
    for (const { path } of difference.send) sent.set(path, untold(path));
    await writeSent(folder, name, address, sent);
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

/** Files that are as they were are given as they are known. */
const isLevel = (files: readonly SiteFile[], known: Sent): boolean =>
  files.length === known.size && files.every((file) => known.get(file.path) === file);

/** What a place has of which nothing is remembered. Throws ArchiveError `refused` where that is no copy of ours. */
async function lyingAt(place: CopyPlace, site: SiteThere, mark: SiteMark): Promise<Sent> {
  const found: Sent = (await place.lying?.(site)) ?? new Map();
  const own = new Map(site.files.map(({ path, sha256 }) => [path, sha256]));
  const other = [...found.values()].find(({ path, sha256 }) => own.get(path) !== sha256);
  if (other === undefined) return found;
  const bytes = await place.read?.(mark.path);
  if (bytes !== undefined && new TextDecoder().decode(bytes).includes(mark.holds)) return found;
  throw new ArchiveError(
    'refused',
    `The copy ${place.name} would write over ${other.path} and what else is there, which is no copy of this; give an empty place.`,
  );
}

function differenceOf(
  files: readonly SiteFile[],
  byPath: ReadonlyMap<string, SiteFile>,
  there: Sent,
): Difference {
  return {
    send: files.filter(({ path, sha256 }) => there.get(path)?.sha256 !== sha256),
    remove: [...there.keys()].filter((path) => !byPath.has(path)),
  };
}
