import type { Instant } from '../../model/index.ts';

export interface ListEntry {
  readonly publishedAt: Instant;
  readonly title: string;
  /** `articles/<outlet>/<file>`, without a leading slash. */
  readonly path: string;
}

export const mostListed = 300;
const eightHours = 8 * 3_600_000;

/** A list page: the first 300 entries as they come (newest first), dated `M-D` in GMT+8. */
export function formatListPage(name: string, entries: readonly ListEntry[]): string {
  const lines = entries
    .slice(0, mostListed)
    .map((entry) => `${shortDate(entry.publishedAt)} ${linkTo(entry.title, entry.path)}\n`);
  return `${oneLine(name)}\n------\n\n${lines.join('\n')}\n`;
}

/** The repository's front page: a link to each list page. */
export function formatReadme(
  title: string,
  pages: readonly { readonly title: string; readonly path: string }[],
): string {
  const lines = pages.map((page) => `- ${linkTo(page.title, page.path)}\n`);
  return `# ${oneLine(title)}\n\n${lines.join('')}`;
}

function shortDate(at: Instant): string {
  const there = new Date(Date.parse(at) + eightHours);
  return `${there.getUTCMonth() + 1}-${there.getUTCDate()}`;
}

/** Titles stand as they are, but for one whose brackets would end or part the link. */
function linkTo(title: string, path: string): string {
  const text = oneLine(title);
  const safe = breaksLinks(text) ? text.replace(/[\\[\]]/g, '\\$&') : text;
  return `[${safe}](/${path.replace(/[\s%()<>\\?#]/g, percent)})`;
}

function breaksLinks(text: string): boolean {
  if (text.includes('](') || text.endsWith('\\')) return true;
  let open = 0;
  for (const character of text) {
    if (character === '[') open += 1;
    if (character === ']') open -= 1;
    if (open < 0) return true;
  }
  return open > 0;
}

function percent(character: string): string {
  if (character === '(') return '%28';
  return character === ')' ? '%29' : encodeURIComponent(character);
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ').trim();
}
