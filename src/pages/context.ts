import type { Instant, Url } from '../model/index.ts';
import type { FeedFormat, FeedOf } from './feeds/feed-view.ts';
import type { Locale } from './locale.ts';
import type { Reading } from './reading.ts';

/**
 * Every address a page can point at. The reader gives server paths, the static mirror relative
 * files. What these functions return is trusted and goes into `href` and `src` (escaped, unchecked).
 */
export interface Links {
  front(): string;
  /** The front page of a day, `YYYY-MM-DD` in the context's time zone. */
  day(date: string): string;
  outlet(sourceId: string): string;
  /** Without `revision`: the newest one. */
  article(articleId: string, revision?: number): string;
  sources(): string;
  /** The page of one source; without it there is none. */
  source?(sourceId: string): string;
  /** The articles of a folder; without it there is no such page. */
  folder?(path: string): string;
  /** The list of absences, of one outlet or of all; without it there is none. */
  absences?(sourceId?: string): string;
  /** Without `query`: the page whose form sends the words as parameter `q` (GET). */
  search(query?: string): string;
  /** The list of saved searches; without it there is none. */
  saved?(): string;
  style(): string;
  /** The archived copy of an image; undefined when the archive has none. */
  image(url: Url): string | undefined;
  /** A capture exactly as it came; without it captures are told and not to be had. */
  raw?(captureId: string): string;
  /** What stood at an address at a moment, to be looked at; without it only the bytes are there. */
  memento?(url: Url, at: Instant): string;
  about?(): string;
  /** Where a reader says how pages are to look; without it nobody does. */
  settings?(): string;
  /** The script of the reader, the page that tells its keys, what it is called and looks like as an app; without it pages have none. */
  script?(of: 'keys' | 'script' | 'manifest' | 'icon' | 'touch-icon'): string;
  /** The form that lets in; without it nobody logs in here. */
  login?(next?: string): string;
  /** A user's own page, or what it posts to. */
  account?(act?: 'logout' | 'password' | 'tokens' | 'revoke'): string;
  /** The users, or one of them by name, and what is done to them; without it whoever reads keeps none. */
  users?(name?: string, act?: 'role' | 'password' | 'remove'): string;
  /** What was changed, by one outlet or all; each page that can be asked for is one of these. Undefined
   * where there is no such page. */
  edits?(sourceId?: string, query?: EditsQuery): string | undefined;
  /** A feed of articles or edits; without it there are none. */
  feed?(of: FeedOf, format: FeedFormat): string | undefined;
  /** A book (EPUB) of articles; without it there are none. */
  book?(of: BookLink): string;
  /** A file that proves an article or a revision of it; without it there are none. */
  proof?(of: ProofLink): string | undefined;
  /** What changed from one revision of an article to another. */
  difference?(articleId: string, from: number, to: number): string;
  /** Absolute address of a revision for citations; without it `article` is cited, and on still pages none. */
  address?(articleId: string, revision: number): string;
}

/** What proves an article: all of it in one file, or of a revision the proof and the record. */
export type ProofLink =
  | { readonly as: 'evidence'; readonly id: string; readonly revision?: never }
  | { readonly as: 'proof' | 'record'; readonly id: string; readonly revision: number };

/** What a book can be made of. */
export type BookLink =
  | { readonly of: 'day'; readonly day: string }
  | { readonly of: 'outlet'; readonly id: string }
  | { readonly of: 'folder'; readonly folder: string }
  | { readonly of: 'search'; readonly query: string }
  | { readonly of: 'article'; readonly id: string };

/** Which edits, in what order: the heaviest of some days, or the newest. */
export interface EditsQuery {
  readonly order?: 'weight' | 'time';
  /** Seen within so many days; unset: all. */
  readonly days?: number;
  /** Names the last edit of the page before. */
  readonly after?: string;
}

/** What every page needs to know besides its own values. */
export interface PageContext {
  readonly links: Links;
  readonly archiveTitle: string;
  readonly locale: Locale;
  /** IANA name; every date is shown in it. */
  readonly timeZone: string;
  readonly now: Instant;
  /** False hides the search box: a mirror of plain files cannot answer a form. Default true. */
  readonly searchable?: boolean;
  /** Set for pages that are read long after they are made, where nobody is asked: nothing is told of
   * today or of how following goes, and `now` is the moment of the newest that is told. */
  readonly still?: true;
  /** Who reads, where users have names; `name` is unset for somebody who has not logged in. */
  readonly visitor?: { readonly name?: string };
  /** How this reader wants pages to look; its language is `locale` already. */
  readonly reading?: Reading;
}
