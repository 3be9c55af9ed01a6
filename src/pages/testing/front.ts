import type { FrontView } from '../views.ts';
import { linesOf, observerLine } from './lines.ts';
import { at } from './values.ts';

export const sampleFront: FrontView = {
  days: [
    {
      date: '2026-11-24',
      outlets: [
        { sourceId: 'gangwan', title: '港湾晚报', articles: linesOf('gangwan'), more: 12 },
        { sourceId: 'ferry', title: 'The Ferry Times', articles: linesOf('ferry'), more: 1 },
        { sourceId: 'shanlu', title: '山路週刊', articles: linesOf('shanlu'), more: 0 },
        { sourceId: 'tide', title: 'Tide & Ledger', articles: [observerLine], more: 0 },
      ],
    },
    {
      date: '2026-11-23',
      outlets: [
        {
          sourceId: 'ferry',
          title: 'The Ferry Times',
          more: 0,
          articles: linesOf('ferry').map((line) => ({
            ...line,
            publishedAt: at('23T02:00'),
          })),
        },
      ],
    },
  ],
  older: 'older.html',
  health: { total: 7, failing: 2 },
};
