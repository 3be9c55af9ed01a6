import type {
  CaptureBucket,
  LeavesBack,
  ReadImported,
  RebuildProgress,
  RebuildReport,
} from '../archive/index.ts';
import type { Now } from '../model/index.ts';
import type { OpenOptions } from './open-archive.ts';
import type { ArchivePlace } from './open-catalogue.ts';

/** How a catalogue is made again. */
export interface RebuildOptions extends ArchivePlace {
  readonly now: Now;
  /** Days after its first sight during which an article's page is looked at again; default 30. */
  readonly revisitDays?: number;
  readonly readImported?: ReadImported;
  /** Rules of the user's, by which articles are cut out. */
  readonly siteRules?: OpenOptions['siteRules'];
  /** The bucket that holds capture files, where one does. */
  readonly bucket?: CaptureBucket | undefined;
  /** This worker's name, where it has one. */
  readonly worker?: string | undefined;
  /** Whether the catalogue before is left beside the new one, as `backissue.sqlite.before-rebuild`. */
  readonly keep?: boolean;
  readonly onProgress?: (progress: RebuildProgress) => void;
  readonly signal?: AbortSignal;
  readonly holder?: string;
  readonly waitMs?: number;
  readonly pid?: number;
}

export interface Rebuilt extends RebuildReport {
  /** What the catalogue before held; unset where none could be read. */
  readonly before?: { readonly articles: number; readonly revisions: number };
  /** What was read back of the published ledger; set where no catalogue before told its leaves. */
  readonly ledger?: LeavesBack;
}
