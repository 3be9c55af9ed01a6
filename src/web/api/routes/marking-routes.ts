import { createRoute, z } from '@hono/zod-openapi';
import { optional } from '../../../model/index.ts';
import { jsonOnly, userOf, usersOnly } from '../guards.ts';
import type { Api, ApiParts } from '../parts.ts';
import { bodyOf, jsonOf, listOf, problems } from '../schemas/common.ts';
import { markingManySchema, markingSchema, marksSchema } from '../schemas/mark-schemas.ts';

const common = { tags: ['Marks'], 'x-role': 'reader' };
const params = z.object({ article: z.string() });

const one = createRoute({
  ...{ method: 'get', path: '/articles/{article}/marks', operationId: 'readMarks', ...common },
  summary: 'How an article stands with who asks',
  middleware: [usersOnly] as const,
  request: { params },
  responses: {
    200: jsonOf(marksSchema, 'Its marks.'),
    ...problems('refused', 'not-found', 'removed'),
  },
});
const mark = createRoute({
  ...{ method: 'put', path: '/articles/{article}/marks', operationId: 'markArticle', ...common },
  summary: 'Mark an article read or unread, starred or not',
  middleware: [usersOnly, jsonOnly] as const,
  request: { params, ...bodyOf(markingSchema) },
  responses: {
    200: jsonOf(marksSchema, 'Its marks now.'),
    ...problems('refused', 'not-found', 'removed', 'too-large', 'media-type'),
  },
});
const many = createRoute({
  ...{ method: 'post', path: '/marks', operationId: 'markArticles', ...common },
  summary: 'Mark many articles at once',
  middleware: [usersOnly, jsonOnly] as const,
  request: bodyOf(markingManySchema),
  responses: {
    200: jsonOf(z.object({ marks: listOf(marksSchema) }).openapi('MarksList'), 'Their marks now.'),
    ...problems('refused', 'too-large', 'media-type'),
  },
});

/** A user's marks on articles. */
export function addMarkingRoutes(api: Api, { archive }: ApiParts): void {
  const { accounts } = archive;
  const marksOf = async (userId: number, articleId: string) => {
    const [found] = await accounts.marksOf(userId, [articleId]);
    return found ?? { articleId, read: false };
  };
  api.openapi(one, async (request) => {
    const { article } = await archive.article(request.req.valid('param').article);
    return request.json(await marksOf(userOf(request).id, article.id), 200);
  });
  api.openapi(mark, async (request) => {
    const { article } = await archive.article(request.req.valid('param').article);
    const { id } = userOf(request);
    await accounts.markArticles(id, [article.id], given(request.req.valid('json')));
    return request.json(await marksOf(id, article.id), 200);
  });
  api.openapi(many, async (request) => {
    const { articles, ...marks } = request.req.valid('json');
    const { id } = userOf(request);
    await accounts.markArticles(id, articles, given(marks));
    return request.json({ marks: await accounts.marksOf(id, articles) }, 200);
  });
}

const given = ({ read, starred }: z.infer<typeof markingSchema>) => ({
  ...optional('read', read),
  ...optional('starred', starred),
});
