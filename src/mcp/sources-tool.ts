import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answered, quoted, readOnly } from './answer.ts';
import type { McpOptions } from './mcp-server-options.ts';
import { listPage } from './pages.ts';
import { offsetAsked } from './shapes.ts';

const inAnswer = 100;

const tool = {
  title: 'Sources of the archive',
  description: `The feeds, sitemaps and pages that are followed, ${inAnswer} at a time.${quoted}`,
  inputSchema: { offset: offsetAsked },
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
};

/** The tool that tells what is followed. */
export function addSourcesTool(server: McpServer, options: McpOptions): void {
  const { archive } = options;
  server.registerTool('sources', tool, ({ offset = 0 }) =>
    answered(options, async () => {
      const all = await archive.sourceList();
      const { shown, ...page } = listPage(all, offset, inAnswer);
      const sources = shown.map(({ id, title, url, kind, state, folder }) => ({
        ...{ id, title, url, kind, state },
        ...(folder !== undefined && { folder }),
      }));
      const lines = sources.map(({ id, title, url, state }) => `${id} ${title} ${url} (${state})`);
      const more = page.next === undefined ? [] : [`(more with offset ${page.next})`];
      return [{ total: all.length, ...page, sources }, [...lines, ...more].join('\n')];
    }),
  );
}
