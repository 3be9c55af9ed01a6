import type { EditChange, EditKind, Instant } from '../model/index.ts';
import type { ArticleLine, Paging } from './line-views.ts';

/** An edit as a time line shows it. */
export interface EditLine {
  /** Whether it is told as the outlet's; else the words came from elsewhere, or by another extractor. */
  readonly told: boolean;
  /** 0 to 100; 0 is no edit in meaning. */
  readonly weight: number;
  /** Heaviest first. */
  readonly kinds: readonly EditKind[];
}

/** An edit as lists show it. */
export interface EditItem extends EditLine {
  readonly line: ArticleLine;
  /** Of the later state: what an edit is known by wherever the archive is read. */
  readonly revisionId: string;
  readonly from: number;
  readonly to: number;
  readonly seenAt: Instant;
  /** The heaviest changes, a few; `changed`: how many there are in all. */
  readonly changes: readonly EditChange[];
  readonly changed: number;
}

export interface EditsView extends Paging {
  /** Of one outlet only. */
  readonly outlet?: { readonly id: string; readonly title: string };
  readonly order: 'weight' | 'time';
  /** Seen within so many days; unset: all. */
  readonly days?: number;
  readonly edits: readonly EditItem[];
}
