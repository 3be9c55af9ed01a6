import { type Published, publishedBy } from './edition.ts';
import { courier } from './harbour/courier.ts';
import { shibao } from './jiangwan/shibao.ts';
import type { Channel, Story } from './story.ts';

/** Both outlets as they stand in one edition; everything the server answers is made from this. */
export interface Site {
  /** The server's own address, without a slash at the end. */
  readonly origin: string;
  /** When each edition came out, milliseconds since 1970. */
  readonly times: readonly number[];
  readonly harbour: readonly Published[];
  readonly jiangwan: readonly Published[];
}

export function siteOf(origin: string, times: readonly number[]): Site {
  return {
    origin,
    times,
    harbour: publishedBy(courier, times),
    jiangwan: publishedBy(shibao, times),
  };
}

const longestFeed = 30;

/** What a feed of one channel shows, newest first. A page that says 410 lingers in it. */
export function feedOf(all: readonly Published[], channel: Channel): readonly Published[] {
  return all
    .filter(({ story, withdrawn }) => story.channel === channel && withdrawn !== 'not-found')
    .slice(0, longestFeed);
}

/** What front pages and sitemaps list: only what is there to be read. */
export function listed(all: readonly Published[]): readonly Published[] {
  return all.filter(({ withdrawn }) => withdrawn === undefined);
}

/** The newest told change among stories; 0 for none. */
export function freshest(stories: readonly Published[]): number {
  return Math.max(0, ...stories.map(({ updatedAt }) => updatedAt));
}

/** The identifier a story keeps in its feed, whatever becomes of its title and address. */
export function guidOf(story: Story): string {
  return story.path.startsWith(courier.home)
    ? `tag:harbour-courier.example,2026:${story.id}`
    : `jiangwan-${story.id}`;
}
