import type {
  BodyPolicy,
  Digest,
  Entry,
  EntryState,
  Instant,
  PollState,
  Push,
  Source,
  SourceKind,
  SourceState,
  Url,
} from '../../model/index.ts';
import { bounded } from './bounded.ts';
import { given, hostOf, list, type Row } from './cells.ts';
import type { Tables } from './schema.ts';

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
    asking: json({
      headers: source.headers,
      cookies: source.cookies,
      proxy: source.proxy,
      browser: source.browser,
      key: source.key,
    }),
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
    ...parts<Pick<Source, 'headers' | 'cookies' | 'proxy' | 'browser' | 'key'>>(row.asking),
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
    health: json({
      findings: poll.findings,
      standIn: poll.standIn,
      soughtAt: poll.soughtAt,
      asks: poll.asks,
      documents: poll.documents,
    }),
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
    ...parts<Pick<PollState, 'findings' | 'standIn' | 'soughtAt' | 'asks' | 'documents'>>(
      row.health,
    ),
    ...given('watch', row.watch),
    ...given('shapes', row.shapes),
    ...given('jar', row.jar),
  };
}

export function pushRow(push: Push): Tables['pushes'] {
  return {
    source_id: push.sourceId,
    hub: push.hub,
    topic: push.topic,
    token: push.token,
    secret: push.secret,
    state: push.state,
    until: push.until,
    told_at: push.toldAt ?? null,
  };
}

export function pushOf(row: Row<'pushes'>): Push {
  return {
    sourceId: row.source_id,
    hub: row.hub as Url,
    topic: row.topic as Url,
    token: row.token,
    secret: row.secret,
    state: row.state as Push['state'],
    until: row.until as Instant,
    ...given('toldAt', row.told_at as Instant | null),
  };
}

export function entryRow(entry: Entry): Tables['entries'] {
  return {
    source_id: entry.sourceId,
    guid: bounded(entry.guid),
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
  const entry = JSON.parse(row.entry) as Entry['entry'];
  return {
    sourceId: row.source_id,
    guid: bounded(entry.guid) === row.guid ? entry.guid : row.guid,
    entry,
    told: row.told as Digest,
    captureId: row.capture_id,
    state: row.state as EntryState,
    ...given('articleId', row.article_id),
    attempts: row.attempts,
    nextTryAt: row.next_try_at as Instant,
    ...given('lastError', row.last_error),
  };
}
