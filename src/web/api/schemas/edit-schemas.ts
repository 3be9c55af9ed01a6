import { z } from '@hono/zod-openapi';
import { revisionPartSchema } from './article-schemas.ts';
import { listOf, moment, next } from './common.ts';

const change = z
  .object({
    kind: z.string().describe('title, number, name, negation …: docs/edits.md.'),
    nature: z.string().optional(),
    before: z.string().optional(),
    after: z.string().optional(),
    left: z.string().optional(),
    right: z.string().optional(),
    weight: z.number(),
    times: z.int().optional(),
  })
  .openapi('Change');

const weighed = {
  weight: z.number().describe('0: nothing for the meaning; 100: as much as can be.'),
  kinds: listOf(z.string()),
  changes: listOf(change).describe('Heaviest first.'),
};

const span = z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() });
const lines = z.object({ line: z.int(), count: z.int() });

export const differenceSchema = z
  .object({
    article: z.object({
      id: z.string(),
      url: z.string(),
      title: z.string(),
      source: z.string(),
      sourceId: z.string(),
    }),
    from: revisionPartSchema,
    to: revisionPartSchema,
    told: z.boolean().describe('Whether all of it can be the outlet’s own edit.'),
    ...weighed,
    title: listOf(span),
    blocks: listOf(
      z.object({
        kind: z.enum(['same', 'changed', 'removed', 'added', 'moved']),
        before: lines.optional(),
        after: lines.optional(),
        spans: listOf(span),
      }),
    ).describe('Paragraphs, word by word.'),
  })
  .openapi('Difference');

export const editListSchema = z
  .object({
    edits: listOf(
      z.object({
        article: z.object({
          id: z.string(),
          url: z.string(),
          title: z.string(),
          source: z.string(),
          sourceId: z.string(),
          language: z.string(),
        }),
        from: z.int().describe('Number of the revision before.'),
        to: z.int(),
        seenAt: moment,
        ...weighed,
        changed: z.int().describe('How many changes there are in all.'),
      }),
    ),
    next,
  })
  .openapi('EditList');
