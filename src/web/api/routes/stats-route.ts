import { createRoute, z } from '@hono/zod-openapi';
import type { Api, ApiParts } from '../parts.ts';
import { jsonOf, problems } from '../schemas/common.ts';

const statsSchema = z
  .object({
    sources: z.int(),
    articles: z.int(),
    revisions: z.int(),
    captures: z.int(),
    absences: z.int(),
    pending: z.int().describe('Pages still to be captured.'),
    failed: z.int().describe('Entries given up.'),
    troubled: z.int().describe('Followed sources with something wrong.'),
    saved: z.int().describe('Saved searches.'),
    leaves: z.int().describe('Entries of the ledger.'),
    unpublished: z.int().describe('Of those, logged since it was last published.'),
    workers: z.int().describe('Workers of a shared catalogue; 0 where one process works alone.'),
  })
  .openapi('Stats');

const stats = createRoute({
  ...{ method: 'get', path: '/stats', tags: ['Archive'], operationId: 'readStats' },
  summary: 'What the archive holds, in numbers',
  responses: { 200: jsonOf(statsSchema, 'The numbers.'), ...problems() },
});

/** What the archive holds. */
export function addStatsRoute(api: Api, { archive }: ApiParts): void {
  api.openapi(stats, async (request) => request.json(await archive.stats(), 200));
}
