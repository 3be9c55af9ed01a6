import { z } from '@hono/zod-openapi';
import { listOf, moment } from './common.ts';

export const marksSchema = z
  .object({
    articleId: z.string(),
    read: z.boolean(),
    readAt: moment.optional(),
    starredAt: moment.optional(),
  })
  .openapi('Marks');

export const unreadSchema = z
  .object({
    user: z.object({ name: z.string(), role: z.enum(['reader', 'editor', 'owner']) }),
    unread: z.int().describe('Of all sources.'),
    sources: listOf(
      z.object({
        sourceId: z.string(),
        articles: z.int(),
        newestAt: moment.describe('The latest first sight among them.'),
      }),
    ).describe('Those with something unread.'),
  })
  .openapi('Unread');

const set = { read: z.boolean().optional(), starred: z.boolean().optional() };

export const markingSchema = z
  .strictObject(set)
  .openapi('Marking', { description: 'What is not there stays.' });

export const markingManySchema = z
  .strictObject({
    articles: z
      .array(z.string().regex(/^[0-9a-f]{1,64}$/))
      .min(1)
      .max(500),
    ...set,
  })
  .openapi('MarkingMany', {
    description: 'Ids of articles; those that are not there are passed over.',
  });

export const readAllSchema = z
  .strictObject({
    before: z.string().describe('A moment: what was first seen then or earlier becomes read.'),
    source: z.string().optional(),
    folder: z.string().optional(),
  })
  .openapi('ReadAll');
