import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { plainSnippet } from '../archive/index.ts';
import { answered, cut, quoted, readOnly } from './answer.ts';
import type { McpOptions } from './mcp-server-options.ts';
import { lineOf, revisionShape, revisionsShown } from './shapes.ts';

const tool = {
  title: 'Search the archive',
  description: `Finds articles, in Chinese and English, by words and fields.${quoted}`,
  inputSchema: {
    query: z
      .string()
      .max(2000)
      .describe(
        'Words; "words in a row", -not, one OR other, title: author: source: lang: since: until: removed: narrow it',
      ),
    sort: z.enum(['relevance', 'date']).optional(),
    limit: z.number().int().min(1).max(50).optional().describe('Default 10'),
    cursor: z.string().max(500).optional().describe('The `next` of the answer before'),
  },
  outputSchema: {
    total: z.number(),
    next: z.string().optional(),
    hits: z.array(z.object({ ...revisionShape, snippet: z.string() })),
  },
  annotations: readOnly,
};

/** The tool that finds articles. */
export function addSearchTool(server: McpServer, options: McpOptions): void {
  server.registerTool('search', tool, ({ query, sort, limit = 10, cursor }) =>
    answered(options, async () => {
      const { hits, next, total } = await options.archive.search({
        ...{ text: query, limit },
        ...(sort && { sort }),
        ...(cursor !== undefined && { after: cursor }),
      });
      const rows = hits.map((hit) => ({ ...hit, revisionId: hit.article.revisionId }));
      const shown = (await revisionsShown(rows, options)).map(([one, { snippet }]) => ({
        ...one,
        snippet: cut(plainSnippet(snippet, '**'), 600),
      }));
      const lines = shown.map((one) => `${lineOf(one)}\n  “${one.snippet}”`);
      const head = `${total} found${next === undefined ? '' : `; more with cursor ${next}`}`;
      const structured = { total, ...(next !== undefined && { next }), hits: shown };
      return [structured, [head, ...lines].join('\n')];
    }),
  );
}
