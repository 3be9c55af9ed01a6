import type { BodyPolicy, Instant, Url } from '../model/index.ts';
import type { Proof } from './account-views.ts';
import type { Messages } from './english.ts';
import type { Piece } from './markup.ts';
import type { SourceRow } from './views.ts';

/** A message of the pages, with what is filled in. */
export interface Words {
  readonly key: keyof Messages;
  readonly values?: Readonly<Record<string, Piece>>;
}

/** What a source is followed with, as its form has it. */
export interface SourceSettings {
  readonly name: string;
  /** Empty: in none. */
  readonly folder: string;
  readonly body: BodyPolicy;
  /** Unset: its own rhythm. */
  readonly pollSeconds?: number;
  /** Folders that there are, to choose from. */
  readonly folders: readonly string[];
}

/** What following an address would give. */
export interface PeekView extends Proof {
  readonly url: Url;
  readonly kind: 'feed' | 'sitemap' | 'page';
  readonly format: string;
  readonly title: string;
  readonly entries: number;
  readonly newest: readonly { readonly title: string; readonly url: Url; readonly at?: Instant }[];
  readonly warnings: readonly string[];
  readonly others: readonly { readonly title: string; readonly url: Url }[];
  readonly isKnown: boolean;
  readonly settings: SourceSettings;
}

/** One answer of a source's server. */
export interface AnswerLine {
  readonly at: Instant;
  readonly status: number;
  readonly captureId: string;
}

/** One source; `keep` is set for whoever may change it. */
export interface SourceView {
  readonly source: SourceRow;
  /** Newest first. */
  readonly answers: readonly AnswerLine[];
  readonly keep?: Proof & { readonly settings: SourceSettings };
  readonly said?: 'saved' | 'followed' | 'due' | 'left';
}

interface ListedFeed {
  readonly title: string;
  readonly url: Url;
}

/** What became of a subscription list. */
export interface FollowedListView {
  readonly followed: readonly ListedFeed[];
  readonly there: readonly ListedFeed[];
  readonly left: readonly ListedFeed[];
  readonly refused: readonly ListedFeed[];
  readonly failed: readonly (ListedFeed & { readonly says: string })[];
  readonly warnings: readonly string[];
}
