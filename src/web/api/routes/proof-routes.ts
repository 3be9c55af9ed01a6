import { createRoute, z } from '@hono/zod-openapi';
import { proofPath } from '../../proof-files.ts';
import type { Api, ApiParts } from '../parts.ts';
import { jsonOf, problems } from '../schemas/common.ts';
import { proofSchema, proofsSchema } from '../schemas/proof-schemas.ts';

const params = z.object({ article: z.string() });

const all = createRoute({
  ...{ method: 'get', path: '/articles/{article}/proofs', operationId: 'listProofs' },
  tags: ['Articles'],
  summary: 'How each of its revisions stands in the ledger',
  request: { params },
  responses: { 200: jsonOf(proofsSchema, 'First to last.'), ...problems('not-found', 'removed') },
});

const one = createRoute({
  ...{ method: 'get', path: '/articles/{article}/proof', operationId: 'proveRevision' },
  tags: ['Articles'],
  summary: 'What proves one revision offline: leaf, record, proof and key',
  request: {
    params,
    query: z.strictObject({
      revision: z.coerce
        .number()
        .int()
        .min(1)
        .optional()
        .describe('Its number; unset: the newest.'),
    }),
  },
  responses: { 200: jsonOf(proofSchema, 'The proof.'), ...problems('not-found', 'removed') },
});

/** What the ledger proves of an article. */
export function addProofRoutes(api: Api, { archive }: ApiParts): void {
  api.openapi(all, async (request) => {
    const { article, revisions } = await archive.article(request.req.valid('param').article);
    const { id, url } = article;
    const proofs = await archive.proofs(revisions);
    const isProved = proofs.some(({ state }) => state === 'proved');
    const evidence = isProved ? { evidence: proofPath({ id, as: 'evidence' }) } : {};
    return request.json({ article: { id, url }, ...evidence, revisions: proofs }, 200);
  });
  api.openapi(one, async (request) => {
    const { revision } = request.req.valid('query');
    const { article } = await archive.article(request.req.valid('param').article);
    const { raw: _raw, ...proof } = await archive.revisionEvidence(article.id, revision);
    return request.json({ article: { id: article.id, url: article.url }, ...proof }, 200);
  });
}
