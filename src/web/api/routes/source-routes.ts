import { createRoute, z } from '@hono/zod-openapi';
import { sourceDocument, wholeDocument } from '../../../archive/index.ts';
import { type Api, type ApiParts, sourcesAsked } from '../parts.ts';
import { folderAsked, jsonOf, listOf, problems } from '../schemas/common.ts';
import { healthSchema, sourceSchema, wholeSourceSchema } from '../schemas/source-schemas.ts';

const tags = ['Sources'];
const params = z.object({ source: z.string() });

const list = createRoute({
  ...{ method: 'get', path: '/sources', tags, operationId: 'listSources' },
  summary: 'What is followed, and how it fares',
  request: { query: z.strictObject({ folder: folderAsked }) },
  responses: {
    200: jsonOf(z.object({ sources: listOf(sourceSchema) }).openapi('SourceList'), 'All sources.'),
    ...problems('not-found'),
  },
});

const one = createRoute({
  ...{ method: 'get', path: '/sources/{source}', tags, operationId: 'readSource' },
  summary: 'One source whole, with what its server answered lately',
  request: { params },
  responses: {
    200: jsonOf(
      z.object({ sources: listOf(wholeSourceSchema) }).openapi('SourceWhole'),
      'A list of one, as backissue sources ID has it.',
    ),
    ...problems('not-found'),
  },
});

const health = createRoute({
  ...{ method: 'get', path: '/sources/{source}/health', tags, operationId: 'readHealth' },
  summary: 'How one source fares',
  request: { params },
  responses: {
    200: jsonOf(
      z.object({ id: z.string(), title: z.string(), health: healthSchema }).openapi('SourceHealth'),
      'Its health.',
    ),
    ...problems('not-found'),
  },
});

/** Sources, to be read. */
export function addSourceRoutes(api: Api, { archive }: ApiParts): void {
  api.openapi(list, async (request) => {
    const ids = await sourcesAsked(archive, request.req.valid('query'));
    const all = await archive.sources();
    const sources = all.filter(({ source }) => ids?.includes(source.id) ?? true);
    return request.json({ sources: sources.map(sourceDocument) }, 200);
  });
  api.openapi(one, async (request) => {
    const whole = await archive.source(request.req.valid('param').source);
    return request.json({ sources: [wholeDocument(whole)] }, 200);
  });
  api.openapi(health, async (request) => {
    const { source, health: how } = await archive.source(request.req.valid('param').source);
    return request.json({ id: source.id, title: source.title, health: how }, 200);
  });
}
