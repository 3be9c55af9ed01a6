import { createRoute, z } from '@hono/zod-openapi';
import { sourceTitles } from '../../../archive/index.ts';
import { ArchiveError, optional } from '../../../model/index.ts';
import { parseMoment } from '../../moments.ts';
import { linkNext, pageOf, placeIn } from '../cursor.ts';
import { jsonOnly, userOf, usersOnly } from '../guards.ts';
import { listedDocument } from '../listed-document.ts';
import { type Api, type ApiParts, sourcesAsked } from '../parts.ts';
import { articleListSchema } from '../schemas/article-schemas.ts';
import {
  afterAsked,
  bodyOf,
  folderAsked,
  jsonOf,
  limitOf,
  problems,
  sourceAsked,
} from '../schemas/common.ts';
import { readAllSchema, unreadSchema } from '../schemas/mark-schemas.ts';

const common = { tags: ['Marks'], 'x-role': 'reader' };

const counts = createRoute({
  ...{ method: 'get', path: '/marks', operationId: 'countUnread', ...common },
  summary: 'Who asks, and how much of each source is unread',
  middleware: [usersOnly] as const,
  responses: { 200: jsonOf(unreadSchema, 'The counts.'), ...problems('refused') },
});
const list = createRoute({
  ...{ method: 'get', path: '/marks/{only}', operationId: 'listMarked', ...common },
  summary: 'Articles that are unread, or starred, by first sight, the latest first',
  middleware: [usersOnly] as const,
  request: {
    params: z.object({ only: z.enum(['unread', 'starred']) }),
    query: z.strictObject({
      source: sourceAsked,
      folder: folderAsked,
      after: afterAsked,
      limit: limitOf(50, 200),
    }),
  },
  responses: {
    200: jsonOf(articleListSchema, 'A page of them.'),
    ...problems('refused', 'not-found'),
  },
});
const readAll = createRoute({
  ...{ method: 'post', path: '/marks/read', operationId: 'markAllRead', ...common },
  summary: 'Mark read what was first seen before a moment, of a source, a folder, or all',
  middleware: [usersOnly, jsonOnly] as const,
  request: bodyOf(readAllSchema),
  responses: {
    200: jsonOf(unreadSchema, 'What is unread now.'),
    ...problems('refused', 'not-found', 'too-large', 'media-type'),
  },
});

/** What a user has not read, and what they have starred. */
export function addMarkRoutes(api: Api, { archive }: ApiParts): void {
  const { accounts } = archive;
  const unreadOf = async ({ id, name, role }: ReturnType<typeof userOf>) => {
    const sources = await accounts.unreadCounts(id);
    const unread = sources.reduce((sum, { articles }) => sum + articles, 0);
    return { user: { name, role }, unread, sources };
  };
  api.openapi(counts, async (request) => request.json(await unreadOf(userOf(request)), 200));
  api.openapi(list, async (request) => {
    const { after, limit, ...asked } = request.req.valid('query');
    const found = await accounts.markedArticles({
      userId: userOf(request).id,
      only: request.req.valid('param').only,
      ...optional('sourceIds', await sourcesAsked(archive, asked)),
      ...optional('after', after === undefined ? undefined : placeIn(after, seenPlace.parse)),
      limit: limit + 1,
    });
    const { shown, next } = pageOf(found, limit, seenPlace.format);
    linkNext(request, 'after', next);
    const titles = sourceTitles(await archive.sourceList());
    const articles = shown.map((article) => listedDocument(article, titles));
    return request.json({ articles, ...optional('next', next) }, 200);
  });
  api.openapi(readAll, async (request) => {
    const { before, ...asked } = request.req.valid('json');
    const user = userOf(request);
    const sourceIds = await sourcesAsked(archive, asked);
    await accounts.markAllRead(user.id, {
      before: parseMoment(before),
      ...optional('sourceIds', sourceIds),
    });
    return request.json(await unreadOf(user), 200);
  });
}

type Seen = Parameters<ApiParts['archive']['accounts']['markedArticles']>[0]['after'] & object;

const seenPlace = {
  format: ({ firstSeenAt, id }: Seen): string => `${firstSeenAt} ${id}`,
  parse(text: string): Seen {
    const [moment = '', id = ''] = text.split(' ', 2);
    if (!/^[0-9a-f]{1,64}$/.test(id)) throw new ArchiveError('invalid', `${text}: no place.`);
    return { firstSeenAt: parseMoment(moment), id };
  },
};
