import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { ArticleState } from '../archive/index.ts';
import { answered, quoted, readOnly } from './answer.ts';
import { leafLine, leafShape, proofOf } from './leaf-shape.ts';
import type { McpOptions } from './mcp-server-options.ts';
import { articleAsked, type RevisionShown, revisionOf, revisionShape } from './shapes.ts';

const styles = ['plain', 'apa', 'chicago', 'gb7714', 'bibtex'] as const;

/** The tool that says how to cite a revision, so that anybody can check the words. */
export function addCiteTool(server: McpServer, options: McpOptions): void {
  server.registerTool(
    'cite',
    {
      title: 'Cite an article',
      description: `Citations of an article at a revision, with its digest, capture and address.${quoted}`,
      inputSchema: articleAsked,
      outputSchema: {
        ...revisionShape,
        ledger: leafShape,
        capture: z.string(),
        capturedAt: z.string().optional(),
        capturedUrl: z.string().optional(),
        citations: z.object(
          Object.fromEntries(styles.map((style) => [style, z.string()])) as Record<
            (typeof styles)[number],
            z.ZodString
          >,
        ),
      },
      annotations: readOnly,
    },
    ({ article, revision }) =>
      answered(options, async () => {
        const state = await options.archive.article(article, revision);
        const one = revisionOf(state, options);
        const capture = state.captures.find(({ id }) => id === state.revision.captureId);
        const citations = citationsOf(one, state);
        const ledger = await proofOf(options.archive, state.revision);
        const shown = {
          ...one,
          ledger,
          capture: state.revision.captureId,
          ...(capture && { capturedAt: capture.capturedAt, capturedUrl: capture.askedUrl }),
          citations,
        };
        const lines = styles.map((style) => `${style}: ${citations[style]}`);
        return [shown, [...lines, leafLine(ledger)].join('\n')];
      }),
  );
}

function citationsOf(
  one: RevisionShown,
  { revision }: ArticleState,
): Record<(typeof styles)[number], string> {
  const names = revision.content.authors.length > 0 ? revision.content.authors : [one.source];
  const authors = names.join(', ');
  const day = (one.publishedAt ?? one.seenAt).slice(0, 10);
  const seen = one.seenAt.slice(0, 10);
  const address = one.address ?? one.resource;
  const proof = `Archived ${one.seenAt}, revision ${one.revision}, ${address}, sha256:${one.digest}`;
  return {
    plain: `${authors}: ${one.title}. ${one.source}, ${day}. ${one.url}. ${proof}.`,
    apa: `${authors} (${day}). ${one.title}. ${one.source}. ${one.url}. [${proof}]`,
    chicago: `${authors}. “${one.title}.” ${one.source}, ${day}. ${one.url}. ${proof}.`,
    gb7714: `${authors}. ${one.title}[N/OL]. ${one.source}, ${day}[${seen}]. ${one.url}. ${proof}.`,
    bibtex: `@misc{backissue-${one.id}-${one.revision},\n  author = {${names.map((name) => `{${braced(name)}}`).join(' and ')}},\n  title = {${braced(one.title)}},\n  howpublished = {${braced(one.source)}},\n  date = {${day}},\n  urldate = {${seen}},\n  url = {${one.url.replace(/[{}\\]/g, encodeURIComponent)}},\n  note = {${braced(proof)}}\n}`,
  };
}

/** Text between braces of BibTeX: none of its own, and nothing that TeX would act on. */
const braced = (text: string): string =>
  text.replace(/[{}\\]/g, ' ').replace(/[#$%&_]/g, (sign) => `\\${sign}`);
