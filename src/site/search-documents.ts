import type { Listed } from './listed-articles.ts';
import { packPostings } from './postings.ts';
import type { SiteDesk } from './site-desk.ts';

/** What the index is made of, a revision each. */
export interface SearchDocument {
  readonly revisionId: string;
  /** The article whose newest state it is; none: there is a newer one, or the article is listed as another. */
  readonly of?: Listed;
}

/**
 * All revisions in the order they were seen, so that what comes stands at the end. Those that a newer one
 * replaced stay in the index, or an edit would write a large part of it anew; the search leaves them out.
 */
export async function searchDocuments({ archive, listed }: SiteDesk): Promise<SearchDocument[]> {
  const newest = new Map(listed.map((one) => [one.revisionId, one]));
  const places: string[] = [];
  let after: string | undefined;
  for (;;) {
    const some = await archive.revisionPlaces(after);
    if (some.length === 0) break;
    for (const { id, seenAt } of some) places.push(`${seenAt} ${id}`);
    after = some.at(-1)?.id;
  }
  return places.sort(byText).map((place) => {
    const revisionId = place.slice(place.indexOf(' ') + 1);
    const of = newest.get(revisionId);
    return { revisionId, ...(of && { of }) };
  });
}

const byText = (one: string, other: string): number => (one < other ? -1 : 1);

/** Numbers of those to be left out. */
export const replacedAmong = (documents: readonly SearchDocument[]): string =>
  packPostings(documents.flatMap(({ of }, at) => (of === undefined ? [2 * at] : [])));
