import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Selectable } from 'kysely';
import type {
  Absence,
  AbsenceKind,
  Article,
  Basis,
  BodyPolicy,
  Capture,
  Digest,
  Entry,
  EntryState,
  Instant,
  PollState,
  Revision,
  Source,
  SourceKind,
  SourceState,
  Url,
} from '../../model/index.ts';
import type { ArticleRecord, KnownKey, RevisionRecord, Slot } from '../contract.ts';
import type { Tables } from './schema.ts';

type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;

// The catalogue only ever holds what went through a typed value, so reading brands it again.
const list = (json: string): string[] => JSON.parse(json) as string[];
const given = <Key extends string, Value>(key: Key, value: Value | null) =>
  (value === null ? {} : { [key]: value }) as { readonly [K in Key]?: Value };

/** The host that a request for this goes to: name and port. Rows of old catalogues have ''. */
const hostOf = (url: Url): string => new URL(url).host;

/** Members that are there, as JSON; null without any. */
function json(members: object): string | null {
  const text = JSON.stringify(members);
  return text === '{}' ? null : text;
}

const parts = <Members>(text: string | null): Partial<Members> =>
  text === null ? {} : (JSON.parse(text) as Partial<Members>);

export function sourceRow(source: Source): Tables['sources'] {
  return {
    id: source.id,
    kind: source.kind,
    url: source.url,
    title: source.title,
    folder: source.folder ?? null,
    body: source.body,
    poll_seconds: source.pollSeconds ?? null,
    state: source.state,
    allow_private: source.allowPrivate ? 1 : 0,
    followed_at: source.followedAt,
    home: source.home ?? null,
    host: hostOf(source.url),
    asking: json({ headers: source.headers, cookies: source.cookies, proxy: source.proxy }),
  };
}

export function sourceOf(row: Row<'sources'>): Source {
  return {
    id: row.id,
    kind: row.kind as SourceKind,
    url: row.url as Url,
    title: row.title,
    ...given('folder', row.folder),
    body: row.body as BodyPolicy,
    ...given('pollSeconds', row.poll_seconds),
    state: row.state as SourceState,
    allowPrivate: row.allow_private === 1,
    followedAt: row.followed_at as Instant,
    ...given('home', row.home as Url | null),
    ...parts<Pick<Source, 'headers' | 'cookies' | 'proxy'>>(row.asking),
  };
}

/** A row without a lease: whoever writes what a poll brought has done with it. */
export function pollRow(poll: PollState): Tables['polls'] {
  return {
    source_id: poll.sourceId,
    next_poll_at: poll.nextPollAt,
    failures: poll.failures,
    etag: poll.etag ?? null,
    last_modified: poll.lastModified ?? null,
    last_poll_at: poll.lastPollAt ?? null,
    last_success_at: poll.lastSuccessAt ?? null,
    last_error: poll.lastError ?? null,
    warnings: JSON.stringify(poll.warnings),
    health: json({ findings: poll.findings, standIn: poll.standIn, push: poll.push }),
    watch: poll.watch ?? null,
    shapes: poll.shapes ?? null,
    jar: poll.jar ?? null,
    leased_by: null,
    leased_until: null,
  };
}

export function pollOf(row: Row<'polls'>): PollState {
  return {
    sourceId: row.source_id,
    nextPollAt: row.next_poll_at as Instant,
    failures: row.failures,
    ...given('etag', row.etag),
    ...given('lastModified', row.last_modified),
    ...given('lastPollAt', row.last_poll_at as Instant | null),
    ...given('lastSuccessAt', row.last_success_at as Instant | null),
    ...given('lastError', row.last_error),
    warnings: list(row.warnings),
    ...parts<Pick<PollState, 'findings' | 'standIn' | 'push'>>(row.health),
    ...given('watch', row.watch),
    ...given('shapes', row.shapes),
    ...given('jar', row.jar),
  };
}

export function entryRow(entry: Entry): Tables['entries'] {
  return {
    source_id: entry.sourceId,
    guid: entry.guid,
    entry: JSON.stringify(entry.entry),
    told: entry.told,
    capture_id: entry.captureId,
    state: entry.state,
    article_id: entry.articleId ?? null,
    attempts: entry.attempts,
    next_try_at: entry.nextTryAt,
    last_error: entry.lastError ?? null,
    published_at: entry.entry.publishedAt ?? '',
    host: hostOf(entry.entry.url),
  };
}

export function entryOf(row: Row<'entries'>): Entry {
  return {
    sourceId: row.source_id,
    guid: row.guid,
    entry: JSON.parse(row.entry) as Entry['entry'],
    told: row.told as Digest,
    captureId: row.capture_id,
    state: row.state as EntryState,
    ...given('articleId', row.article_id),
    attempts: row.attempts,
    nextTryAt: row.next_try_at as Instant,
    ...given('lastError', row.last_error),
  };
}

