import { spacedWords } from '../../src/words/index.ts';

/** Pairs of neighbouring characters, cut where scripts meet, parted by single spaces. */
export function pairs(text: string): string {
  const cut: string[] = [];
  let before = '';
  for (const word of spacedWords(text).split(' ')) {
    const isCharacter = word.length === 1 && word >= '\u2e80';
    if (isCharacter && before !== '') cut.push(before + word);
    if (!isCharacter) cut.push(word);
    before = isCharacter ? word : '';
  }
  return cut.join(' ');
}

/** What is typed: rows in quotation marks, and what stands between spaces. */
export const typed = (query: string): string[] =>
  [...query.matchAll(/"([^"]*)"|(\S+)/g)].map(([, row, word]) => row ?? word ?? '');
