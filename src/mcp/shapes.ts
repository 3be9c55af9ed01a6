import { z } from 'zod';
import type { ArticleState } from '../archive/index.ts';
import type { McpOptions } from './mcp-server-options.ts';

/** Which article, and which of its revisions. */
export const articleAsked = {
  article: z.string().max(4000).describe('Id, a unique beginning of one, or the URL of an article'),
  revision: z.number().int().min(1).optional().describe('Its number; unset: the newest'),
};

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

/** A revision in one line, and what it is known by in another. */
export const lineOf = (one: RevisionShown): string =>
  `${one.title} · ${one.source} · ${one.publishedAt ?? one.seenAt}\n  ${one.resource} · revision ${one.revision} of ${one.revisions} · sha256 ${one.digest}`;
