import { randomBytes } from 'node:crypto';
import { ArchiveError, instant, type Source } from '../model/index.ts';
import type { ArticleRecord, Digest, DigestProgress, EditRecord } from '../store/index.ts';
import { byRight } from './by-right.ts';
import { isMeant } from './is-meant.ts';
import { savedNamed } from './saved-searches.ts';
import type { Services } from './services.ts';
import { sourceById } from './source-by-id.ts';

/** What somebody is to be mailed. */
export interface DigestWish
  extends Pick<Digest, 'to' | 'of' | 'every' | 'atMinute' | 'timeZone' | 'locale'> {
  /** Name or id of a saved search, where hits are to be told. */
  readonly saved?: string;
  readonly sourceId?: string;
  readonly folder?: string;
  readonly least?: number;
}

/** What there is to be told since a digest was last sent. */
export interface DigestContent {
  /** Of a saved search its name. */
  readonly name?: string;
  readonly items: readonly DigestItem[];
  /** How many there are besides these. */
  readonly more: number;
  /** How far the digest is once this is sent. */
  readonly cursor: number;
}

export interface DigestItem {
  readonly article: ArticleRecord;
  readonly source?: Source;
  readonly edit?: EditRecord;
}

/** The digests of an archive. */
export interface Digests {
  list(): Promise<readonly Digest[]>;
  /** Adds one: it tells what comes on record from now on. Throws `not-found` for a source or a saved
   * search that is not there. */
  add(wish: DigestWish): Promise<Digest>;
  /** Throws `not-found`. */
  remove(id: string): Promise<Digest>;
  /** Throws `not-found`. */
  named(id: string): Promise<Digest>;
  /** What a digest is to tell now. */
  content(digest: Digest): Promise<DigestContent>;
  /** Notes how far it is. */
  note(id: string, progress: DigestProgress): Promise<void>;
  /** Does something with a digest as it is now, and with nobody else at it, who would send it too. What is
   * noted of it goes through the digests that `act` is given. Undefined: another worker is at it. Throws
   * `not-found`. */
  alone<Result>(
    id: string,
    act: (digest: Digest, digests: Digests) => Promise<Result>,
  ): Promise<Result | undefined>;
}

export const createDigests = (services: Services): Digests => ({
  list: () => services.store.digests(),
  add: (wish) => addDigest(services, wish),
  remove: async (id) => {
    const digest = await digestNamed(services, id);
    await services.store.commit({ undigested: [id] });
    return digest;
  },
  named: (id) => digestNamed(services, id),
  content: (digest) => contentOf(services, digest),
  note: (id, progress) => services.store.commit({ digestProgress: [{ id, progress }] }),
  alone: (id, act) => services.leases.during(() => digestAlone(services, id, act)),
});

async function digestAlone<Result>(
  services: Services,
  id: string,
  act: (digest: Digest, digests: Digests) => Promise<Result>,
): Promise<Result | undefined> {
  const { leases } = services;
  const [right] = (await leases.take([`digest:${id}`])).values();
  if (right === undefined) return undefined;
  try {
    const digest = await digestNamed(services, id);
    return await act(digest, createDigests(byRight(services, right)));
  } finally {
    leases.release(right);
  }
}

async function addDigest(services: Services, wish: DigestWish): Promise<Digest> {
  const { store } = services;
  const { saved, least = 1, ...rest } = wish;
  const search = saved === undefined ? undefined : await savedNamed(store, saved);
  if (wish.sourceId !== undefined) await sourceById(store, wish.sourceId);
  const at = instant(services.now());
  const digest: Digest = {
    ...rest,
    ...{ id: randomBytes(4).toString('hex'), least, addedAt: at },
    ...(search === undefined ? {} : { searchId: search.id }),
    progress: { until: at, cursor: search?.told ?? (await store.lastSerial()), failures: 0 },
  };
  await store.commit({ digests: [digest] });
  return digest;
}

async function digestNamed({ store }: Services, id: string): Promise<Digest> {
  const digest = (await store.digests()).find((one) => one.id === id);
  if (digest !== undefined) return digest;
  throw new ArchiveError(
    'not-found',
    `${id}: there is no such digest; backissue digests lists them.`,
  );
}

