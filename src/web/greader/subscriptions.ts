import type { Source } from '../../model/index.ts';
import { parseUrl } from '../../url/index.ts';

/** The sources of an archive as apps see them. */
export interface Subscriptions {
  readonly followed: readonly Source[];
  readonly unfollowedIds: readonly string[];
  /** The source that `feed/…` names, by number or by address, followed or not. */
  named(feed: string): Source | undefined;
  /** The followed sources of a folder itself. */
  labelled(label: string): readonly Source[];
  /** Folders that have sources, by name. */
  readonly labels: readonly string[];
}

/** The number of a source: its id, 48 bits of a digest that never changes, in decimal. */
export const feedNumber = (sourceId: string): string =>
  /^[0-9a-f]{12}$/.test(sourceId) ? String(Number.parseInt(sourceId, 16)) : sourceId;

export const feedId = (sourceId: string): string => `feed/${feedNumber(sourceId)}`;

export function subscriptionsOf(sources: readonly Source[]): Subscriptions {
  const followed = sources.filter(({ state }) => state === 'followed');
  const byNumber = new Map(sources.map((source) => [feedNumber(source.id), source]));
  const folders = followed.flatMap(({ folder }) => (folder ? [folder] : []));
  return {
    followed,
    unfollowedIds: sources.filter(({ state }) => state !== 'followed').map(({ id }) => id),
    named: (feed) => byNumber.get(feed) ?? atAddress(sources, feed),
    labelled: (label) => followed.filter(({ folder }) => folder === label),
    labels: [...new Set(folders)].sort(),
  };
}

/** By address; what is followed comes before what was. */
function atAddress(sources: readonly Source[], feed: string): Source | undefined {
  const url = feedAddress(feed);
  const there = sources.filter((source) => source.url === url);
  return there.find(({ state }) => state === 'followed') ?? there[0];
}

/** A feed's address; one whose slashes were joined on the way is read all the same. */
export const feedAddress = (feed: string) =>
  parseUrl(feed.trim().replace(/^(https?):\/+(?=[^/])/i, '$1://'));
