import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { SearchQuery } from '../archive/index.ts';
import { answered, cut, quoted, readOnly } from './answer.ts';
import type { McpOptions } from './mcp-server-options.ts';
import { lineOf, revisionOf, revisionShape } from './shapes.ts';

const input = {
  query: z
    .string()
    .max(2000)
    .describe(
      'Words; "words in a row", -not, one OR other, title: author: source: lang: since: until: removed: narrow it',
    ),
  sort: z.enum(['relevance', 'date']).optional(),
  limit: z.number().int().min(1).max(50).optional().describe('Default 10'),
  cursor: z.string().max(500).optional().describe('The `next` of the answer before'),
};

const output = {
  total: z.number(),
  next: z.string().optional(),
  hits: z.array(z.object({ ...revisionShape, snippet: z.string() })),
};

export function addSearchTool(server: McpServer, options: McpOptions): void {
  const { archive } = options;
  server.registerTool(
    'search',
    {
      title: 'Search the archive',
      description: `Finds articles, in Chinese and English, by words and fields.${quoted}`,
      inputSchema: input,
      outputSchema: output,
      annotations: readOnly,
    },
    ({ query, sort, limit = 10, cursor }) =>
      answered(async () => {
        const asked: SearchQuery = {
          ...{ text: query, limit },
          ...(sort && { sort }),
          ...(cursor && { after: cursor }),
        };
        const { hits, next, total } = await archive.search(asked);
        const titles = new Map((await archive.sourceList()).map((one) => [one.id, one]));
        const shown = [];
        for (const { article, snippet } of hits) {
          const revision = await archive.revision(article.revisionId);
          const source = titles.get(article.sourceId);
          if (revision === undefined) continue;
          const one = revisionOf({ article, revision, ...(source && { source }) }, options);
          shown.push({ ...one, snippet: cut(plain(snippet), 600) });
        }
        const lines = shown.map((one) => `${lineOf(one)}\n  “${one.snippet}”`);
        const head = `${total} found${next === undefined ? '' : `; more with cursor ${next}`}`;
        return [{ total, ...(next && { next }), hits: shown }, [head, ...lines].join('\n')];
      }),
  );
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** A snippet (escaped text with `<mark>`) as plain text, what was found in **. */
const plain = (snippet: string): string =>
  snippet
    .replace(/<\/?mark>/g, '**')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (name) => entities[name] ?? name);
