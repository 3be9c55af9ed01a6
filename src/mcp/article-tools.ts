import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { EditChange } from '../model/index.ts';
import { answered, cut, mostText, quoted, readOnly } from './answer.ts';
import { markdownOf } from './markdown-of.ts';
import type { McpOptions } from './mcp-server-options.ts';
import { articleAsked, lineOf, revisionOf, revisionShape } from './shapes.ts';

/** Changes and revisions in one answer, most. */
const mostListed = 50;

const changeShape = z.object({
  kind: z.string(),
  weight: z.number(),
  before: z.string().optional(),
  after: z.string().optional(),
});
type Change = z.infer<typeof changeShape>;

/** The tools that tell of one article: its words, its revisions, what changed between two. */
export function addArticleTools(server: McpServer, options: McpOptions): void {
  addRead(server, options);
  addHistory(server, options);
  addDiff(server, options);
}

function addRead(server: McpServer, options: McpOptions): void {
  server.registerTool(
    'read',
    {
      title: 'Read an article',
      description: `The words of an article at a revision, ${mostText} characters at a time.${quoted}`,
      inputSchema: {
        ...articleAsked,
        format: z.enum(['text', 'markdown']).optional().describe('Default markdown'),
        offset: z.number().int().min(0).optional().describe('The `next` of the answer before'),
      },
      outputSchema: { ...revisionShape, text: z.string(), next: z.number().optional() },
      annotations: readOnly,
    },
    ({ article, revision, format = 'markdown', offset = 0 }) =>
      answered(async () => {
        const state = await options.archive.article(article, revision);
        const whole = format === 'text' ? state.revision.content.text : markdownOf(state);
        const end = offset + mostText;
        const text = whole.slice(offset, end).toWellFormed();
        const next = end < whole.length ? { next: end } : {};
        const one = revisionOf(state, options);
        const more = end < whole.length ? `\n\n(more with offset ${end})` : '';
        return [{ ...one, text, ...next }, `${lineOf(one)}\n\n${text}${more}`];
      }),
  );
}

function addHistory(server: McpServer, options: McpOptions): void {
  server.registerTool(
    'history',
    {
      title: 'Revisions of an article',
      description: `Every revision kept of an article, with its digest and what it changed of the one before.${quoted}`,
      inputSchema: {
        article: articleAsked.article,
        from: z.number().int().min(1).optional().describe('First revision told; default 1'),
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
            changes: z.array(changeShape),
          }),
        ),
      },
      annotations: readOnly,
    },
    ({ article, from = 1 }) =>
      answered(async () => {
        const state = await options.archive.article(article);
        const edits = new Map(state.edits.map((edit) => [edit.revisionId, edit]));
        const all = state.revisions.filter(({ number }) => number >= from);
        const history = all.slice(0, mostListed).map((one) => {
          const edit = edits.get(one.id);
          return {
            ...{ revision: one.number, seenAt: one.seenAt, digest: one.textDigest },
            ...{ capture: one.captureId, basis: one.basis },
            ...(edit && { weight: edit.weight }),
            changes: (edit?.changes ?? []).slice(0, 5).map((change) => changeOf(change, 200)),
          };
        });
        const next = all[mostListed]?.number;
        const one = revisionOf(state, options);
        const lines = history.flatMap((line) => [
          `revision ${line.revision} · seen ${line.seenAt} · sha256 ${line.digest}`,
          ...line.changes.map(changeLine),
        ]);
        const shown = { ...one, ...(next !== undefined && { next }), history };
        return [shown, [lineOf(one), ...lines].join('\n')];
      }),
  );
}

function addDiff(server: McpServer, options: McpOptions): void {
  server.registerTool(
    'diff',
    {
      title: 'What changed between two revisions',
      description: `The changes from one revision to another, heaviest first; default: the last edit.${quoted}`,
      inputSchema: {
        article: articleAsked.article,
        from: z.number().int().min(1).optional(),
        to: z.number().int().min(1).optional(),
      },
      outputSchema: {
        ...revisionShape,
        from: z.object({ revision: z.number(), digest: z.string(), seenAt: z.string() }),
        told: z.boolean().describe('Whether all of it can be the outlet’s own doing'),
        weight: z.number(),
        total: z.number(),
        changes: z.array(changeShape),
      },
      annotations: readOnly,
    },
    ({ article, from, to }) =>
      answered(async () => {
        const found = await options.archive.diff(article, from, to);
        const one = revisionOf({ ...found, revision: found.to }, options);
        const { number, seenAt, textDigest } = found.from;
        const { changes: all, weight } = found.weighed;
        const changes = all.slice(0, mostListed).map((change) => changeOf(change, 400));
        const shown = {
          ...one,
          from: { revision: number, digest: textDigest, seenAt },
          ...{ told: found.told, weight, total: all.length, changes },
        };
        const head = `From revision ${number} (sha256 ${textDigest}): ${all.length} changes`;
        return [shown, [lineOf(one), head, ...changes.map(changeLine)].join('\n')];
      }),
  );
}

export function changeOf({ kind, weight, before, after }: EditChange, most: number): Change {
  return {
    ...{ kind, weight },
    ...(before !== undefined && { before: cut(before, most) }),
    ...(after !== undefined && { after: cut(after, most) }),
  };
}

export const changeLine = ({ kind, weight, before = '', after = '' }: Change): string =>
  `  ${kind} (${weight}): “${before}” → “${after}”`;
