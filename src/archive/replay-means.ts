import type { FragmentInput } from '../extract/index.ts';
import { ArchiveError, type Capture } from '../model/index.ts';
import type { RecordOptions } from './record.ts';
import type { Services } from './services.ts';

/** An imported file's article as its format tells it. */
export type ImportedFile = Pick<FragmentInput, 'html' | 'title' | 'authors' | 'publishedAt'>;

/** Reads an imported file again; undefined for a format that it does not know. */
export type ReadImported = (file: {
  readonly format: string | undefined;
  readonly bytes: Uint8Array;
}) => ImportedFile | undefined;

/** What records are replayed with. */
export interface ReplayMeans
  extends Pick<Services, 'store' | 'captures' | 'revisitDays'>,
    Partial<Pick<Services, 'siteRules'>>,
    Pick<RecordOptions, 'idThen'> {
  /** Whether the sources on record are newer than what the records tell of them. */
  readonly sourcesStand: boolean;
  /** Reads an imported file; without it imported files are evidence alone. */
  readonly readImported?: ReadImported;
  /** The source of a capture as an earlier catalogue has it: old records do not tell. */
  readonly sourceBefore?: (captureId: string) => Promise<string | undefined>;
  /** Told of each record that cannot be read as what it is: what it meant is not on record. */
  readonly unread?: (error: ArchiveError) => void;
}

/** What some work gives; nothing, and `unread` told, where it meets what cannot be read today: that
 * stays evidence. */
export async function unlessUnreadable<Given>(
  unread: ReplayMeans['unread'],
  work: () => Promise<Given>,
): Promise<Given | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'invalid') throw error;
    unread?.(error);
    return undefined;
  }
}

/** A capture under way to its meaning, with its content at hand. */
export interface Evidence {
  readonly capture: Capture;
  /** Captures of the redirects that led to it. */
  readonly hops: readonly Capture[];
  /** The sitemaps that an index before it named. */
  readonly parts: readonly Capture[];
  /** Whether it holds its own content, and does not refer to another's. */
  readonly isWhole: boolean;
  readonly content: (capture: Capture) => Promise<Uint8Array>;
  /** A capture written before it. */
  readonly captureOf: (id: string) => Promise<Capture | undefined>;
}
