import type { Draft, Exchanged } from '../capture/index.ts';
import type { JsonValue } from '../digest/index.ts';
import {
  type AbsenceKind,
  type Digest,
  type Entry,
  type FeedEntry,
  type Instant,
  instant,
  type Source,
  type Url,
} from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import type { Keeping, Note } from './deed.ts';
import type { PartPage, Parts } from './parts.ts';

/** Why a page is no state of an article: what was judged when it was asked for. */
export interface Missing {
  readonly kind: AbsenceKind;
  readonly status: number;
  readonly message: string;
}

/** What the feed's entry told that led to a page. */
export interface ToldEntry {
  readonly source: string;
  readonly guid: string;
  /** The capture of the listing that told it. */
  readonly listing: string;
  readonly url: Url;
  readonly title: string;
  readonly authors: readonly string[];
  readonly publishedAt?: Instant;
  readonly updatedAt?: Instant;
  /** Unset in records of old archives. */
  readonly told?: Digest;
}

type Json = { readonly [name: string]: JsonValue };

/** Where a page was asked from. */
export interface PageAsked {
  readonly source?: Source | undefined;
  readonly entry?: Entry | undefined;
  /** The article that is looked at again. */
  readonly article?: { readonly id: string; readonly sourceId: string } | undefined;
  /** Set where the page was not served, or not believed. */
  readonly missing?: Missing | undefined;
  /** The feed's text was taken in the page's place. */
  readonly fromFeed?: boolean | undefined;
  /** The page, where it was served. */
  readonly page?: PageRead | undefined;
}

/** A page that was served, as far as what it says does not stand on it alone. */
interface PageRead extends Pick<Parts, 'extraction'> {
  readonly missing?: Parts['missing'] | undefined;
  readonly parts?: readonly PartPage[];
  readonly heldVersion?: string;
}

/** What a page's capture was for: kept beside it, so that the catalogue can be made again. */
export function aboutPage(asked: PageAsked): Json {
  const { source, entry, article, missing, fromFeed, page } = asked;
  const sourceId = entry?.sourceId ?? article?.sourceId ?? source?.id;
  return {
    v: 1,
    kind: 'page',
    ...(sourceId === undefined ? {} : { source: sourceId }),
    ...(entry === undefined ? {} : toldOfEntry(entry)),
    ...(source?.body === 'fuller' && entry !== undefined ? { body: 'fuller' } : {}),
    ...(article === undefined ? {} : { article: article.id }),
    ...(missing === undefined ? {} : { missing: { ...missing } }),
    ...(fromFeed === true ? { taken: 'feed' } : {}),
    ...(page === undefined ? {} : readWith(page)),
  };
}

/** What the capture of a page was for that lacks a part for the moment: evidence that the article was
 * served, whose words stay as they are. */
export const aboutLess = ({
  article: { id, sourceId },
  entry,
  missing,
}: {
  readonly article: Pick<ArticleRecord, 'id' | 'sourceId'>;
  readonly entry: Entry | undefined;
  readonly missing: Missing;
}): Json => ({
  v: 1,
  kind: 'evidence',
  source: sourceId,
  article: id,
  ...(entry === undefined ? {} : { ...toldOfEntry(entry), missing: { ...missing } }),
});

/** What a page was read with: the feed's text, and the captures of its further pages, in order, or of
 * the version of it that has its words; and which page there should be. */
function readWith({ extraction, parts = [], heldVersion, missing }: PageRead): Json {
  const joined = parts.filter((part) => part.isJoined);
  const held = heldVersion === undefined ? [] : [heldVersion];
  const ids = [...held, ...joined.map((part) => part.exchanged.last.capture.id)];
  const isWhole = heldVersion !== undefined || joined.some((part) => part.number === 0);
  const { isWitnessed, readFrom } = extraction;
  return {
    ...(isWitnessed === true ? { witnessed: true } : {}),
    ...(ids.length === 0 ? {} : { parts: ids }),
    ...(isWhole ? { whole: true } : {}),
    ...(readFrom === undefined ? {} : { version: readFrom }),
    ...(missing === undefined ? {} : { lacks: missing.url }),
  };
}

/** An entry as it is told in such a record. */
export function toldOfEntry({ sourceId, guid, captureId, told, entry }: Entry): Json {
  const { url, title, authors, publishedAt, updatedAt } = entry;
  return {
    source: sourceId,
    guid,
    listing: captureId,
    url,
    title,
    authors: [...authors],
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    told,
  };
}

/** The entry that was told so, as if it were pending; `known` is the one on record, whose HTML it
 * takes where that is of the same listing. */
export function entryTold(told: ToldEntry, known: Entry | undefined): Entry {
  const { source, guid, listing, url, title, authors, publishedAt, updatedAt } = told;
  const same = known?.captureId === listing ? known.entry : undefined;
  const entry: FeedEntry = {
    ...same,
    guid,
    url,
    title,
    authors,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
  };
  return {
    sourceId: source,
    guid,
    entry,
    told: told.told ?? known?.told ?? ('' as Digest),
    captureId: listing,
    state: 'pending',
    attempts: known?.attempts ?? 0,
    nextTryAt: known?.nextTryAt ?? ('1970-01-01T00:00:00.000Z' as Instant),
  };
}

/** A source without its secrets. */
export function openlyTold({ headers, cookies, proxy, ...told }: Source): Json {
  return told as Json;
}

/** Sources as they are followed from a moment on. */
export const sourcesNote = (sources: readonly Source[], now: number): Note => ({
  at: instant(now),
  value: { v: 1, kind: 'sources', sources: sources.map(openlyTold) },
});

/** The captures of sitemaps that an index names, which follow. */
export const partKeepings = (source: Pick<Source, 'id'>, drafts: readonly Draft[]): Keeping[] =>
  drafts.map((draft) => ({
    draft,
    about: { v: 1, kind: draft.capture.status === 200 ? 'part' : 'evidence', source: source.id },
  }));

/** The captures of an exchange, what they were for told with the last, for which source, and which hops
 * led to it; before them what a browser asked for to show it. */
export function exchangeKeepings(exchanged: Exchanged, about: Json): Keeping[] {
  const ids = exchanged.drafts.map(({ capture }) => capture.id);
  const hops = ids.length > 1 ? { hops: ids.slice(0, -1) } : {};
  const { id: of, sourceId } = exchanged.last.capture;
  const source = sourceId === undefined ? {} : { source: sourceId };
  const beside = (exchanged.beside ?? []).flatMap((one) =>
    exchangeKeepings(one, { v: 1, kind: 'page-resource', of }),
  );
  const own = exchanged.drafts.map((draft) =>
    draft === exchanged.last ? { draft, about: { ...source, ...about, ...hops } } : { draft },
  );
  return [...beside, ...own];
}
