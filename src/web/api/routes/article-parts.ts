import { createRoute, z } from '@hono/zod-openapi';
import {
  differenceDocument,
  historyDocument,
  similarDocument,
  sourceTitles,
  spanDocument,
} from '../../../archive/index.ts';
import { captureDocument } from '../capture-document.ts';
import type { Api, ApiParts } from '../parts.ts';
import {
  absencesOfArticleSchema,
  articleName,
  captureSchema,
  historySchema,
  similarSchema,
} from '../schemas/article-schemas.ts';
import { jsonOf, listOf, problems } from '../schemas/common.ts';
import { differenceSchema } from '../schemas/edit-schemas.ts';

const params = z.object({ article: z.string() });

/** The route of a part of an article. */
const partOf = <Path extends string, Body extends z.ZodType>(
  path: Path,
  operationId: string,
  { summary, schema }: { readonly summary: string; readonly schema: Body },
) =>
  createRoute({
    ...{ method: 'get', path: `/articles/{article}/${path}`, tags: ['Articles'], operationId },
    summary,
    request: { params },
    responses: { 200: jsonOf(schema, summary), ...problems('not-found', 'removed') },
  });

const revisions = partOf('revisions', 'listRevisions', {
  summary: 'Its revisions, first to last, and what each changed of the one before',
  schema: historySchema,
});
const captures = partOf('captures', 'listCapturesOfArticle', {
  summary: 'The captures of its addresses, the newest first; the newest 200',
  schema: z
    .object({ article: articleName, captures: listOf(captureSchema) })
    .openapi('CapturesOfArticle'),
});
const absences = partOf('absences', 'listAbsencesOfArticle', {
  summary: 'Every look that missed it, and the times they make',
  schema: absencesOfArticleSchema,
});
const similar = partOf('similar', 'listSimilar', {
  summary: 'Articles that hold the same text, the likest first',
  schema: similarSchema,
});

const number = z.coerce.number().int().min(1).optional();
const diff = createRoute({
  ...{ method: 'get', path: '/articles/{article}/diff', operationId: 'compareRevisions' },
  tags: ['Articles'],
  summary: 'What changed between two revisions, word by word',
  request: {
    params,
    query: z.strictObject({
      from: number.describe('Number of the earlier one; unset: the one before the newest.'),
      to: number.describe('Number of the later one; unset: the newest.'),
    }),
  },
  responses: {
    200: jsonOf(differenceSchema, 'The difference.'),
    ...problems('not-found', 'removed'),
  },
});

/** What an article is made of, besides its words. */
export function addArticleParts(api: Api, { archive }: ApiParts): void {
  api.openapi(revisions, async (request) => {
    const state = await archive.article(request.req.valid('param').article);
    return request.json(await historyDocument(archive, state), 200);
  });
  api.openapi(captures, async (request) => {
    const state = await archive.article(request.req.valid('param').article);
    const article = nameOf(state.article);
    return request.json({ article, captures: state.captures.map(captureDocument) }, 200);
  });
  api.openapi(absences, async (request) => {
    const state = await archive.article(request.req.valid('param').article);
    const { absences: looks, spans } = state;
    const document = { article: nameOf(state.article), absences: looks };
    return request.json({ ...document, absenceSpans: spans.map(spanDocument) }, 200);
  });
  api.openapi(similar, async (request) => {
    const { article } = await archive.article(request.req.valid('param').article);
    const titles = sourceTitles(await archive.sourceList());
    return request.json(similarDocument(article, await archive.similar(article.id), titles), 200);
  });
  api.openapi(diff, async (request) => {
    const { from, to } = request.req.valid('query');
    const found = await archive.diff(request.req.valid('param').article, from, to);
    return request.json(differenceDocument(found), 200);
  });
}

const nameOf = ({ id, url }: { readonly id: string; readonly url: string }) => ({ id, url });
