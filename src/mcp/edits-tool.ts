import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answered, quoted, readOnly } from './answer.ts';
import { changeLine, changeShape, fewChanges } from './changes.ts';
import type { McpOptions } from './mcp-server-options.ts';
import { lineOf, revisionShape, revisionsShown } from './shapes.ts';

const tool = {
  title: 'What outlets changed',
  description: `Silent edits, the newest or the heaviest first: articles whose words were changed after they were published.${quoted}`,
  inputSchema: {
    order: z.enum(['time', 'weight']).optional().describe('Default time'),
    source: z.string().max(100).optional().describe('Id of a source'),
    least: z.number().int().min(1).max(100).optional().describe('Least weight'),
    limit: z.number().int().min(1).max(50).optional().describe('Default 20'),
  },
  outputSchema: {
    edits: z.array(
      z.object({ ...revisionShape, weight: z.number(), changes: z.array(changeShape) }),
    ),
  },
  annotations: readOnly,
};

/** The tool that tells what outlets changed. */
export function addEditsTool(server: McpServer, options: McpOptions): void {
  server.registerTool('edits', tool, ({ order = 'time', source, least, limit = 20 }) =>
    answered(options, async () => {
      const found = await options.archive.edits({
        ...{ order, limit },
        ...(source !== undefined && { sourceIds: [source] }),
        ...(least !== undefined && { least }),
      });
      const rows = found.map((one) => ({ ...one, revisionId: one.edit.revisionId }));
      const shown = await revisionsShown(rows, options);
      const edits = shown.map(([one, { edit }]) => ({
        ...one,
        weight: edit.weight,
        changes: fewChanges(edit.changes),
      }));
      const lines = edits.flatMap((one) => [lineOf(one), ...one.changes.map(changeLine)]);
      return [{ edits }, lines.join('\n') || 'No edits on record.'];
    }),
  );
}
