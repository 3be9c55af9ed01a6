import type {
  Absence,
  Capture,
  Entry,
  Instant,
  PollState,
  Push,
  Source,
  Takedown,
} from '../model/index.ts';
import type { Digest, DigestProgress } from './digest-records.ts';
import type { Expectation } from './expectation.ts';
import type { Happening, Hook, HookProgress } from './hook-records.ts';
import type { LeafRow } from './leaf-records.ts';
import type {
  ArticleRecord,
  EditRecord,
  KnownKey,
  Mark,
  RemovedRow,
  RevisionRecord,
  SiteRow,
  SketchRow,
  Slot,
  WarcFile,
  WordRow,
} from './records.ts';
import type { SavedCheck, SavedLook, SavedSearch } from './saved-records.ts';
import type { HandOver, SignedSwap } from './signed-records.ts';
import type { Rewrite } from './takedown-contract.ts';

/** What one transaction writes; rows that exist are replaced, but keys, captures, revisions and
 * slots, which never change once written; only a claimed key goes, once, to the article that is
 * found at its address. */
export interface Change {
  /** What it was decided by. A catalogue that several processes write asks again before it writes: see
   * `Store.commit`. */
  readonly expected?: readonly Expectation[];
  readonly sources?: readonly Source[];
  readonly polls?: readonly PollState[];
  readonly pushes?: readonly Push[];
  readonly entries?: readonly Entry[];
  readonly captures?: readonly Capture[];
  readonly articles?: readonly ArticleRecord[];
  readonly keys?: readonly KnownKey[];
  readonly revisions?: readonly RevisionRecord[];
  readonly edits?: readonly EditRecord[];
  readonly absences?: readonly Absence[];
  /** Articles that are unread again for those who read them before a moment. */
  readonly unread?: readonly { readonly articleId: string; readonly before: Instant }[];
  /** Ids of articles whose images are no longer due. */
  readonly imagesDone?: readonly string[];
  readonly slots?: readonly Slot[];
  readonly words?: readonly WordRow[];
  readonly removedWords?: readonly RemovedRow[];
  readonly sketches?: readonly SketchRow[];
  readonly sites?: readonly SiteRow[];
  readonly marks?: readonly Mark[];
  /** Searches to be saved; of one that is saved already only the name is written. */
  readonly saved?: readonly SavedSearch[];
  readonly savedChecks?: readonly SavedCheck[];
  readonly savedLooks?: readonly SavedLook[];
  /** Ids of saved searches that are saved no longer; hooks and digests of their hits go with them. */
  readonly unsaved?: readonly string[];
  /** Hooks to be added, or whose settings are written anew. */
  readonly hooks?: readonly Hook[];
  readonly hookProgress?: readonly { readonly id: string; readonly progress: HookProgress }[];
  /** Ids of hooks that are no more; one that is among `hooks` too begins anew. */
  readonly unhooked?: readonly string[];
  /** What hooks may be told of. */
  readonly happenings?: readonly Happening[];
  /** Digests to be added. */
  readonly digests?: readonly Digest[];
  readonly digestProgress?: readonly { readonly id: string; readonly progress: DigestProgress }[];
  /** Ids of digests that are no more. */
  readonly undigested?: readonly string[];
  /** How much of capture files is known; that they were uploaded stays as it is. */
  readonly warc?: readonly Pick<WarcFile, 'file' | 'length'>[];
  /** Capture files on record that lie in the bucket since a moment, or do not (any more). */
  readonly uploads?: readonly { readonly file: string; readonly at: Instant | undefined }[];
  readonly takedowns?: readonly Takedown[];
  /** Makes the catalogue forget what these takedowns remove: articles, words, keys; captures stay as
   * facts. */
  readonly erased?: readonly Takedown[];
  readonly rewrites?: readonly Rewrite[];
  /** Ids of captures that others made, long ago perhaps; the ledger tells what stands on them apart. */
  readonly pastCaptures?: readonly string[];
  /** Revisions on record already that the ledger has no leaf of. */
  readonly unlogged?: readonly RevisionRecord[];
  /** What the ledger alone tells: no part of the catalogue but its leaves. */
  readonly facts?: readonly LedgerFact[];
  /** The ledger's next leaves. Throws `conflict` where others come first, unless the terms number them anew. */
  readonly leaves?: readonly LeafRow[];
  /** Indexes of leaves whose records are taken down. */
  readonly recordsRemoved?: readonly number[];
  /** What may be signed of the ledger from here on. Throws `conflict` where something else is on record. */
  readonly signed?: readonly SignedSwap[];
  readonly handOvers?: readonly HandOver[];
}

/** A value of a record. */
export type FactValue =
  | string
  | number
  | readonly FactValue[]
  | { readonly [name: string]: FactValue };

/** Something of the ledger itself: another key, a beacon, a pass over addresses. */
export interface LedgerFact {
  readonly kind: 'key' | 'beacon' | 'round';
  /** What its record says. */
  readonly fields: { readonly [name: string]: FactValue };
}
