import type { Archive } from '../../archive/index.ts';
import { parseOpml } from '../../feed/index.ts';
import { decodeText } from '../../html/index.ts';
import { ArchiveError, type Source, type Url } from '../../model/index.ts';
import { isPrivateAddress, isPrivateName } from '../../url/index.ts';

/** A feed of a subscription list, by the name and the address it has there. */
export interface ListedFeed {
  readonly title: string;
  readonly url: Url;
}

/** What became of the feeds of a subscription list, each by name in the order of the list. */
export interface FollowedList {
  readonly followed: readonly ListedFeed[];
  readonly there: readonly ListedFeed[];
  /** On record as followed no longer, and left so. */
  readonly left: readonly ListedFeed[];
  /** On a private address, which only the command line may allow. */
  readonly refused: readonly ListedFeed[];
  /** `says` is the reason in a sentence. */
  readonly failed: readonly (ListedFeed & { readonly says: string })[];
  /** What was mended or left out in reading the list, one sentence each. */
  readonly warnings: readonly string[];
}

type Outline = ReturnType<typeof parseOpml>['outlines'][number];

/**
 * Follows every feed of an OPML document (bytes as they came), folders kept, and asks none of them: the next
 * pass does. Private addresses are never followed. Throws ArchiveError `invalid` where it is no OPML.
 */
export async function followOpml(archive: Archive, bytes: Uint8Array): Promise<FollowedList> {
  const { text } = decodeText(bytes, { kind: 'xml' });
  const { outlines, warnings } = parseOpml({ url: 'https://opml.invalid/' as Url, text });
  const known = new Map((await archive.sourceList()).map((source) => [source.url, source]));
  const told = {
    followed: [] as ListedFeed[],
    there: [] as ListedFeed[],
    left: [] as ListedFeed[],
    refused: [] as ListedFeed[],
    failed: [] as (ListedFeed & { says: string })[],
  };
  for (const outline of outlines) {
    const { xmlUrl: url } = outline;
    if (url === undefined) continue;
    const feed = { title: nameOf(outline, url), url };
    const before = known.get(url);
    if (before !== undefined) {
      told[before.state === 'followed' ? 'there' : 'left'].push(feed);
      continue;
    }
    if (isPrivate(url)) {
      told.refused.push(feed);
      continue;
    }
    const became = await followed(archive, outline, feed);
    if ('says' in became) told.failed.push(became);
    else {
      known.set(url, became);
      told.followed.push(feed);
    }
  }
  return { ...told, warnings };
}

async function followed(
  archive: Archive,
  { folder, htmlUrl }: Outline,
  feed: ListedFeed,
): Promise<Source | FollowedList['failed'][number]> {
  try {
    return await archive.subscribe({
      ...{ ...feed, allowPrivate: false },
      ...(folder === undefined ? {} : { folder: cut(folder) }),
      ...(htmlUrl === undefined ? {} : { home: htmlUrl }),
    });
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'internal') throw error;
    return { ...feed, says: error.message };
  }
}

/** By its name alone: where it leads is seen when it is asked for, and refused there too. */
function isPrivate(url: Url): boolean {
  const { hostname } = new URL(url);
  const isLiteral = /^\[.*\]$|^[\d.]+$/.test(hostname);
  return isLiteral ? isPrivateAddress(hostname.replace(/^\[|\]$/g, '')) : isPrivateName(hostname);
}

const nameOf = ({ title }: Outline, url: Url): string => cut(title.trim()) || new URL(url).host;

/** As long as a name may be. */
const cut = (text: string): string => text.slice(0, 200).toWellFormed();
