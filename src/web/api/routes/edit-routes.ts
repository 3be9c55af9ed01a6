import { createRoute, z } from '@hono/zod-openapi';
import { editDocument, sourceTitles } from '../../../archive/index.ts';
import { optional } from '../../../model/index.ts';
import { editCursor } from '../../edits-html.ts';
import { spanAsked } from '../asked-time.ts';
import { linkNext, pageOf, placeIn } from '../cursor.ts';
import { type Api, type ApiParts, sourcesAsked } from '../parts.ts';
import {
  afterAsked,
  folderAsked,
  jsonOf,
  limitOf,
  problems,
  sinceAsked,
  sourceAsked,
  untilAsked,
} from '../schemas/common.ts';
import { editListSchema } from '../schemas/edit-schemas.ts';

const edits = createRoute({
  ...{ method: 'get', path: '/edits', tags: ['Edits'], operationId: 'listEdits' },
  summary: 'What outlets changed in their articles, the weightiest or the newest first',
  request: {
    query: z.strictObject({
      source: sourceAsked,
      folder: folderAsked,
      since: sinceAsked,
      until: untilAsked,
      order: z.enum(['weight', 'time']).default('weight'),
      least: z.coerce
        .number()
        .int()
        .min(0)
        .max(100)
        .default(1)
        .describe('Of this weight at least.'),
      after: afterAsked,
      limit: limitOf(20, 200),
    }),
  },
  responses: { 200: jsonOf(editListSchema, 'A page of edits.'), ...problems('not-found') },
});

/** What outlets changed. */
export function addEditRoutes(api: Api, { archive, now }: ApiParts): void {
  api.openapi(edits, async (request) => {
    const { order, least, after, limit, ...asked } = request.req.valid('query');
    const place = after === undefined ? undefined : placeIn(after, editCursor.parse);
    const found = await archive.edits({
      ...{ order, least, ...spanAsked(asked, now()) },
      ...optional('sourceIds', await sourcesAsked(archive, asked)),
      ...optional('after', place),
      limit: limit + 1,
    });
    const titles = sourceTitles(await archive.sourceList());
    const { shown, next } = pageOf(found, limit, ({ edit }) => editCursor.format(edit));
    linkNext(request, 'after', next);
    const document = { edits: shown.map((one) => editDocument(one, titles)) };
    return request.json({ ...document, ...optional('next', next) }, 200);
  });
}
