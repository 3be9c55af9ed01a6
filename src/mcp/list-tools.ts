import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answered, quoted, readOnly } from './answer.ts';
import { changeLine, changeOf } from './article-tools.ts';
import type { McpOptions } from './mcp-server-options.ts';
import { lineOf, revisionOf, revisionShape } from './shapes.ts';

const sourcesInAnswer = 100;

/** The tools that list: who is followed, and what outlets changed. */
export function addListTools(server: McpServer, options: McpOptions): void {
  addSources(server, options);
  addEdits(server, options);
}

function addSources(server: McpServer, { archive }: McpOptions): void {
  server.registerTool(
    'sources',
    {
      title: 'Sources of the archive',
      description: `The feeds, sitemaps and pages that are followed, ${sourcesInAnswer} at a time.${quoted}`,
      inputSchema: {
        offset: z.number().int().min(0).optional().describe('The `next` of the answer before'),
      },
      outputSchema: {
        total: z.number(),
        next: z.number().optional(),
        sources: z.array(
          z.object({
            ...{ id: z.string(), title: z.string(), url: z.string(), kind: z.string() },
            ...{ state: z.string(), folder: z.string().optional() },
          }),
        ),
      },
      annotations: readOnly,
    },
    ({ offset = 0 }) =>
      answered(async () => {
        const all = await archive.sourceList();
        const sources = all
          .slice(offset, offset + sourcesInAnswer)
          .map(({ id, title, url, kind, state, folder }) => ({
            ...{ id, title, url, kind, state },
            ...(folder !== undefined && { folder }),
          }));
        const end = offset + sourcesInAnswer;
        const next = end < all.length ? { next: end } : {};
        const lines = sources.map(
          ({ id, title, url, state }) => `${id} ${title} ${url} (${state})`,
        );
        return [{ total: all.length, ...next, sources }, lines.join('\n')];
      }),
  );
}

function addEdits(server: McpServer, options: McpOptions): void {
  const { archive } = options;
  server.registerTool(
    'edits',
    {
      title: 'What outlets changed',
      description: `Silent edits, the newest or the heaviest first: articles whose words were changed after they were published.${quoted}`,
      inputSchema: {
        order: z.enum(['time', 'weight']).optional().describe('Default time'),
        source: z.string().optional().describe('Id of a source'),
        least: z.number().int().min(1).max(100).optional().describe('Least weight'),
        limit: z.number().int().min(1).max(50).optional().describe('Default 20'),
      },
      outputSchema: {
        edits: z.array(
          z.object({
            ...revisionShape,
            weight: z.number(),
            changes: z.array(
              z.object({
                ...{ kind: z.string(), weight: z.number() },
                ...{ before: z.string().optional(), after: z.string().optional() },
              }),
            ),
          }),
        ),
      },
      annotations: readOnly,
    },
    ({ order = 'time', source, least, limit = 20 }) =>
      answered(async () => {
        const found = await archive.edits({
          ...{ order, limit },
          ...(source && { sourceIds: [source] }),
          ...(least && { least }),
        });
        const sources = new Map((await archive.sourceList()).map((one) => [one.id, one]));
        const edits = [];
        for (const { article, edit } of found) {
          const revision = await archive.revision(edit.revisionId);
          if (revision === undefined) continue;
          const from = sources.get(article.sourceId);
          const one = revisionOf({ article, revision, ...(from && { source: from }) }, options);
          const changes = edit.changes.slice(0, 5).map((change) => changeOf(change, 200));
          edits.push({ ...one, weight: edit.weight, changes });
        }
        const lines = edits.flatMap((one) => [lineOf(one), ...one.changes.map(changeLine)]);
        return [{ edits }, lines.join('\n') || 'No edits on record.'];
      }),
  );
}
