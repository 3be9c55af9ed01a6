import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answered, mostText, quoted, readOnly } from './answer.ts';
import { leafShape, proofOf } from './leaf-shape.ts';
import type { McpOptions } from './mcp-server-options.ts';
import { articleAsked, lineOf, revisionOf, revisionShape } from './shapes.ts';

const tool = {
  title: 'Prove an article',
  description: `What proves that the archive held an article at a revision when it says so: leaf, record, .tlog-proof and key of its ledger (C2SP), which anybody checks offline.${quoted}`,
  inputSchema: articleAsked,
  outputSchema: {
    ...revisionShape,
    ledger: leafShape,
    vkey: z.string().describe("The ledger's verifier key"),
    leaf: z.string().describe('Its line, with LF'),
    record: z.string().optional().describe('Byte for byte; left out where it is too long'),
    proof: z.string().describe('The .tlog-proof file'),
  },
  annotations: readOnly,
};

/** The tool that gives what proves a revision. */
export function addProveTool(server: McpServer, options: McpOptions): void {
  server.registerTool('prove', tool, ({ article, revision }) =>
    answered(options, async () => {
      const { archive } = options;
      const state = await archive.article(article, revision);
      const { number } = state.revision;
      const { vkey, leaf, record, proof } = await archive.revisionEvidence(
        state.article.id,
        number,
      );
      const one = revisionOf(state, options);
      const ledger = await proofOf(archive, state.revision);
      const told = record.length > mostText ? {} : { record };
      const lines = [lineOf(one), `key ${vkey}`, `leaf ${leaf.trimEnd()}`, `record ${record}`];
      const text = [...lines.map((line) => line.slice(0, mostText)), proof].join('\n');
      return [{ ...one, ledger, vkey, leaf, ...told, proof }, text];
    }),
  );
}
