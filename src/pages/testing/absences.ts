import type { AbsenceSpan, AbsencesView } from '../absence-views.ts';
import { bridgeLine, pierLine } from './lines.ts';
import { at } from './values.ts';

const missed = (moment: string) => ({
  seenAt: at(moment),
  kind: 'not-found' as const,
  status: 404,
  message: 'The server answers 404, no such page.',
});

export const bridgeAbsence: AbsenceSpan = {
  since: at('21T01:59'),
  kind: 'not-found',
  goneSince: at('21T01:59'),
  looks: [missed('21T01:59'), missed('22T02:10'), missed('24T02:10')],
};

export const sampleAbsences: AbsencesView = {
  gone: [
    {
      line: { ...bridgeLine, absent: 'not-found', goneSince: at('21T01:59') },
      lastSeenAt: at('21T01:48'),
      span: bridgeAbsence,
    },
  ],
  missed: [
    {
      line: { ...pierLine, absent: 'captcha' },
      lastSeenAt: at('23T01:48'),
      span: {
        since: at('24T01:00'),
        kind: 'captcha',
        looks: [{ ...missed('24T01:00'), kind: 'captcha', status: 403 }],
      },
    },
  ],
  returned: [
    {
      line: pierLine,
      lastSeenAt: at('24T01:48'),
      span: { ...bridgeAbsence, since: at('20T01:00'), endedAt: at('24T01:48') },
    },
  ],
  totals: { gone: 1, missed: 1, returned: 1 },
  outlets: [
    { id: 'gangwan', title: '港湾晚报', count: 1 },
    { id: 'ferry', title: 'The Ferry Times', count: 2 },
  ],
};
