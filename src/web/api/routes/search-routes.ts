import { createRoute, z } from '@hono/zod-openapi';
import { absencesDocument, searchDocument, sourceTitles } from '../../../archive/index.ts';
import { optional } from '../../../model/index.ts';
import { spanAsked } from '../asked-time.ts';
import { linkNext } from '../cursor.ts';
import { type Api, type ApiParts, sourcesAsked } from '../parts.ts';
import {
  afterAsked,
  flagAsked,
  folderAsked,
  jsonOf,
  limitOf,
  problems,
  sinceAsked,
  sourceAsked,
  untilAsked,
} from '../schemas/common.ts';
import { absencesSchema, foundSchema } from '../schemas/search-schemas.ts';

const search = createRoute({
  ...{ method: 'get', path: '/search', tags: ['Search'], operationId: 'search' },
  summary: 'Find articles, in the language of queries (docs/search.md)',
  request: {
    query: z.strictObject({
      q: z.string().max(2000).describe('Words, “words in a row”, one OR other, -not, title: …'),
      source: sourceAsked,
      since: sinceAsked,
      until: untilAsked,
      lang: z.string().max(35).optional().describe('In this language: zh, zh-Hant, en …'),
      sort: z.enum(['relevance', 'date']).default('relevance'),
      each: flagAsked.describe('Articles with the same text as hits of their own.'),
      facets: flagAsked.describe('Also how many are of each month, source and language.'),
      after: afterAsked,
      limit: limitOf(20, 100),
    }),
  },
  responses: { 200: jsonOf(foundSchema, 'What was found.'), ...problems('not-found') },
});

const absences = createRoute({
  ...{ method: 'get', path: '/absences', tags: ['Absences'], operationId: 'listAbsences' },
  summary: 'What was not served when it was looked for again',
  request: {
    query: z.strictObject({
      source: sourceAsked,
      folder: folderAsked,
      since: sinceAsked.describe('Missed, or served again, then or later.'),
      limit: limitOf(200, 1000).describe('How many of each kind at most; totals tell of all.'),
    }),
  },
  responses: { 200: jsonOf(absencesSchema, 'What is absent.'), ...problems('not-found') },
});

/** Search, and what is absent. */
export function addSearchRoutes(api: Api, { archive, now }: ApiParts): void {
  api.openapi(search, async (request) => {
    const { q, source, lang, after, since, until, ...asked } = request.req.valid('query');
    const found = await archive.search({
      text: q,
      ...asked,
      ...spanAsked({ since, until }, now()),
      ...optional('sourceId', source),
      ...optional('language', lang),
      ...optional('after', after),
    });
    linkNext(request, 'after', found.next);
    return request.json(searchDocument(found, sourceTitles(await archive.sourceList())), 200);
  });
  api.openapi(absences, async (request) => {
    const { since, limit, ...asked } = request.req.valid('query');
    const found = await archive.absences({
      ...optional('sourceIds', await sourcesAsked(archive, asked)),
      ...spanAsked({ since }, now()),
      limit,
    });
    return request.json(absencesDocument(found), 200);
  });
}
