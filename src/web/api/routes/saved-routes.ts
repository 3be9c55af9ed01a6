import { createRoute, z } from '@hono/zod-openapi';
import { savedDocument, savedHitsDocument, sourceTitles } from '../../../archive/index.ts';
import { ArchiveError } from '../../../model/index.ts';
import { savedById } from '../../saved-html.ts';
import { linkNext } from '../cursor.ts';
import { editorsOnly, jsonOnly } from '../guards.ts';
import type { Api, ApiParts } from '../parts.ts';
import { bodyOf, jsonOf, limitOf, listOf, problems } from '../schemas/common.ts';
import { savedHitsSchema, savedNameSchema, savedSchema } from '../schemas/search-schemas.ts';

const tags = ['Saved searches'];
const params = z.object({ saved: z.string() });
const writes = { tags, 'x-role': 'editor' };
const written = problems('refused', 'not-found', 'conflict', 'too-large', 'media-type');

const list = createRoute({
  ...{ method: 'get', path: '/saved', tags, operationId: 'listSaved' },
  summary: 'Saved searches, and how many hits of each are new',
  responses: {
    200: jsonOf(z.object({ saved: listOf(savedSchema) }).openapi('SavedList'), 'By name.'),
    ...problems('refused'),
  },
});
const hits = createRoute({
  ...{ method: 'get', path: '/saved/{saved}/hits', tags, operationId: 'listHits' },
  summary: 'What a saved search has found behind a mark, each article once, as it was found',
  description: 'Keep the mark of an answer and give it as since: nothing is missed or told twice.',
  request: {
    params,
    query: z.strictObject({
      since: z.coerce.number().int().min(0).default(0).describe('A mark; 0: from the beginning.'),
      limit: limitOf(100, 200),
    }),
  },
  responses: { 200: jsonOf(savedHitsSchema, 'The hits.'), ...problems('not-found') },
});
const save = createRoute({
  ...{ method: 'post', path: '/saved', operationId: 'saveSearch', ...writes },
  summary: 'Save a search; what it finds from now on is told as new',
  middleware: [editorsOnly, jsonOnly] as const,
  request: bodyOf(
    z.strictObject({ name: savedNameSchema, query: z.string().min(1).max(2000) }).openapi('Save'),
  ),
  responses: { 201: jsonOf(savedSchema, 'It is saved.'), ...written },
});
const rename = createRoute({
  ...{ method: 'patch', path: '/saved/{saved}', operationId: 'renameSaved', ...writes },
  summary: 'Give a saved search another name',
  middleware: [editorsOnly, jsonOnly] as const,
  request: { params, ...bodyOf(z.strictObject({ name: savedNameSchema }).openapi('Rename')) },
  responses: { 200: jsonOf(savedSchema, 'As it is called now.'), ...written },
});
const look = createRoute({
  ...{ method: 'put', path: '/saved/{saved}/mark', operationId: 'lookAtSaved', ...writes },
  summary: 'Note that its hits were looked at up to a mark: those behind it are new',
  middleware: [editorsOnly, jsonOnly] as const,
  request: { params, ...bodyOf(z.strictObject({ mark: z.int().min(0) }).openapi('Look')) },
  responses: { 200: jsonOf(savedSchema, 'As it stands now.'), ...written },
});
const remove = createRoute({
  ...{ method: 'delete', path: '/saved/{saved}', operationId: 'removeSaved', ...writes },
  summary: 'Forget a saved search and what it found',
  middleware: [editorsOnly] as const,
  request: { params },
  responses: { 200: jsonOf(savedSchema, 'It is forgotten.'), ...problems('refused', 'not-found') },
});

/** Saved searches and their hits. */
export function addSavedRoutes(api: Api, { archive }: ApiParts): void {
  api.openapi(list, async (request) => {
    if (!request.env.listsSaved) {
      throw new ArchiveError(
        'refused',
        'Saved searches tell what their keeper is after; they are listed to who has logged in.',
      );
    }
    return request.json({ saved: (await archive.savedSearches()).map(savedDocument) }, 200);
  });
  api.openapi(hits, async (request) => {
    const { id } = await savedById(archive, request.req.valid('param').saved);
    const found = await archive.savedHits(id, request.req.valid('query'));
    linkNext(request, 'since', found.more ? String(found.mark) : undefined);
    return request.json(savedHitsDocument(found, sourceTitles(await archive.sourceList())), 200);
  });
  api.openapi(save, async (request) => {
    const { name, query } = request.req.valid('json');
    return request.json(savedDocument(await archive.saveSearch({ name, text: query })), 201);
  });
  api.openapi(rename, async (request) => {
    const { name } = request.req.valid('json');
    const renamed = await archive.renameSaved(request.req.valid('param').saved, name);
    return request.json(savedDocument(renamed), 200);
  });
  api.openapi(look, async (request) => {
    const { saved } = request.req.valid('param');
    await archive.lookAtSaved(saved, request.req.valid('json').mark);
    return request.json(savedDocument(await archive.savedSearch(saved)), 200);
  });
  api.openapi(remove, async (request) => {
    return request.json(
      savedDocument(await archive.removeSaved(request.req.valid('param').saved)),
      200,
    );
  });
}
