import {
  type Absence,
  ArchiveError,
  type Capture,
  type Instant,
  type PollState,
  type Revision,
  type Source,
  type Url,
} from '../model/index.ts';
import type { ArticleRecord, RevisionRecord } from '../store/index.ts';
import { articleKey, canonicalUrl, parseUrl } from '../url/index.ts';
import { guidOf } from './identity.ts';
import type { Services } from './services.ts';

/** `waiting`: never polled. `failing`: the last poll failed. `warned`: polled, but some items could
 * not be read or became no articles. `unfollowed`: not polled any more. */
export interface SourceHealth {
  readonly state: 'ok' | 'warned' | 'waiting' | 'failing' | 'unfollowed';
  /** Why, in words. */
  readonly reason: string;
  readonly lastSuccessAt?: Instant;
  readonly nextPollAt?: Instant;
  readonly failures: number;
  readonly warnings: readonly string[];
}

export interface SourceOverview {
  readonly source: Source;
  readonly articles: number;
  readonly health: SourceHealth;
}

/** All that is known of an article, at one of its revisions. */
export interface ArticleState {
  readonly article: ArticleRecord;
  readonly source?: Source;
  readonly revision: RevisionRecord;
  readonly revisions: readonly Revision[];
  readonly absences: readonly Absence[];
  readonly captures: readonly Capture[];
  /** Other URLs it was found at. */
  readonly aliases: readonly Url[];
  /** Records that turned out to be of this article, by first sight, with the revisions they had. */
  readonly merged: readonly MergedRecord[];
}

export interface MergedRecord {
  readonly article: ArticleRecord;
  readonly revisions: readonly Revision[];
}

/** Every source with its health, in order of following. */
export async function overviewSources(services: Services): Promise<SourceOverview[]> {
  const { store } = services;
  const polls = new Map((await store.pollStates()).map((poll) => [poll.sourceId, poll]));
  const stats = new Map((await store.sourceStats()).map((one) => [one.sourceId, one]));
  const failed = await store.failedEntries();
  return (await store.sources()).map((source) => {
    const lost = failed
      .filter((entry) => entry.sourceId === source.id)
      .map((entry) => entry.lastError ?? `${entry.entry.url}: it could not be captured.`);
    return {
      source,
      articles: stats.get(source.id)?.articles ?? 0,
      health: healthOf(source, polls.get(source.id), lost, stats.get(source.id)?.pending ?? 0),
    };
  });
}

function healthOf(
  source: Source,
  poll: PollState | undefined,
  lost: readonly string[],
  pending: number,
): SourceHealth {
  const warnings = [...(poll?.warnings ?? []), ...lost];
  const facts = {
    failures: poll?.failures ?? 0,
    warnings,
    ...(poll?.lastSuccessAt === undefined ? {} : { lastSuccessAt: poll.lastSuccessAt }),
  };
  if (source.kind === 'import') {
    return { ...facts, state: 'unfollowed', reason: 'Imported; there is nothing to poll.' };
  }
  if (source.state === 'unfollowed') {
    return {
      ...facts,
      state: 'unfollowed',
      reason: 'Not followed any more; what was archived stays.',
    };
  }
  const next = poll === undefined ? {} : { nextPollAt: poll.nextPollAt };
  if (poll?.lastPollAt === undefined) {
    return { ...facts, ...next, state: 'waiting', reason: 'Not polled yet.' };
  }
  if (poll.failures > 0) {
    const times =
      poll.failures === 1 ? 'The last poll failed' : `The last ${poll.failures} polls failed`;
    return {
      ...facts,
      ...next,
      state: 'failing',
      reason: `${times}: ${poll.lastError ?? 'no reason was given'}`,
    };
  }
  const waits = pending === 0 ? '' : ` ${pending} pages are still to be captured.`;
  if (warnings.length > 0) {
    const [worst] = warnings;
    return {
      ...facts,
      ...next,
      state: 'warned',
      reason: `${warnings.length} items need a look: ${worst ?? ''}${waits}`,
    };
  }
  return { ...facts, ...next, state: 'ok', reason: `Polled without fault.${waits}` };
}

/**
 * The article that a person names: its id, a unique prefix of one, or a URL that led to it; the one
 * that stays where the record named was merged. Throws
 * ArchiveError `not-found`, or `invalid` when a prefix fits several.
 */
async function findArticle(services: Services, named: string): Promise<ArticleRecord> {
  const { store } = services;
  const url = parseUrl(named);
  if (url !== undefined) {
    const [key] = await store.knownKeys([articleKey(canonicalUrl(url)), articleKey(url)]);
    const article = key && (await store.article(key.articleId));
    if (article !== undefined) return article;
    throw new ArchiveError(
      'not-found',
      `${named}: no article of this address is in the archive; backissue search finds others.`,
    );
  }
  const ids = /^[0-9a-f]{1,20}$/.test(named) ? await store.articleIdsByPrefix(named) : [];
  const [id, other] = ids;
  if (id === undefined) {
    throw new ArchiveError(
      'not-found',
      `${named}: no article has this id; give an id, a unique beginning of one, or a URL.`,
    );
  }
  if (other !== undefined) {
    throw new ArchiveError(
      'invalid',
      `${named}: several articles begin so (${id}, ${other} …); give more of the id.`,
    );
  }
  const article = await store.article(id);
  if (article === undefined)
    throw new ArchiveError('corrupt', `${id}: the catalogue contradicts itself; run doctor.`);
  return article;
}

/** An article as its newest revision shows it, or as the numbered one does. */
export async function articleState(
  services: Services,
  named: string,
  number?: number,
): Promise<ArticleState> {
  const { store } = services;
  const article = await findArticle(services, named);
  const revisions = await store.revisions(article.id);
  const wanted =
    number === undefined ? revisions.at(-1) : revisions.find((one) => one.number === number);
  const revision = wanted && (await store.revision(wanted.id));
  if (revision === undefined) {
    throw new ArchiveError(
      'not-found',
      `${named}: there is no revision ${number ?? ''}; it has 1 to ${revisions.length}.`,
    );
  }
  const keys = (await store.keysOf(article.id)).filter((key) => guidOf(key.key) === undefined);
  const urls = [...new Set([article.url, ...keys.map((key) => key.url)])];
  const source = await store.source(article.sourceId);
  const merged = await Promise.all(
    (await store.mergedInto([article.id])).map(async (one) => ({
      article: one,
      revisions: await store.revisions(one.id),
    })),
  );
  const all = [...revisions, ...merged.flatMap((one) => one.revisions)];
  return {
    article,
    ...(source === undefined ? {} : { source }),
    revision,
    revisions,
    absences: await store.absences(article.id),
    captures: await capturesOf(services, urls, all),
    aliases: urls.filter((url) => url !== article.url),
    merged,
  };
}

/** Captures of the article's addresses, and those its revisions were cut from, newest first. */
async function capturesOf(
  services: Services,
  urls: readonly Url[],
  revisions: readonly Revision[],
): Promise<Capture[]> {
  const { store } = services;
  const asked = await store.capturesOf(urls, 200);
  const rest = [...new Set(revisions.map((revision) => revision.captureId))].filter(
    (id) => !asked.some((capture) => capture.id === id),
  );
  const cut = await Promise.all(rest.map((id) => store.capture(id)));
  return [...asked, ...cut.flatMap((capture) => capture ?? [])].sort((one, other) =>
    one.capturedAt < other.capturedAt ? 1 : -1,
  );
}
