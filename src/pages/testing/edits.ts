import type { EditItem } from '../edit-views.ts';
import { pierDifference } from './difference.ts';
import { bridgeLine, pierLine } from './lines.ts';
import { at } from './values.ts';

/** Edits as lists show them. */
export const sampleEdits: readonly EditItem[] = [
  {
    line: pierLine,
    revisionId: 'r-pier-3',
    from: 2,
    to: 3,
    seenAt: at('24T01:40'),
    told: true,
    weight: 78,
    kinds: pierDifference.weighed.kinds,
    changes: pierDifference.weighed.changes.slice(0, 6),
    changed: 9,
  },
  {
    line: bridgeLine,
    revisionId: 'r-bridge-2',
    from: 1,
    to: 2,
    seenAt: at('24T01:48'),
    told: true,
    weight: 60,
    kinds: ['number'],
    changes: [
      {
        kind: 'number',
        before: '1,200',
        after: '1,400',
        left: '却是南岸',
        right: '多名居民',
        weight: 60,
      },
    ],
    changed: 1,
  },
];
