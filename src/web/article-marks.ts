import type { Context } from 'hono';
import type { Archive, ArticleState } from '../archive/index.ts';
import type { ArticleMarksView, PageContext } from '../pages/index.ts';
import type { Reading } from './reading.ts';

/** Whether somebody opens the page to read it: no browser that fetches ahead, nothing after the button that
 * keeps it unread. */
export function isOpening({ req }: Context): boolean {
  const ahead = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']
    .map((name) => req.header(name) ?? '')
    .some((value) => /prefetch|prerender|preview/i.test(value));
  // What a worker of the reader passes on for a page has lost what it is to be shown as.
  const shownAs = req.header('sec-fetch-dest') ?? 'document';
  const isPage = shownAs === 'document' || req.header('sec-fetch-mode') === 'navigate';
  return req.method === 'GET' && !ahead && isPage && !isKept(req);
}

/** Whether the button that keeps it unread led here. */
export const isKept = (req: Context['req']): boolean => req.query('unread') === '1';

interface How {
  readonly reading: Reading;
  readonly opens: boolean;
  /** Whether it was just kept unread. */
  readonly kept: boolean;
}

/** The buttons on an article's page, which is read from now on where it is opened. */
export async function articleMarks(
  { accounts }: Archive,
  context: PageContext,
  state: ArticleState,
  { reading, opens, kept }: How,
): Promise<ArticleMarksView> {
  const { id } = state.article;
  const { user, proof } = reading;
  const [before] = await accounts.marksOf(user.id, [id]);
  const edited = before?.read === true ? editedSince(context, state, before.readAt) : undefined;
  if (opens) {
    // The time of the first reading stays unless it is unread in between.
    if (edited !== undefined) await accounts.markArticles(user.id, [id], { read: false });
    const isNoted = before?.readAt !== undefined && edited === undefined;
    if (!isNoted) await accounts.markArticles(user.id, [id], { read: true });
  }
  return {
    proof,
    action: `/article/${id}/marks`,
    read: opens || before?.read === true,
    ...(kept && before?.read === false && { kept }),
    starred: before?.starredAt !== undefined,
    ...(edited && { edited }),
  };
}

/** What its outlet changed since a moment, as one difference. */
function editedSince(
  { links }: PageContext,
  { article, edits }: ArticleState,
  readAt: ArticleState['article']['firstSeenAt'] | undefined,
): ArticleMarksView['edited'] {
  if (readAt === undefined) return undefined;
  const since = edits.filter(({ seenAt, told, weight }) => told && weight > 0 && seenAt > readAt);
  const [first, last] = [since[0], since.at(-1)];
  if (first === undefined || last === undefined || links.difference === undefined) return undefined;
  return { readAt, href: links.difference(article.id, first.from, last.to) };
}
