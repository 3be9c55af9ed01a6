import type { CutBlock } from './extraction.ts';

const longest = 200;

/** What was cut and why, its text shortened to 200 UTF-16 units; half a sign is told as U+FFFD. */
export const cutBlock = (reason: string, text: string): CutBlock => ({
  reason,
  text: text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`,
});
