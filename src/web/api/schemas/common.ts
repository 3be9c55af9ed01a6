import { z } from '@hono/zod-openapi';
import { type ProblemCode, problemKinds, problemType } from '../problem.ts';

/** A list that nobody changes. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

export const moment = z
  .string()
  .openapi({ format: 'date-time', examples: ['2026-11-24T08:00:00.000Z'] });

export const problemSchema = z
  .object({
    type: z.string().describe('Leads to the part of /api that tells of this kind of problem.'),
    title: z.string().describe('The kind, always in the same words.'),
    status: z.int(),
    detail: z.string().describe('One sentence with the value and the mend.'),
    instance: z.string().describe('The path that was asked for.'),
    code: z.enum(Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]]),
  })
  .openapi('Problem');

/** An answer in JSON. */
export const jsonOf = <Body extends z.ZodType>(schema: Body, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A body in JSON, which a route cannot do without. */
export const bodyOf = <Body extends z.ZodType>(schema: Body) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

/** The failures a route may answer with, besides those any may: 400, 401 and 500. */
export function problems(...codes: readonly ProblemCode[]) {
  const all = [...new Set<ProblemCode>(['invalid', 'login', ...codes])];
  return Object.fromEntries(
    all.map((code) => {
      const { status, title } = problemKinds[code];
      return [
        status,
        { description: title, content: { [problemType]: { schema: problemSchema } } },
      ];
    }),
  ) as Record<never, never>;
}

/** A whole number of things, from a query. */
export const limitOf = (usual: number, most: number) =>
  z.coerce.number().int().min(1).max(most).default(usual).describe('How many at most.');

const timeWords =
  'a date (2026, 2026-11, 2026-11-24, 7d: the last seven days) or a moment (2026-11-24T08:00:00Z).';
export const sinceAsked = z.string().optional().describe(`From then on: ${timeWords}`);
export const untilAsked = z
  .string()
  .optional()
  .describe(`Until then: a date to its end, a moment not itself; ${timeWords}`);
export const sourceAsked = z.string().optional().describe('Of this source alone, by its id.');
export const folderAsked = z
  .string()
  .optional()
  .describe('Of the sources in this folder, and in folders below it.');
export const afterAsked = z
  .string()
  .optional()
  .describe('Goes on behind a page: what that page says as next.');
export const next = z
  .string()
  .optional()
  .describe('Give it as after for the next page; missing on the last. Link says the same.');
/** Yes or no, from a query. */
export const flagAsked = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')
  .openapi({ type: 'string', enum: ['true', 'false'], default: 'false' });
