import type { Article } from '../model/index.ts';

/**
 * An article's words in the form `text/1`, whose digest names a state of them: its title, an empty line,
 * then its text, a block a line. Quotations point into these bytes (UTF-8). Title and text come from
 * extraction in NFC with single spaces and no LF at the end, and are taken as they are: the digests on
 * record were made so.
 */
export const text1 = ({ title, text }: Pick<Article, 'title' | 'text'>): string =>
  `${title}\n\n${text}`;