export function captureRow(capture: Capture): Tables['captures'] {
  return {
    id: capture.id,
    asked_url: capture.askedUrl,
    final_url: capture.finalUrl,
    captured_at: capture.capturedAt,
    status: capture.status,
    headers: JSON.stringify(capture.headers),
    payload: capture.payload,
    file: capture.record.file,
    offset: capture.record.offset,
    length: capture.record.length,
    source_id: capture.sourceId ?? null,
  };
}

export function captureOf(row: Row<'captures'>): Capture {
  return {
    id: row.id,
    askedUrl: row.asked_url as Url,
    finalUrl: row.final_url as Url,
    capturedAt: row.captured_at as Instant,
    status: row.status,
    headers: JSON.parse(row.headers) as Capture['headers'],
    payload: row.payload as Digest,
    record: { file: row.file, offset: row.offset, length: row.length },
    ...given('sourceId', row.source_id),
  };
}

export function articleRow(article: ArticleRecord): Omit<Row<'articles'>, 'ord'> {
  return {
    id: article.id,
    url: article.url,
    source_id: article.sourceId,
    title: article.title,
    authors: JSON.stringify(article.authors),
    language: article.language,
    published_at: article.publishedAt ?? null,
    sort_at: article.sortAt,
    first_seen_at: article.firstSeenAt,
    last_seen_at: article.lastSeenAt,
    last_visit_at: article.lastVisitAt ?? null,
    next_visit_at: article.nextVisitAt ?? null,
    revision_id: article.revisionId,
    revisions: article.revisions,
    absent: article.absent ?? null,
    absent_since: article.absentSince ?? null,
    lead: article.lead,
    image: article.image ?? null,
    host: hostOf(article.url),
  };
}

export function articleOf(row: Omit<Row<'articles'>, 'ord'>): ArticleRecord {
  return {
    id: row.id,
    url: row.url as Url,
    sourceId: row.source_id,
    title: row.title,
    authors: list(row.authors),
    language: row.language,
    ...given('publishedAt', row.published_at as Instant | null),
    sortAt: row.sort_at as Instant,
    firstSeenAt: row.first_seen_at as Instant,
    lastSeenAt: row.last_seen_at as Instant,
    ...given('lastVisitAt', row.last_visit_at as Instant | null),
    ...given('nextVisitAt', row.next_visit_at as Instant | null),
    revisionId: row.revision_id,
    revisions: row.revisions,
    ...given('absent', row.absent as AbsenceKind | null),
    ...given('absentSince', row.absent_since as Instant | null),
    lead: row.lead,
    ...given('image', row.image as Url | null),
  };
}

export const keyOf = (row: Row<'keys'>): KnownKey => ({
  key: row.key,
  url: row.url as Url,
  articleId: row.article_id,
});

export function revisionRow(revision: RevisionRecord): Tables['revisions'] {
  return {
    id: revision.id,
    article_id: revision.article,
    number: revision.number,
    previous: revision.previous,
    capture_id: revision.captureId,
    basis: revision.basis,
    extractor: revision.extractor,
    seen_at: revision.seenAt,
    text_digest: revision.textDigest,
    content: zstdCompressSync(JSON.stringify(revision.content)),
  };
}

export function revisionOf(row: Omit<Row<'revisions'>, 'content'>): Revision {
  return {
    id: row.id,
    article: row.article_id,
    number: row.number,
    previous: row.previous,
    captureId: row.capture_id,
    basis: row.basis as Basis,
    extractor: row.extractor,
    seenAt: row.seen_at as Instant,
    textDigest: row.text_digest as Digest,
  };
}

export const revisionRecordOf = (row: Row<'revisions'>): RevisionRecord => ({
  ...revisionOf(row),
  content: JSON.parse(zstdDecompressSync(row.content).toString('utf8')) as Article,
});

export function absenceRow(absence: Absence): Tables['absences'] {
  return {
    article_id: absence.articleId,
    seen_at: absence.seenAt,
    kind: absence.kind,
    status: absence.status,
    capture_id: absence.captureId ?? null,
    message: absence.message,
  };
}

export function absenceOf(row: Row<'absences'>): Absence {
  return {
    articleId: row.article_id,
    seenAt: row.seen_at as Instant,
    kind: row.kind as AbsenceKind,
    status: row.status,
    ...given('captureId', row.capture_id),
    message: row.message,
  };
}

export function slotRow(slot: Slot): Tables['slots'] {
  return {
    outlet: slot.outlet,
    slot: slot.slot,
    article_id: slot.articleId,
    capture_id: slot.captureId ?? null,
  };
}

export function slotOf(row: Row<'slots'>): Slot {
  return {
    outlet: row.outlet,
    slot: row.slot,
    articleId: row.article_id,
    ...given('captureId', row.capture_id),
  };
}
