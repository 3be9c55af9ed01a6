import type { ReadingBar } from './marks-views.ts';
import type { ArticleLine, OutletView, Paging } from './views.ts';

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
