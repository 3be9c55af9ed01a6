import type { Entry } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { articleKey } from '../url/index.ts';
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
 * itself has led to its article before, and now tells something new of it. */
export async function isSeenElsewhere(
  { store, leases, now }: Pick<Services, 'store' | 'leases' | 'now'>,
  found: Entry,
): Promise<boolean> {
  if (!leases.isShared) return false;
  if (await tellsAnew({ store }, found)) return false;
  const [known] = await store.knownKeys([articleKey(found.entry.url)]);
  const article = known && (await store.article(known.articleId));
  return Date.parse(article?.lastVisitAt ?? '') > now() - lookMs;
}
