import { z } from '@hono/zod-openapi';
import { listOf, moment, next } from './common.ts';

/** An article in what was found. */
export const hitSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    title: z.string(),
    source: z.string().describe('What its source is called.'),
    publishedAt: moment.optional(),
    language: z.string().describe('BCP 47; und where it cannot be told.'),
  })
  .openapi('Hit');

export const listedSchema = hitSchema
  .extend({
    sourceId: z.string(),
    authors: listOf(z.string()),
    sortAt: moment.describe('Lists are in this order: publication, or first sight.'),
    firstSeenAt: moment,
    lastSeenAt: moment.describe('The last time it was served.'),
    revisions: z.int(),
    absent: z.string().optional().describe('How the last look missed it.'),
    goneSince: moment.optional().describe('Not served any more, by repeated looks.'),
    lead: z.string().describe('How its text begins.'),
  })
  .openapi('ListedArticle');

export const articleListSchema = z
  .object({ articles: listOf(listedSchema), next })
  .openapi('ArticleList');

export const articleName = z.object({ id: z.string(), url: z.string() });

const absenceKind = z.string().describe('moved, not-found, gone, blocked …: docs/absences.md.');

export const absenceSchema = z
  .object({
    articleId: z.string(),
    seenAt: moment,
    kind: absenceKind,
    status: z.int().describe('0 when no answer came.'),
    captureId: z.string().optional(),
    message: z.string(),
    endedAt: moment.optional(),
  })
  .openapi('Absence');

export const spanSchema = z
  .object({
    since: moment,
    kind: absenceKind,
    goneSince: moment.optional(),
    endedAt: moment.optional().describe('When it was served again.'),
    looks: z.int(),
  })
  .openapi('AbsenceSpan');

const basis = z.enum(['page', 'feed', 'import']);

/** A revision where it stands alone. */
export const revisionPartSchema = z.object({
  id: z.string(),
  rev: z.int().describe('1 for the first.'),
  seenAt: moment,
  basis: basis.describe('What its words were taken from.'),
  extractor: z.string(),
  capture: z.string().describe('The id of the capture it was cut from.'),
});

export const articleSchema = z
  .object({
    article: z.object({
      id: z.string(),
      url: z.string(),
      title: z.string(),
      authors: listOf(z.string()),
      source: z.string(),
      sourceId: z.string(),
      section: z.string().optional(),
      language: z.string(),
      publishedAt: moment.optional(),
      modifiedAt: moment.optional(),
      firstSeenAt: moment,
      lastSeenAt: moment,
      revisions: z.int(),
      absent: absenceKind.optional(),
      absentSince: moment.optional(),
      goneSince: moment.optional(),
      aliases: listOf(z.string()).describe('Other addresses it was found at.'),
      absences: listOf(absenceSchema),
      absenceSpans: listOf(spanSchema),
    }),
    revision: revisionPartSchema.extend({
      previous: z.string().nullable(),
      takenFrom: z
        .object({ ledger: z.string(), leaf: z.int() })
        .optional()
        .describe('The ledger of another archive that vouches for it, where it came by a mirror.'),
    }),
    cut: listOf(z.object({ reason: z.string(), text: z.string() })).describe(
      'What is cut because its site repeats it.',
    ),
    text: z.string().describe('One line a paragraph.'),
    html: z.string().describe('Sanitised.'),
    markdown: z.string(),
  })
  .openapi('Article');

export const historySchema = z
  .object({
    article: articleName,
    revisions: listOf(
      revisionPartSchema.extend({
        previous: z.string().nullable(),
        title: z.string(),
        edit: z
          .object({
            told: z.boolean(),
            weight: z.number(),
            kinds: listOf(z.string()),
            changed: z.int(),
          })
          .optional()
          .describe('What it changed of the one before.'),
      }),
    ),
    absences: listOf(absenceSchema),
    absenceSpans: listOf(spanSchema),
  })
  .openapi('History');

export const absencesOfArticleSchema = z
  .object({
    article: articleName,
    absences: listOf(absenceSchema),
    absenceSpans: listOf(spanSchema),
  })
  .openapi('AbsencesOfArticle');

export const similarSchema = z
  .object({
    article: articleName,
    similar: listOf(
      z.object({
        article: hitSchema,
        likeness: z.number().describe('Share of the words in a row in common, 0 to 1.'),
      }),
    ),
  })
  .openapi('Similar');

export const captureSchema = z
  .object({
    id: z.string(),
    askedUrl: z.string(),
    finalUrl: z.string(),
    capturedAt: moment,
    status: z.int().describe('0 for an imported file.'),
    headers: listOf(listOf(z.string())).describe('Name and value, as they came.'),
    payload: z.string().describe('SHA-256 of the body after transfer decoding.'),
    record: z
      .object({ file: z.string(), offset: z.int(), length: z.int() })
      .describe('Where it lies among the capture files.'),
    sourceId: z.string().optional(),
    removed: z.string().optional().describe('The takedown that removed what it holds.'),
    bytes: z.string().describe('The path of its bytes as they came.'),
  })
  .openapi('Capture');
