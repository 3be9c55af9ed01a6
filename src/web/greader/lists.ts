import type { Instant, Source } from '../../model/index.ts';
import type { Answer } from './calls.ts';
import { homeOf } from './item-json.ts';
import { labelTag, readingList, starredTag } from './stream-name.ts';
import { feedId } from './subscriptions.ts';

export const token: Answer = ({ request, secret }) => request.text(secret);

export const userInfo: Answer = ({ request, user: { id, name } }) =>
  request.json({
    userId: String(id),
    userName: name,
    userProfileId: String(id),
    userEmail: name,
  });

export const tagList: Answer = async (call) => {
  const { labels } = await call.subscriptions();
  const unread = await unreadByTag(call);
  return call.request.json({
    tags: [
      { id: starredTag },
      ...labels.map((label) => ({
        id: labelTag(label),
        type: 'folder',
        unread_count: unread.get(labelTag(label))?.count ?? 0,
      })),
    ],
  });
};

export const subscriptionList: Answer = async (call) => {
  const { followed } = await call.subscriptions();
  return call.request.json({ subscriptions: followed.map(subscription) });
};

/** Without an icon: an app would ask the outlet for it, and tell it who reads. */
const subscription = (source: Source) => ({
  id: feedId(source.id),
  title: source.title,
  categories: source.folder
    ? [{ id: labelTag(source.folder), label: source.folder, type: 'folder' }]
    : [],
  url: source.url,
  htmlUrl: homeOf(source),
  iconUrl: '',
});

export const unreadCount: Answer = async (call) => {
  const unread = await unreadByTag(call);
  const counts = [...unread].map(([id, { count, newestAt }]) => ({
    id,
    count,
    newestItemTimestampUsec: String(Date.parse(newestAt) * 1000),
  }));
  return call.request.json({ max: unread.get(readingList)?.count ?? 0, unreadcounts: counts });
};

interface Unread {
  readonly count: number;
  readonly newestAt: Instant;
}

/** What is unread of all that is followed, each folder, and each source, by its tag; none where nothing is. */
async function unreadByTag({
  archive,
  user,
  subscriptions,
}: Parameters<Answer>[0]): Promise<ReadonlyMap<string, Unread>> {
  const { followed } = await subscriptions();
  const sources = new Map(followed.map((source) => [source.id, source]));
  const sums = new Map<string, Unread>();
  for (const { sourceId, articles, newestAt } of await archive.accounts.unreadCounts(user.id)) {
    const source = sources.get(sourceId);
    if (source === undefined) continue;
    const label = source.folder ? [labelTag(source.folder)] : [];
    for (const tag of [readingList, ...label, feedId(sourceId)]) {
      const before = sums.get(tag) ?? { count: 0, newestAt };
      const latest = newestAt > before.newestAt ? newestAt : before.newestAt;
      sums.set(tag, { count: before.count + articles, newestAt: latest });
    }
  }
  return sums;
}
