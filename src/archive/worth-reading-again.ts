import type { Change, EditRecord } from '../store/index.ts';

/** From this weight an edit is weighty: a “not”, a figure. */
const weighty = 55;

/** The articles whose outlet changed what they mean: who read one before that has not read this. */
export const worthReadingAgain = (edits: readonly EditRecord[]): NonNullable<Change['unread']> =>
  edits
    .filter(({ told, weight }) => told && weight >= weighty)
    .map(({ articleId, seenAt }) => ({ articleId, before: seenAt }));
