import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { markdownLines } from '../archive/index.ts';
import { answered, mostText, quoted, readOnly } from './answer.ts';
import { leafLine, leafShape, proofOf } from './leaf-shape.ts';
import type { McpOptions } from './mcp-server-options.ts';
import { textPage } from './pages.ts';
import { articleAsked, lineOf, offsetAsked, revisionOf, revisionShape } from './shapes.ts';

const tool = {
  title: 'Read an article',
  description: `The words of an article at a revision, ${mostText} characters at a time.${quoted}`,
  inputSchema: {
    ...articleAsked,
    format: z.enum(['text', 'markdown']).optional().describe('Default markdown'),
    offset: offsetAsked,
  },
  outputSchema: {
    ...revisionShape,
    ledger: leafShape,
    text: z.string(),
    next: z.number().optional(),
  },
  annotations: readOnly,
};

/** The tool that gives an article's words. */
export function addReadTool(server: McpServer, options: McpOptions): void {
  server.registerTool('read', tool, ({ article, revision, format, offset = 0 }) =>
    answered(options, async () => {
      const state = await options.archive.article(article, revision);
      const whole =
        format === 'text' ? state.revision.content.text : markdownLines(state).join('\n');
      const page = textPage(whole, offset, mostText);
      const one = revisionOf(state, options);
      const ledger = await proofOf(options.archive, state.revision);
      const more = page.next === undefined ? '' : `\n\n(more with offset ${page.next})`;
      return [
        { ...one, ledger, ...page },
        `${lineOf(one)}\n  ${leafLine(ledger)}\n\n${page.text}${more}`,
      ];
    }),
  );
}
