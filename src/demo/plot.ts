import type { EditKind } from '../model/index.ts';
import type { Change, Withdrawal } from './story.ts';

/** From this edition on every page carries what changes with each look: counters, relative times,
 * reading times, a rotating promo. None of it is the article's. */
export const furnitureFrom = 4;

/** A silent edit: `from` stands in the words before, `to` after (both in the title for a title; ''
 * for what is not there). */
export interface PlannedEdit {
  readonly story: string;
  readonly edition: number;
  /** The weightiest of what it changes. */
  readonly kind: EditKind;
  readonly from: string;
  readonly to: string;
}

/** A story that is not served from an edition on, up to another where it is served again. */
export interface PlannedAbsence {
  readonly story: string;
  readonly edition: number;
  readonly until?: number;
  readonly how: Exclude<Withdrawal, 'served'>;
}

const pool =
  'Those who opposed the plan said that the money would be better spent on the bath in the leisure centre, which is warm and has a slide. They have been invited to the first swim, on the first of May, and several have accepted.';
const visible = 'to the visible embarrassment of a council';
const misspelt = 'to the vissible embarrassment of a council';
const bell = 'and it will be rung by hand five minutes before each crossing.';

export const plannedEdits: readonly PlannedEdit[] = [
  { story: '101', edition: 4, kind: 'number', from: 'needed £41,000', to: 'needed £47,000' },
  {
    story: '102',
    edition: 5,
    kind: 'negation',
    from: 'did not dispute the need',
    to: 'did dispute the need',
  },
  { story: '110', edition: 5, kind: 'removed', from: pool, to: '' },
  {
    story: '111',
    edition: 6,
    kind: 'name',
    from: 'Dr Ansel Brandreth',
    to: 'Dr Anselm Brandwith',
  },
  {
    story: '112',
    edition: 6,
    kind: 'title',
    from: 'Seal count passes a thousand for the first time',
    to: 'Seal count passes a thousand, say wardens',
  },
  { story: '113', edition: 7, kind: 'spelling', from: visible, to: misspelt },
  { story: '113', edition: 9, kind: 'spelling', from: misspelt, to: visible },
  {
    story: '101',
    edition: 9,
    kind: 'words',
    from: bell,
    to: `${bell} It was heard on the island on the first evening.`,
  },
  {
    story: '1207',
    edition: 4,
    kind: 'number',
    from: '四条线路票价均为两元',
    to: '四条线路票价均为三元',
  },
  { story: '1208', edition: 5, kind: 'name', from: '出租车司机小葛', to: '出租车司机小郭' },
  {
    story: '1209',
    edition: 6,
    kind: 'negation',
    from: '打捞队的老师傅们并没有因此失业',
    to: '打捞队的老师傅们因此失业',
  },
  {
    story: '1202',
    edition: 7,
    kind: 'title',
    from: '老街早点铺联合排班 独居老人天天吃上热豆浆',
    to: '老街早点铺轮流开门 独居老人吃上热豆浆',
  },
  {
    story: '2305',
    edition: 8,
    kind: 'removed',
    from: '老人没有回答，只把线又放长了一些。',
    to: '',
  },
  {
    story: '1201',
    edition: 10,
    kind: 'number',
    from: '住着一万七千多人',
    to: '住着一万九千多人',
  },
];

export const plannedAbsences: readonly PlannedAbsence[] = [
  { story: '105', edition: 3, how: 'not-found' },
  { story: '106', edition: 3, how: 'gone' },
  { story: '123', edition: 4, how: 'soft-404' },
  { story: '107', edition: 5, how: 'front' },
  { story: '203', edition: 5, until: 8, how: 'not-found' },
  { story: '1203', edition: 5, how: 'soft-404' },
  { story: '108', edition: 6, how: 'elsewhere' },
  { story: '201', edition: 6, until: 9, how: 'login' },
  { story: '2302', edition: 6, how: 'gone' },
  { story: '202', edition: 7, how: 'captcha' },
  { story: '1204', edition: 7, until: 9, how: 'silence' },
  { story: '103', edition: 8, until: 10, how: 'blocked' },
  { story: '1205', edition: 8, until: 10, how: 'broken' },
  { story: '2301', edition: 9, how: 'section' },
];

/** An address that changes without a word; the old one answers 301. */
export const plannedMove = {
  story: '2304',
  edition: 6,
  path: '/jiangnan/culture/fengwu/2304.html',
} as const;

/** All that becomes of a story in later editions, by the plot. */
export function plannedChanges(story: string): readonly Change[] {
  const edits = plannedEdits
    .filter((edit) => edit.story === story)
    .map(({ edition, kind, from, to }): Change => {
      const change = { edition, silent: true };
      return kind === 'title' ? { ...change, title: to } : { ...change, rewrites: [from, to] };
    });
  const absences = plannedAbsences
    .filter((absence) => absence.story === story)
    .flatMap(({ edition, until, how }): Change[] => [
      { edition, silent: true, withdrawn: how },
      ...(until === undefined
        ? []
        : [{ edition: until, silent: true, withdrawn: 'served' as const }]),
    ]);
  const { edition, path } = plannedMove;
  const move = story === plannedMove.story ? [{ edition, silent: true, path }] : [];
  return [...edits, ...absences, ...move];
}
