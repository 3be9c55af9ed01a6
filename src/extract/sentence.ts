import { runWeight } from './page-runs.ts';

const fewest = 60;
const longUnmarked = 150;
/** The mark of a sentence's end, behind which brackets, quotation marks and a short credit may stand. */
const ended =
  /[.!?…。！？؟।॥።][\s"'”’»)\]」』）】*]*(?:[([（【—–-]\s*[^.!?。()（）]{1,40}[)\]）】]?)?$/u;
/** Thai, Lao, Burmese and Khmer have no mark for it. */
const unmarked = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/;

/** Whether a line is as long as prose and ends as a sentence does. */
export function isSentence(text: string): boolean {
  const weight = runWeight(text);
  if (weight < fewest) return false;
  return ended.test(text) || (weight >= longUnmarked && unmarked.test(text));
}
