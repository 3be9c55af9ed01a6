import { ArchiveError, errorFrom, type Instant } from '../../model/index.ts';
import { parseFileName } from './file-name.ts';
import { type NewsFile, parseNewsFile } from './news-file.ts';
import { outletIdentity } from './outlets.ts';

/** One version of one article file. */
export interface NewsItem {
  /** `articles/<outlet>/<file>` in the repository. */
  readonly path: string;
  readonly outlet: { readonly folder: string; readonly title: string };
  readonly slot: number;
  readonly file: NewsFile;
  /** The file as it lay: evidence. */
  readonly bytes: Uint8Array;
  /** Time of the commit that brought it; absent from a plain folder. */
  readonly observedAt?: Instant;
  /** Whether the newest state still holds these bytes at this path. */
  readonly standing: boolean;
}

/** A file that could not be read, and why in one sentence. */
export interface Unreadable {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly observedAt?: Instant;
}

export type NewsReading =
  | { readonly item: NewsItem; readonly unreadable?: never }
  | { readonly unreadable: Unreadable; readonly item?: never };

export interface Sighting {
  readonly path: string;
  readonly observedAt?: Instant;
  readonly standing: boolean;
}

const decoder = new TextDecoder('utf-8');

/** Reads one file's bytes (UTF-8; broken bytes become U+FFFD, the evidence keeps them). */
export function readItem(sighting: Sighting, bytes: Uint8Array): NewsReading {
  const name = parseFileName(sighting.path);
  if (name === undefined) return unreadable(sighting, misnamed());
  try {
    const file = parseNewsFile(decoder.decode(bytes));
    const outlet = { folder: name.outlet, title: outletIdentity(name.outlet).title };
    return { item: { ...sighting, outlet, slot: name.slot, file, bytes } };
  } catch (thrown) {
    return unreadable(sighting, thrown);
  }
}

export function unreadable(sighting: Sighting, thrown: unknown): NewsReading {
  const { code, message } = errorFrom(thrown, sighting.path);
  const { path, observedAt } = sighting;
  return { unreadable: { path, code, message, ...(observedAt ? { observedAt } : {}) } };
}

export function misnamed(): ArchiveError {
  const expected = 'articles/<outlet>/<number>.md';
  return new ArchiveError('invalid', `This is no article file: its path is not ${expected}.`);
}
