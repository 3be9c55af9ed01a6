import { isHanNumber, isUnspaced } from './tokens.ts';

/** So many characters to each side of a place are cut into words. */
const reach = 16;

/** The dictionary of every ICU: which words it knows changes how wide a change is shown, never what
 * it is. One cutter serves all languages. */
const cutter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Whether the place before a token lies within a word of a script that parts none. */
export function partsWord(tokens: readonly string[], at: number): boolean {
  if (!isUnspaced(tokens[at - 1] ?? '') || !isUnspaced(tokens[at] ?? '')) return false;
  // A numeral is a word by itself, whatever it counts.
  if (isHanNumber(tokens[at - 1] ?? '') || isHanNumber(tokens[at] ?? '')) return false;
  let [from, to] = [at - 1, at];
  while (at - from < reach && isUnspaced(tokens[from - 1] ?? '')) from -= 1;
  while (to - at < reach && isUnspaced(tokens[to] ?? '')) to += 1;
  const place = tokens.slice(from, at).join('').length;
  const text = tokens.slice(from, to).join('');
  return cutter.segment(text).containing(place)?.index !== place;
}
