import { z } from '@hono/zod-openapi';
import { listOf, moment } from './common.ts';

const finding = z.object({
  kind: z.string(),
  of: z.enum(['listing', 'pages']).optional(),
  since: moment,
  says: z.string().describe('One sentence with the numbers.'),
});

export const healthSchema = z
  .object({
    state: z.enum(['ok', 'warned', 'waiting', 'failing', 'silent', 'unfollowed']),
    reason: z.string().describe('Why, in words.'),
    lastSuccessAt: moment.optional(),
    nextPollAt: moment.optional(),
    failures: z.int().describe('Failed polls since the last good one.'),
    warnings: listOf(z.string()),
    findings: listOf(finding).describe('What is wrong with it, worst first.'),
    standIn: z
      .object({
        kind: z.enum(['feed', 'sitemap', 'page']),
        url: z.string(),
        since: moment,
        ownAskedAt: moment.optional(),
        failures: z.int().optional(),
      })
      .optional()
      .describe('What is read in its place while it fails or is silent.'),
    soughtAt: moment.optional(),
    rhythm: z
      .object({
        itemsADay: z.number(),
        intervalSeconds: z.number(),
        longestPauseSeconds: z.number(),
      })
      .optional()
      .describe('What is usual for it, once that is known.'),
    pushed: z
      .object({
        hub: z.string(),
        state: z.enum(['asked', 'active', 'refused']),
        toldAt: moment.optional(),
      })
      .optional()
      .describe('The hub that tells of its news.'),
  })
  .openapi('Health');

const kind = z.enum(['feed', 'sitemap', 'page', 'mirror', 'import']);

export const sourceSchema = z
  .object({
    id: z.string(),
    kind,
    url: z.string(),
    title: z.string(),
    folder: z.string().optional(),
    body: z.enum(['page', 'feed', 'fuller']).describe('Where the words come from.'),
    state: z.enum(['followed', 'unfollowed']),
    pollSeconds: z.number().optional().describe('Unset: by its own rhythm.'),
    home: z.string().optional(),
    browser: z.literal(true).optional(),
    given: z
      .object({ headers: z.int(), cookies: z.boolean(), proxy: z.boolean() })
      .describe('What it is asked with; no more is told of secrets.'),
    articles: z.int(),
    health: healthSchema,
  })
  .openapi('Source');

export const wholeSourceSchema = sourceSchema
  .extend({
    answers: listOf(
      z.object({ id: z.string(), url: z.string(), capturedAt: moment, status: z.int() }),
    ).describe('What its server answered lately, newest first; ids are of captures.'),
  })
  .openapi('WholeSource');

export const followedSchema = z
  .object({ id: z.string(), kind, url: z.string(), title: z.string() })
  .openapi('FollowedSource');

const title = z.string().trim().min(1).max(200).describe('What it is called here.');
const folder = z
  .string()
  .trim()
  .max(200)
  .describe('Groups sources, and names the folder of an export.');

export const followSchema = z
  .strictObject({
    url: z.string().max(4096).describe('A feed, a sitemap, or any page: its feed is found.'),
    name: title.optional(),
    folder: folder.optional(),
    body: z.enum(['page', 'feed', 'fuller']).optional(),
  })
  .openapi('Follow');

export const sourceChangeSchema = z
  .strictObject({ name: title.optional(), folder: folder.optional() })
  .openapi('SourceChange', { description: 'What is not there stays; an empty folder: in none.' });
