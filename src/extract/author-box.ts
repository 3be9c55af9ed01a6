import { titleKey as keyOf } from './title-key.ts';

const offices =
  'editor|writer|reporter|journalist|correspondent|columnist|contributor|freelancer|producer|blogger|photographer|author';
const longest = 600;
/** What is said of the author: an office, or what is written about. */
const said = new RegExp(
  String.raw`^[\s,–—-]*(?:is (?:an?|the|our|now)\b[^.!?]{0,140}\b(?:${offices})\b|(?:writes|covers|reports|edits)\b)`,
  'iu',
);

/** Whether a line tells who the author is. Without the author's name it may be a sentence of the story. */
export function isAuthorBox(text: string, authors: readonly string[]): boolean {
  if (text.length > longest) return false;
  return authors.some((author) => {
    const [first, ...rest] = author.trim().split(/\s+/);
    if (first === undefined || rest.length === 0) return false;
    return isSame(text.slice(0, author.length), author) && said.test(text.slice(author.length));
  });
}

const isSame = (said: string, author: string): boolean => keyOf(said) === keyOf(author);
