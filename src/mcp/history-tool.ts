import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { ArticleState } from '../archive/index.ts';
import { answered, quoted, readOnly } from './answer.ts';
import { changeLine, changeShape, fewChanges } from './changes.ts';
import { leafLine, leafShape, placeOf } from './leaf-shape.ts';
import type { McpOptions } from './mcp-server-options.ts';
import { articleAsked, lineOf, revisionOf, revisionShape } from './shapes.ts';

/** Revisions in one answer. */
const inAnswer = 50;

const tool = {
  title: 'Revisions of an article',
  description: `Every revision kept of an article, ${inAnswer} at a time, with its digest and what it changed of the one before.${quoted}`,
  inputSchema: {
    article: articleAsked.article,
    from: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe('First revision told: the `next` of the answer before; default 1'),
  },
  outputSchema: {
    ...revisionShape,
    next: z.number().optional(),
    history: z.array(
      z.object({
        revision: z.number(),
        seenAt: z.string(),
        digest: z.string(),
        capture: z.string(),
        basis: z.string(),
        weight: z.number().optional().describe('Of the edit, 0 to 100'),
        ledger: leafShape,
        changes: z.array(changeShape),
      }),
    ),
  },
  annotations: readOnly,
};

/** The tool that tells of an article's revisions. */
export function addHistoryTool(server: McpServer, options: McpOptions): void {
  server.registerTool('history', tool, ({ article, from = 1 }) =>
    answered(options, async () => {
      const state = await options.archive.article(article);
      const all = linesOf(state, from);
      const history = await logged(options, state, all.slice(0, inAnswer));
      const next = all[inAnswer]?.revision;
      const one = revisionOf(state, options);
      const lines = history.flatMap((line) => [
        `revision ${line.revision} · seen ${line.seenAt} · sha256 ${line.digest}`,
        `  ${leafLine(line.ledger)}`,
        ...line.changes.map(changeLine),
      ]);
      const more = next === undefined ? [] : [`(more from ${next})`];
      const shown = { ...one, ...(next !== undefined && { next }), history };
      return [shown, [lineOf(one), ...lines, ...more].join('\n')];
    }),
  );
}

/** Lines with the place of each revision in the ledger. */
async function logged<Line extends { readonly revision: number }>(
  { archive }: McpOptions,
  { revisions }: ArticleState,
  lines: readonly Line[],
) {
  const told = new Set(lines.map(({ revision }) => revision));
  const proofs = await archive.proofs(revisions.filter(({ number }) => told.has(number)));
  const places = new Map(proofs.map((proof) => [proof.revision, placeOf(proof)]));
  return lines.map((line) => ({
    ...line,
    ledger: places.get(line.revision) ?? { state: 'unlogged' as const },
  }));
}

function linesOf({ revisions, edits }: ArticleState, from: number) {
  const byRevision = new Map(edits.map((edit) => [edit.revisionId, edit]));
  return revisions
    .filter(({ number }) => number >= from)
    .map(({ id, number, seenAt, textDigest, captureId, basis }) => {
      const edit = byRevision.get(id);
      return {
        ...{ revision: number, seenAt, digest: textDigest, capture: captureId, basis },
        ...(edit && { weight: edit.weight }),
        changes: fewChanges(edit?.changes ?? []),
      };
    });
}
