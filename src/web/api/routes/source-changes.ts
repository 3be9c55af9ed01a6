import { createRoute, z } from '@hono/zod-openapi';
import { followedDocument } from '../../../archive/index.ts';
import { optional } from '../../../model/index.ts';
import { jsonOnly, keepersOnly } from '../guards.ts';
import type { Api, ApiParts } from '../parts.ts';
import { bodyOf, jsonOf, listOf, problems } from '../schemas/common.ts';
import { followedSchema, followSchema, sourceChangeSchema } from '../schemas/source-schemas.ts';

const common = { tags: ['Sources'], 'x-role': 'editor' };
const params = z.object({ source: z.string() });
const followed = z.object({ sources: listOf(followedSchema) }).openapi('Followed');

const follow = createRoute({
  ...{ method: 'post', path: '/sources', operationId: 'followSource', ...common },
  summary: 'Follow a feed, a sitemap, or any page: its feed is found',
  description: 'What is followed already takes the new settings. Private addresses are refused.',
  middleware: [keepersOnly, jsonOnly] as const,
  request: bodyOf(followSchema),
  responses: {
    201: jsonOf(followed, 'It is followed.'),
    ...problems('refused', 'conflict', 'not-found', 'too-large', 'media-type', 'unreachable'),
  },
});

const change = createRoute({
  ...{ method: 'patch', path: '/sources/{source}', operationId: 'changeSource', ...common },
  summary: 'Name a source anew, or put it into another folder',
  middleware: [keepersOnly, jsonOnly] as const,
  request: { params, ...bodyOf(sourceChangeSchema) },
  responses: {
    200: jsonOf(
      z
        .object({ sources: listOf(followedSchema.extend({ folder: z.string().optional() })) })
        .openapi('Changed'),
      'As it is called now.',
    ),
    ...problems('refused', 'conflict', 'not-found', 'too-large', 'media-type'),
  },
});

const unfollow = createRoute({
  ...{ method: 'delete', path: '/sources/{source}', operationId: 'unfollowSource', ...common },
  summary: 'Stop following; what was archived stays',
  middleware: [keepersOnly] as const,
  request: { params },
  responses: {
    200: jsonOf(followed, 'It is followed no longer.'),
    ...problems('refused', 'conflict', 'not-found'),
  },
});

/** What editors and owners do with sources. */
export function addSourceChanges(api: Api, { archive }: ApiParts): void {
  api.openapi(follow, async (request) => {
    const { url, name, folder, body } = request.req.valid('json');
    const source = await archive.follow(url, {
      ...optional('title', name),
      ...optional('folder', folder),
      ...optional('body', body),
    });
    request.header('Location', `/api/v1/sources/${source.id}`);
    return request.json({ sources: [followedDocument(source)] }, 201);
  });
  api.openapi(change, async (request) => {
    const { name, folder } = request.req.valid('json');
    const source = await archive.editSource(request.req.valid('param').source, {
      ...optional('title', name),
      ...optional('folder', folder),
    });
    const document = { ...followedDocument(source), ...optional('folder', source.folder) };
    return request.json({ sources: [document] }, 200);
  });
  api.openapi(unfollow, async (request) => {
    const source = await archive.unfollow(request.req.valid('param').source);
    return request.json({ sources: [followedDocument(source)] }, 200);
  });
}
