import { z } from 'zod';
import type { ArticleState } from '../archive/index.ts';
import type { McpOptions } from './mcp-server-options.ts';

/** Which article, and which of its revisions. */
export const articleAsked = {
  article: z.string().max(4000).describe('Id, a unique beginning of one, or the URL of an article'),
  revision: z.number().int().min(1).optional().describe('Its number; unset: the newest'),
};

/** Where a page of a text or a list begins. */
export const offsetAsked = z
  .number()
  .int()
  .min(0)
  .optional()
  .describe('The `next` of the answer before');

/** A revision as every answer names it. */
export const revisionShape = {
  id: z.string(),
  title: z.string(),
  source: z.string(),
  url: z.string().describe('Where the outlet published it'),
  address: z.string().optional().describe('Where the archive shows this revision'),
  resource: z.string(),
  revision: z.number(),
  revisions: z.number(),
  seenAt: z.string(),
  digest: z.string().describe('SHA-256 of title, two line breaks, text'),
  publishedAt: z.string().optional(),
  notServedSince: z.string().optional(),
};

/** A state of an article in that shape. */
export function revisionOf(
  { article, revision, source }: Pick<ArticleState, 'article' | 'revision' | 'source'>,
  { address }: McpOptions,
) {
  const { content, number, seenAt, textDigest } = revision;
  return {
    id: article.id,
    title: content.title,
    source: source?.title ?? article.sourceId,
    url: article.url,
    ...(address && { address: address(article.id, number) }),
    resource: `backissue://article/${article.id}/${number}`,
    revision: number,
    revisions: article.revisions,
    ...{ seenAt, digest: textDigest },
    ...(article.publishedAt && { publishedAt: article.publishedAt }),
    ...(article.goneSince && { notServedSince: article.goneSince }),
  };
}

export type RevisionShown = ReturnType<typeof revisionOf>;

interface Row {
  readonly article: ArticleState['article'];
  readonly revisionId: string;
}

/** The revisions that rows of a list tell of, each with its row; one that was taken down since the list was made
 * is left out. */
export async function revisionsShown<Of extends Row>(
  rows: readonly Of[],
  options: McpOptions,
): Promise<(readonly [RevisionShown, Of])[]> {
  const { archive } = options;
  const sources = new Map((await archive.sourceList()).map((source) => [source.id, source]));
  const shown: (readonly [RevisionShown, Of])[] = [];
  for (const row of rows) {
    const { article, revisionId } = row;
    const revision = await archive.revision(revisionId);
    const source = sources.get(article.sourceId);
    if (revision === undefined) continue;
    shown.push([revisionOf({ article, revision, ...(source && { source }) }, options), row]);
  }
  return shown;
}

/** A revision in one line, and what it is known by in another. */
export const lineOf = (one: RevisionShown): string =>
  `${one.title} · ${one.source} · ${one.publishedAt ?? one.seenAt}\n  ${one.resource} · revision ${one.revision} of ${one.revisions} · sha256 ${one.digest}`;
