import { oneLine } from './article-text.ts';
import { readTags } from './tag-events.ts';

/**
 * A title or a name as one line of plain text: tags stripped, character references decoded once,
 * white space collapsed. A `<` that opens no tag stays.
 */
export function plainText(htmlOrText: string): string {
  if (!/[<&]/.test(htmlOrText)) return oneLine(htmlOrText.toWellFormed());
  let text = '';
  let skipping = 0;
  readTags(htmlOrText, {
    open(name) {
      if (name === 'script' || name === 'style') skipping += 1;
      if (parting.has(name)) text += ' ';
    },
    close(name) {
      if (name === 'script' || name === 'style') skipping -= 1;
    },
    text(piece) {
      if (skipping === 0) text += piece;
    },
  });
  return oneLine(text.toWellFormed());
}

const parting = new Set(['br', 'p', 'div', 'li', 'td', 'th', 'tr', 'h1', 'h2', 'h3']);
