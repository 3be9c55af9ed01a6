import type { Proof } from './account-views.ts';
import type { ArticleLine, Paging } from './line-views.ts';
import type { ReadingBar } from './marks-views.ts';
import type { OutletView, SourceRow } from './views.ts';

/** A folder's articles day by day. */
export interface FolderView extends Pick<OutletView, 'days' | 'reading'>, Paging {
  readonly folder: string;
  /** How many sources are in it. */
  readonly sources: number;
}

/** The list of what is unread, or starred. */
export interface MarkedView extends Paging {
  readonly only: 'unread' | 'starred';
  readonly articles: readonly ArticleLine[];
  readonly bar: ReadingBar;
  /** The outlet or folder that it is of; unset: all. */
  readonly place?: string;
}

/** All sources. */
export interface SourcesView {
  readonly sources: readonly SourceRow[];
  /** Set for whoever may follow. */
  readonly keep?: Proof;
  /** Whether subscription lists are offered. */
  readonly lists?: boolean;
  readonly reading?: ReadingBar;
  /** How much is unread of a folder, as its sources have it, with those within it. */
  unreadIn?(folderPath: string): number;
}
