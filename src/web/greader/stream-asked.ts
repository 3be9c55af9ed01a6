import type { Archive } from '../../archive/index.ts';
import { ArchiveError, type Instant, instant } from '../../model/index.ts';
import type { Parameters as Sent } from './parameters.ts';
import { readingList, type StreamName, streamNamed } from './stream-name.ts';
import type { Subscriptions } from './subscriptions.ts';

type StreamQuery = Parameters<Archive['accounts']['articleStream']>[0];

/** Which articles a stream has: what the catalogue is asked for, but for the page. */
export type StreamFilter = Omit<StreamQuery, 'after' | 'limit'>;

/** What was seen is on record so much later at the latest: who asks for changes since the last time must
 * not miss what was on its way then. It is sent twice rather. */
const settledMs = 60_000;

/** The stream of a call: in its path, or as `s`; bare it is all there is. Throws ArchiveError `invalid`. */
export function streamAsked(sent: Sent, rest: string): StreamName {
  const text = rest || sent.one('s') || readingList;
  const stream = streamNamed(text);
  if (stream !== undefined) return stream;
  throw new ArchiveError(
    'invalid',
    `${text.slice(0, 200)}: this is no stream; ask for feed/…, user/-/label/… or user/-/state/com.google/….`,
  );
}

/** What a stream holds under the filters that were sent; undefined where that is nothing for certain. */
export function filterOf(
  stream: StreamName,
  sent: Sent,
  { userId, subscriptions }: { readonly userId: number; readonly subscriptions: Subscriptions },
): StreamFilter | undefined {
  let filter: StreamFilter | undefined = { userId, ...periodOf(sent) };
  filter = included(filter, stream, subscriptions);
  for (const text of sent.few('it')) {
    const more = streamNamed(text);
    if (more !== undefined && isKnown(more)) filter = included(filter, more, subscriptions);
  }
  for (const text of sent.few('xt')) {
    const less = streamNamed(text);
    if (less !== undefined) filter = excluded(filter, less, subscriptions);
  }
  return filter;
}

const isKnown = (stream: StreamName): boolean =>
  stream.of !== 'state' || ['reading-list', 'read', 'starred'].includes(stream.state);

function periodOf(sent: Sent): Pick<StreamFilter, 'since' | 'until' | 'oldestFirst'> {
  const since = momentOf(sent.one('ot'));
  const until = momentOf(sent.one('nt'));
  return {
    ...(since === undefined ? {} : { since: instant(Math.max(0, Date.parse(since) - settledMs)) }),
    ...(until === undefined ? {} : { until }),
    ...(sent.one('r') === 'o' ? { oldestFirst: true } : {}),
  };
}

/** A moment as apps tell it: microseconds where it has sixteen digits or more, else seconds. */
export function momentOf(text: string): Instant | undefined {
  if (!/^\d{1,19}$/.test(text.trim())) return undefined;
  const number = Number(text);
  const ms = text.trim().length >= 16 ? Math.floor(number / 1000) : number * 1000;
  return ms === 0 ? undefined : instant(Math.min(ms, Date.UTC(9999, 0, 1)));
}

/** The same filter, where only what is in this stream passes too. */
function included(
  filter: StreamFilter | undefined,
  stream: StreamName,
  subscriptions: Subscriptions,
): StreamFilter | undefined {
  if (filter === undefined) return undefined;
  if (stream.of !== 'state') {
    const ids = sourceIdsOf(stream, subscriptions);
    const { sourceIds } = filter;
    return { ...filter, sourceIds: ids.filter((id) => sourceIds?.includes(id) ?? true) };
  }
  switch (stream.state) {
    case 'reading-list':
      return without(filter, subscriptions.unfollowedIds);
    case 'read':
      return { ...filter, read: true };
    case 'starred':
      return { ...filter, starred: true };
    default:
      return undefined;
  }
}

function excluded(
  filter: StreamFilter | undefined,
  stream: StreamName,
  subscriptions: Subscriptions,
): StreamFilter | undefined {
  if (filter === undefined) return undefined;
  if (stream.of !== 'state') return without(filter, sourceIdsOf(stream, subscriptions));
  switch (stream.state) {
    case 'reading-list':
      return {
        ...filter,
        sourceIds:
          filter.sourceIds?.filter((id) => subscriptions.unfollowedIds.includes(id)) ??
          subscriptions.unfollowedIds,
      };
    case 'read':
      return filter.read === true ? undefined : { ...filter, read: false };
    case 'starred':
      return filter.starred === true ? undefined : { ...filter, starred: false };
    default:
      return filter;
  }
}

const without = (filter: StreamFilter, ids: readonly string[]): StreamFilter => ({
  ...filter,
  exceptSourceIds: [...(filter.exceptSourceIds ?? []), ...ids],
});

function sourceIdsOf(
  stream: Exclude<StreamName, { of: 'state' }>,
  subscriptions: Subscriptions,
): readonly string[] {
  if (stream.of === 'label') return subscriptions.labelled(stream.label).map(({ id }) => id);
  const source = subscriptions.named(stream.feed);
  return source === undefined ? [] : [source.id];
}
