import type { Context } from 'hono';
import { formProof } from '../accounts/index.ts';
import type { Archive } from '../archive/index.ts';
import type { Instant, User } from '../model/index.ts';
import type { Proof, ReadingBar } from '../pages/index.ts';
import type { Signs } from '../views/index.ts';
import { seedFor } from './visitor.ts';

/** Somebody who reads under a name in a browser, and what shows that a form is ours. */
export interface Reading extends Proof {
  readonly user: User;
}

/** Who reads; undefined for public reading and for programs. */
export function readingOf(request: Context): Reading | undefined {
  const visitor = request.get('visitor');
  if (visitor?.user === undefined || visitor.by === 'token') return undefined;
  return { user: visitor.user, proof: formProof(seedFor(request, visitor)) };
}

/** How these articles stand with whoever reads; without a name nothing is known of any. */
export async function signsOf(
  { accounts }: Archive,
  reading: Reading | undefined,
  articles: readonly { readonly id: string }[],
): Promise<Signs> {
  if (reading === undefined) return () => undefined;
  const ids = articles.map(({ id }) => id);
  const marks = await accounts.marksOf(reading.user.id, ids);
  const signs = new Map(
    marks.map(({ articleId, read, starredAt }) => [
      articleId,
      { unread: !read, starred: starredAt !== undefined },
    ]),
  );
  return (id) => signs.get(id);
}

/** A place whose articles are counted; unset: all. */
export interface Place {
  /** The path of the page, to come back to. */
  readonly here: string;
  readonly sourceIds?: readonly string[];
  readonly outlet?: string;
  readonly folder?: string;
}

/** What is unread of a place, with the form that makes all of it read: what was seen when the page was made,
 * nothing that came since. */
export async function readingBar(
  { accounts }: Archive,
  reading: Reading,
  { here, sourceIds, outlet, folder }: Place,
): Promise<ReadingBar> {
  const counts = (await accounts.unreadCounts(reading.user.id)).filter(
    ({ sourceId }) => sourceIds?.includes(sourceId) ?? true,
  );
  const before = counts.reduce<Instant | undefined>(
    (latest, { newestAt }) => (latest === undefined || newestAt > latest ? newestAt : latest),
    undefined,
  );
  const of = { ...(outlet !== undefined && { outlet }), ...(folder !== undefined && { folder }) };
  return {
    unread: counts.reduce((sum, { articles }) => sum + articles, 0),
    unreadHref: markedPath('unread', of),
    starredHref: '/starred',
    ...(before && {
      markAll: { proof: reading.proof, action: '/read', before, next: here, ...of },
    }),
  };
}

/** The path of the list of what is unread or starred, from a place in it on. */
export function markedPath(
  only: 'unread' | 'starred',
  of: { readonly outlet?: string; readonly folder?: string; readonly after?: string } = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(of)) query.set(name, value.toWellFormed());
  return `/${only}${query.size === 0 ? '' : `?${query}`}`;
}
