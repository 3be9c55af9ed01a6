import type { Entry } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { articleKey, isOfOtherVersion } from '../url/index.ts';
import { guidKey } from './identity.ts';
import type { Services } from './services.ts';

type Reads = Pick<Services, 'store'>;

/** An entry as it is on record now; undefined where it was tried since it was found. */
export async function entryAsFound(
  { store }: Reads,
  { sourceId, guid, attempts, nextTryAt }: Entry,
): Promise<Entry | undefined> {
  const [now] = await store.entries(sourceId, [guid]);
  const isWaiting = now?.state === 'pending' && now.attempts === attempts;
  return isWaiting && now.nextTryAt === nextTryAt ? now : undefined;
}

/** An article as it is on record now; undefined where its page was looked at since it was found, or its images
 * captured, or it is no more. */
export async function articleAsFound(
  { store }: Reads,
  found: ArticleRecord,
  due: 'nextVisitAt' | 'imagesDueAt',
): Promise<ArticleRecord | undefined> {
  const now = await store.article(found.id);
  if (now === undefined || now.mergedInto !== undefined) return undefined;
  return now[due] === found[due] ? now : undefined;
}

/** Whether an entry has led to its article before: it is pending again because its feed tells something new. */
export async function tellsAnew({ store }: Reads, { sourceId, guid }: Entry): Promise<boolean> {
  return (await store.knownKeys([guidKey(sourceId, guid)])).length > 0;
}

/** So long ago another worker's look at a page counts as ours. */
const lookMs = 600_000;

/** Whether another worker has looked at the page of an entry a moment ago: it is not asked for again, unless the entry
 * itself has led to its article before, and now tells something new of it. Who has looked at the AMP page, or another
 * version, has not looked at the page itself. */
export async function isSeenElsewhere(
  { store, leases, now }: Pick<Services, 'store' | 'leases' | 'now'>,
  found: Entry,
): Promise<boolean> {
  if (!leases.isShared) return false;
  if (await tellsAnew({ store }, found)) return false;
  const [known] = await store.knownKeys([articleKey(found.entry.url)]);
  const article = known && (await store.article(known.articleId));
  const since = now() - lookMs;
  if (article === undefined || !(Date.parse(article.lastVisitAt ?? '') > since)) return false;
  if (isOfOtherVersion(found.entry.url)) return true;
  const own = [found.entry.url, article.url].filter((url) => !isOfOtherVersion(url));
  const [seen] = await store.capturesOf(own, 1);
  return Date.parse(seen?.capturedAt ?? '') > since || !(await isOfVersionAlone(store, article));
}

/** Whether what is on record of an article was read from its AMP page, or another version, that an entry named. */
async function isOfVersionAlone(store: Services['store'], { id }: ArticleRecord): Promise<boolean> {
  const [latest] = await store.latestRevisions([id]);
  const capture = latest && (await store.capture(latest.captureId));
  return capture !== undefined && isOfOtherVersion(capture.askedUrl);
}
