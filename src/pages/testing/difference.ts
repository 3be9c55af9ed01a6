import type { DifferenceView } from '../views.ts';
import { pierLine } from './lines.ts';
import { pierArticle } from './pier-article.ts';
import { at } from './values.ts';

/** What revision 3 of the ferry story changed. */
export const pierDifference: DifferenceView = {
  line: pierLine,
  from: { ...pierArticle.revision, number: 2, seenAt: at('24T00:55'), captureId: 'c2' },
  to: pierArticle.revision,
  told: true,
  edit: {
    title: [
      { kind: 'same', text: 'Night ferries return to the old pier after ' },
      { kind: 'removed', text: 'ten' },
      { kind: 'added', text: 'eleven' },
      { kind: 'same', text: ' years of silence' },
    ],
    blocks: [
      ...[0, 1, 2, 3, 4].map((line) => ({
        kind: 'same' as const,
        before: { line, count: 1 },
        after: { line, count: 1 },
        spans: [{ kind: 'same' as const, text: `A paragraph that stayed, the ${line + 1}th.` }],
      })),
      {
        kind: 'changed',
        before: { line: 5, count: 1 },
        after: { line: 5, count: 2 },
        spans: [
          { kind: 'same', text: 'The first boat left with ' },
          { kind: 'removed', text: 'fourteen' },
          { kind: 'added', text: 'forty-one' },
          { kind: 'same', text: ' passengers.' },
          { kind: 'removed', text: ' ' },
          { kind: 'added', text: '\n' },
          { kind: 'same', text: 'Harbour staff counted them aboard twice.' },
        ],
      },
      {
        kind: 'removed',
        before: { line: 6, count: 1 },
        spans: [{ kind: 'removed', text: 'The council did not answer questions on the contract.' }],
      },
      {
        kind: 'added',
        after: { line: 7, count: 1 },
        spans: [{ kind: 'added', text: 'The company says oranges are welcome.' }],
      },
      {
        kind: 'moved',
        before: { line: 9, count: 1 },
        after: { line: 8, count: 1 },
        spans: [{ kind: 'same', text: 'Not everyone is pleased.' }],
      },
    ],
  },
  weighed: {
    weight: 78,
    kinds: ['title', 'removed', 'number', 'added', 'moved'],
    changes: [
      {
        kind: 'title',
        nature: 'number',
        before: 'Night ferries return to the old pier after ten years of silence',
        after: pierLine.title,
        weight: 75,
      },
      {
        kind: 'removed',
        before: 'The council did not answer questions on the contract.',
        weight: 42,
      },
      {
        kind: 'number',
        before: 'fourteen',
        after: 'forty-one',
        left: 'The first boat left with ',
        right: ' passengers.',
        weight: 60,
        times: 2,
      },
      { kind: 'added', after: 'The company says oranges are welcome.', weight: 20 },
      { kind: 'moved', after: 'Not everyone is pleased.', weight: 4 },
      { kind: 'case', before: 'the', after: 'The', weight: 1 },
      { kind: 'spacing', before: ' ', weight: 0 },
    ],
  },
  revisions: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({
    number,
    seenAt: at('24T00:55'),
    title: pierLine.title,
    ...(number > 1 && {
      edit: { told: number !== 4, weight: number * 10, kinds: ['number', 'words'] as const },
    }),
  })),
};
