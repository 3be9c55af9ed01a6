import {
  type Absence,
  ArchiveError,
  type Capture,
  type Revision,
  type Source,
  type Url,
} from '../model/index.ts';
import type { ArticleRecord, EditRecord, RevisionRecord } from '../store/index.ts';
import { parseUrl } from '../url/index.ts';
import { type AbsenceSpan, absenceSpans } from './absence-spans.ts';
import { keysOfUrl } from './article-keys.ts';
import { guidOf } from './identity.ts';
import type { Services } from './services.ts';

/** All that is known of an article, at one of its revisions. */
export interface ArticleState {
  readonly article: ArticleRecord;
  readonly source?: Source;
  readonly revision: RevisionRecord;
  readonly revisions: readonly Revision[];
  /** What each revision changed of the one before, first to last. */
  readonly edits: readonly EditRecord[];
  /** Every look that missed it, by time. */
  readonly absences: readonly Absence[];
  /** The times it was not served, first to last. */
  readonly spans: readonly AbsenceSpan[];
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

/**
 * The article that a person names: its id, a unique prefix of one, or a URL that led to it; the one
 * that stays where the record named was merged. Throws
 * ArchiveError `not-found`, or `invalid` when a prefix fits several.
 */
export async function findArticle(services: Services, named: string): Promise<ArticleRecord> {
  const { store } = services;
  const url = parseUrl(named);
  if (url !== undefined) {
    const [key] = await store.knownKeys(keysOfUrl(url));
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
  const absences = await store.absences(article.id);
  const all = [...revisions, ...merged.flatMap((one) => one.revisions)];
  return {
    article,
    ...(source === undefined ? {} : { source }),
    revision,
    revisions,
    edits: await store.editsOf(article.id),
    absences,
    spans: absenceSpans(absences),
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
