import type { Url } from '../model/index.ts';
import { parseUrl } from '../url/index.ts';

interface Rule {
  readonly host: RegExp;
  readonly path: RegExp;
  /** The feed's address, relative to the page; `$1` … stand for what the path has there. */
  readonly feed: string;
}

/** Platforms whose feeds lie where a rule says, whether their pages declare them or not. */
const rules: readonly Rule[] = [
  {
    host: /^(?:www|m)\.youtube\.com$/,
    path: /^\/channel\/(UC[\w-]{22})/,
    feed: 'https://www.youtube.com/feeds/videos.xml?channel_id=$1',
  },
  {
    host: /^(?:www|m)\.youtube\.com$/,
    path: /^\/user\/([\w-]+)/,
    feed: 'https://www.youtube.com/feeds/videos.xml?user=$1',
  },
  {
    host: /^(?:www|m)\.youtube\.com$/,
    path: /^\/playlist\?(?:.*&)?list=([\w-]+)/,
    feed: 'https://www.youtube.com/feeds/videos.xml?playlist_id=$1',
  },
  {
    host: /^(?:(?:www|old|new|np)\.)?reddit\.com$/,
    path: /^\/(r|user)\/([\w-]+)\/?$/,
    feed: 'https://www.reddit.com/$1/$2/.rss',
  },
  {
    host: /^github\.com$/,
    path: /^\/([\w.-]+)\/([\w.-]+)(?:\/releases)?\/?$/,
    feed: '/$1/$2/releases.atom',
  },
  { host: /^github\.com$/, path: /^\/([\w.-]+)\/([\w.-]+)\/commits/, feed: '/$1/$2/commits.atom' },
  { host: /^github\.com$/, path: /^\/([\w-]+)\/?$/, feed: '/$1.atom' },
  { host: /^medium\.com$/, path: /^\/(@?[\w.-]+)\/?/, feed: '/feed/$1' },
  { host: /\.medium\.com$/, path: /^\//, feed: '/feed' },
  { host: /\.substack\.com$/, path: /^\//, feed: '/feed' },
  { host: /\.wordpress\.com$/, path: /^\//, feed: '/feed/' },
  { host: /\.blogspot\.[a-z.]+$/, path: /^\//, feed: '/feeds/posts/default' },
  { host: /\.tumblr\.com$/, path: /^\//, feed: '/rss' },
  // Mastodon and its kin, on hosts of any name.
  { host: /^/, path: /^\/(@[\w.-]+)\/?$/, feed: '/$1.rss' },
];

/** The feeds of a page that the rules of its platform tell; `canonical` is what the page calls itself. */
export function platformFeeds(url: Url, canonical?: Url): readonly Url[] {
  const found = [url, ...(canonical === undefined ? [] : [canonical])].flatMap((address) => {
    const { hostname, pathname, search } = new URL(address);
    const rule = rules.find((one) => one.host.test(hostname) && one.path.test(pathname + search));
    const match = rule?.path.exec(pathname + search);
    if (rule === undefined || match === undefined || match === null) return [];
    const feed = rule.feed.replace(/\$(\d)/g, (_all, group: string) => match[Number(group)] ?? '');
    return parseUrl(feed, address) ?? [];
  });
  return [...new Set(found)];
}
