import { z } from '@hono/zod-openapi';
import { articleName } from './article-schemas.ts';
import { listOf, moment } from './common.ts';

const index = z.int().describe('Of its leaf, from 0.');
const record = z.string().describe('SHA-256 of its record, in hex.');

export const proofsSchema = z
  .object({
    article: articleName,
    evidence: z
      .string()
      .optional()
      .describe(
        'The path of one HTML file that proves what is proved; a browser checks it offline.',
      ),
    revisions: listOf(
      z.object({
        revision: z.int().describe('1 for the first.'),
        state: z
          .enum(['proved', 'unpublished', 'removed', 'unlogged'])
          .describe(
            'unpublished: logged, proved from the next publishing on; removed: by a takedown.',
          ),
        index: index.optional(),
        time: moment.optional().describe('When it was logged.'),
        record: record.optional(),
        size: z.int().optional().describe('Leaves of the published ledger that holds it.'),
      }),
    ),
  })
  .openapi('Proofs');

export const proofSchema = z
  .object({
    article: articleName,
    index,
    vkey: z.string().describe("The ledger's verifier key (C2SP signed-note)."),
    leaf: z.string().describe('Its line in the ledger, with the LF that is hashed too.'),
    record: z.string().describe('The record, byte for byte, JSON (RFC 8785).'),
    proof: z.string().describe('The .tlog-proof file (C2SP tlog-proof).'),
    text: z.string().optional().describe('The words that the record has the digest of (text/1).'),
  })
  .openapi('Proof');
