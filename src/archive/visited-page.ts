import type { Exchanged } from '../capture/index.ts';
import type { Extraction } from '../extract/index.ts';
import type { AbsenceKind, ArchiveError, Url } from '../model/index.ts';
import type { PartPage, Parts } from './parts.ts';

/** A page that was served and read. */
export interface Page extends ReadPage {
  readonly exchanged: Exchanged;
  /** Further pages of the article that were asked for. */
  readonly parts?: readonly PartPage[];
  /** The capture of the version whose words are taken, where the archive held it before. */
  readonly heldVersion?: string;
}

/** What a page that was served says, and where it was found. */
export interface ReadPage {
  readonly served: true;
  readonly extraction: Extraction;
  readonly urls: readonly [Url, ...Url[]];
  /** The address asked for, and whether a redirect led on from it. */
  readonly asked: { readonly url: Url; readonly moved: boolean };
  /** The further page of the article that could not be had. */
  readonly missing?: Parts['missing'];
}

/** A page that was not served, and how: with captures when an answer came. */
export interface NoPage {
  readonly served: false;
  readonly exchanged?: Exchanged;
  readonly kind: AbsenceKind;
  readonly status: number;
  readonly error: ArchiveError;
  /** The answer's capture where it is kept already. */
  readonly captureId?: string;
  /** What was read of a page that has no word of its article. */
  readonly wordless?: Extraction;
  /** Another version of the page that was asked for, and did not help. */
  readonly parts?: readonly PartPage[];
  /** What came in the article's place, when it keeps readers out. */
  readonly shows?: 'captcha' | 'login';
  /** No evidence of anything: the fault is on our side (proxy, network), or nobody can say yet what
   * the answer means. */
  readonly isOurs?: true;
  /** The page was served, but our browser could not read it: no evidence of its being gone. */
  readonly isUnread?: true;
  /** The article was taken down here: nothing of it is wanted. */
  readonly isTakenDown?: true;
}
