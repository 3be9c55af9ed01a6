import type { Instant } from '../model/index.ts';
import type { Proof } from './account-views.ts';

/** How an article stands with whoever reads. */
export interface MarkSigns {
  readonly unread?: boolean;
  readonly starred?: boolean;
}

/** What is unread of what a page shows, and the way to read none of it. */
export interface ReadingBar {
  readonly unread: number;
  readonly unreadHref: string;
  readonly starredHref: string;
  /** Set where something is unread. */
  readonly markAll?: MarkAll;
}

/** A form that makes all of a place read. */
export interface MarkAll extends Proof {
  readonly action: string;
  /** What was first seen then, or earlier. */
  readonly before: Instant;
  /** The path to go to behind it. */
  readonly next: string;
  readonly outlet?: string;
  readonly folder?: string;
}

/** The buttons on an article's page. */
export interface ArticleMarksView extends Proof {
  readonly action: string;
  readonly read: boolean;
  readonly starred: boolean;
  /** Whether that was the wish just now. */
  readonly kept?: boolean;
  /** Set where its outlet changed it after it was read. */
  readonly edited?: { readonly readAt: Instant; readonly href: string };
}