/** Items that one digest shows, and those that are counted. */
const shown = 50;
const counted = 2000;

async function contentOf(services: Services, digest: Digest): Promise<DigestContent> {
  const sources = new Map((await services.store.sources()).map((source) => [source.id, source]));
  // Imports were news long ago.
  const told = new Set(
    [...sources.values()].flatMap((source) =>
      source.kind !== 'import' && isMeant(digest, source) ? [source.id] : [],
    ),
  );
  const { items, ...found } = await findingsOf(services, digest, told);
  return {
    ...found,
    items: items.map((item) => {
      const source = sources.get(item.article.sourceId);
      return { ...item, ...(source && { source }) };
    }),
  };
}

async function findingsOf(
  services: Services,
  digest: Digest,
  told: ReadonlySet<string>,
): Promise<DigestContent> {
  if (digest.of === 'edits') return await editsOf(services, digest, [...told]);
  if (digest.of === 'saved') return await hitsOf(services, digest, told);
  return await articlesOf(services, digest, told);
}

async function editsOf(
  { store }: Services,
  { progress, least }: Digest,
  sourceIds: readonly string[],
): Promise<DigestContent> {
  const { revisionIds, cursor } = await editsBehind(store, progress.cursor);
  const limit = counted;
  const edits = await store.edits({ order: 'weight', sourceIds, revisionIds, least, limit });
  const heaviest = edits.slice(0, shown);
  const ids = [...new Set(heaviest.map(({ articleId }) => articleId))];
  const articles = new Map((await store.articlesById(ids)).map((one) => [one.id, one]));
  const items = heaviest.flatMap((edit) => {
    const article = articles.get(edit.articleId);
    return article === undefined ? [] : [{ article, edit }];
  });
  return { items, more: edits.length - heaviest.length, cursor };
}

/** The revisions of edits that came on record behind a number, and how far that was looked at. By when they were
 * seen it cannot be told: what takes long to be captured comes on record behind what was seen later. */
async function editsBehind(store: Services['store'], after: number) {
  const revisionIds: string[] = [];
  let cursor = after;
  while (revisionIds.length < counted) {
    const limit = counted - revisionIds.length;
    const happened = await store.happenings({ after: cursor, limit });
    for (const { kind, revisionId } of happened) {
      if (kind === 'edit' && revisionId !== undefined) revisionIds.push(revisionId);
    }
    cursor = happened.at(-1)?.ord ?? cursor;
    if (happened.length < limit) break;
  }
  return { revisionIds, cursor };
}

async function hitsOf(
  { store }: Services,
  { searchId = '', progress }: Digest,
  told: ReadonlySet<string>,
): Promise<DigestContent> {
  const search = (await store.savedSearches()).find(({ id }) => id === searchId);
  const hits = await store.savedHits({ searchId, after: progress.cursor, limit: counted });
  const found = hits.map(({ article }) => article).filter(({ sourceId }) => told.has(sourceId));
  const cursor = hits.at(-1)?.mark ?? progress.cursor;
  return { ...(search && { name: search.name }), ...newest(found), cursor };
}

async function articlesOf(
  { store }: Services,
  { progress }: Digest,
  told: ReadonlySet<string>,
): Promise<DigestContent> {
  const found: ArticleRecord[] = [];
  let { cursor } = progress;
  // What is not meant, an import perhaps, is gone through without being told.
  while (found.length < counted) {
    const { articles, last } = await store.recordedAfter(cursor, counted);
    if (last === undefined) break;
    cursor = last;
    for (const article of articles) {
      if (article.mergedInto === undefined && told.has(article.sourceId)) found.push(article);
    }
  }
  return { ...newest(found), cursor };
}

/** Of articles in the order they came, the last first. */
const newest = (found: readonly ArticleRecord[]): Pick<DigestContent, 'items' | 'more'> => ({
  items: found
    .slice(-shown)
    .reverse()
    .map((article) => ({ article })),
  more: Math.max(0, found.length - shown),
});
