import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answered, quoted, readOnly } from './answer.ts';
import { changeLine, changeOf, changeShape } from './changes.ts';
import type { McpOptions } from './mcp-server-options.ts';
import { listPage } from './pages.ts';
import { articleAsked, lineOf, offsetAsked, revisionOf, revisionShape } from './shapes.ts';

/** Changes in one answer, and units of text on each side of one, most. */
const [inAnswer, ofEach] = [25, 400];

const tool = {
  title: 'What changed between two revisions',
  description: `The changes from one revision to another, heaviest first, ${inAnswer} at a time; default: the last edit.${quoted}`,
  inputSchema: {
    article: articleAsked.article,
    from: z.number().int().min(1).optional(),
    to: z.number().int().min(1).optional(),
    offset: offsetAsked,
  },
  outputSchema: {
    ...revisionShape,
    from: z.object({ revision: z.number(), digest: z.string(), seenAt: z.string() }),
    told: z.boolean().describe('Whether all of it can be the outlet’s own doing'),
    weight: z.number(),
    total: z.number(),
    next: z.number().optional(),
    changes: z.array(changeShape),
  },
  annotations: readOnly,
};

/** The tool that tells what changed between two revisions. */
export function addDiffTool(server: McpServer, options: McpOptions): void {
  server.registerTool('diff', tool, ({ article, from, to, offset = 0 }) =>
    answered(options, async () => {
      const found = await options.archive.diff(article, from, to);
      const one = revisionOf({ ...found, revision: found.to }, options);
      const { number, seenAt, textDigest } = found.from;
      const { changes: all, weight } = found.weighed;
      const { shown, ...page } = listPage(all, offset, inAnswer);
      const changes = shown.map((change) => changeOf(change, ofEach));
      const structured = {
        ...one,
        from: { revision: number, digest: textDigest, seenAt },
        ...{ told: found.told, weight, total: all.length, ...page, changes },
      };
      const head = `From revision ${number} (sha256 ${textDigest}): ${all.length} changes`;
      const more = page.next === undefined ? [] : [`(more with offset ${page.next})`];
      return [structured, [lineOf(one), head, ...changes.map(changeLine), ...more].join('\n')];
    }),
  );
}
