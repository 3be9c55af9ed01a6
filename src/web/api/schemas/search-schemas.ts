import { z } from '@hono/zod-openapi';
import { absenceSchema, hitSchema } from './article-schemas.ts';
import { listOf, moment, next } from './common.ts';

export const foundSchema = z
  .object({
    total: z.int().describe('How many there are; at most 10,000.'),
    more: z.boolean().describe('Whether there are more than that.'),
    most: z.literal(true).optional().describe('Nothing has all of it; these have most.'),
    next,
    unindexed: z.int().optional().describe('Articles that search does not know yet.'),
    unknownSources: listOf(z.string()),
    suggestions: listOf(z.object({ text: z.string(), total: z.int() })),
    facets: z
      .object({
        months: listOf(z.object({ month: z.string(), articles: z.int() })),
        sources: listOf(z.object({ sourceId: z.string(), source: z.string(), articles: z.int() })),
        languages: listOf(z.object({ language: z.string(), articles: z.int() })),
      })
      .optional(),
    hits: listOf(
      z.object({
        article: hitSchema,
        score: z.number(),
        snippet: z.string().describe('HTML: escaped text with what was found in mark.'),
        removed: listOf(
          z.object({
            snippet: z.string(),
            from: z.int(),
            to: z.int(),
            stoodAt: moment,
            goneAt: moment,
          }),
        ).optional(),
        same: listOf(hitSchema).describe('Articles with the same text.'),
      }),
    ),
  })
  .openapi('Found');

const absent = z.object({
  article: z.object({
    id: z.string(),
    url: z.string(),
    title: z.string(),
    source: z.string(),
    sourceId: z.string(),
    lastSeenAt: moment,
  }),
  kind: z.string(),
  since: moment,
  goneSince: moment.optional(),
  endedAt: moment.optional(),
  looks: listOf(absenceSchema.omit({ articleId: true })),
});

export const absencesSchema = z
  .object({
    gone: listOf(absent).describe('Not served any more, by repeated looks.'),
    missed: listOf(absent).describe('Not served at the last look.'),
    returned: listOf(absent).describe('Served again.'),
    totals: z.object({ gone: z.int(), missed: z.int(), returned: z.int() }),
  })
  .openapi('Absences');

export const savedSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    query: z.string(),
    savedAt: moment,
    lookedAt: moment.optional(),
    new: z.int().describe('Hits since it was last looked at.'),
    mark: z.int().describe('Of its latest hit; 0: none.'),
  })
  .openapi('SavedSearch');

export const savedHitsSchema = z
  .object({
    search: savedSchema,
    hits: listOf(
      z.object({ article: hitSchema, mark: z.int(), foundAt: moment, snippet: z.string() }),
    ),
    mark: z.int().describe('Of the latest of these; give it as since to go on from here.'),
    more: z.boolean(),
  })
  .openapi('SavedHits');

export const savedNameSchema = z.string().trim().min(1).max(100);
