import { escapeHtml, oneLine, readTags } from '../html/index.ts';

const paragraphTags = new Set(['p', 'h2', 'h3', 'h4', 'li', 'blockquote']);
const dropped = new Set(
  'script style noscript template nav aside footer form button select svg'.split(' '),
);
const fewest = 25;
const paragraphLimit = 5000;

/**
 * The body of a page too large or too deep for scoring, or on which scoring failed: its paragraphs
 * and headings that are text rather than links, in one bounded pass.
 */
export function plainBody(html: string): string {
  const paragraphs: string[] = [];
  let dropping = 0;
  let linkDepth = 0;
  let line = '';
  let linked = 0;
  let tag = '';
  const end = (): void => {
    const text = oneLine(line);
    const prose = text.length >= fewest && linked < 0.5 * text.length;
    if (tag !== '' && prose && paragraphs.length < paragraphLimit) {
      paragraphs.push(`<p>${escapeHtml(text)}</p>`);
    }
    line = '';
    linked = 0;
    tag = '';
  };
  readTags(html, {
    open(name) {
      if (dropped.has(name)) dropping += 1;
      else if (name === 'a') linkDepth += 1;
      else if (paragraphTags.has(name)) {
        end();
        tag = name;
      }
    },
    close(name) {
      if (dropped.has(name)) dropping -= 1;
      else if (name === 'a') linkDepth -= 1;
      else if (name === tag) end();
    },
    text(text) {
      if (dropping > 0 || tag === '' || line.length > 100_000) return;
      line += text;
      if (linkDepth > 0) linked += text.trim().length;
    },
  });
  end();
  return paragraphs.join('');
}
