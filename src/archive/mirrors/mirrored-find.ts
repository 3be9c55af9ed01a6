import { escapeHtml } from '../../html/index.ts';
import type { Article, Capture } from '../../model/index.ts';
import { canonicalUrl } from '../../url/index.ts';
import type { Find } from '../find.ts';
import { type MirroredFacts, momentIn } from './mirrored.ts';

/** The article in what was taken of a mirror: its words as that archive has them, to the byte. */
export function findOfMirrored(
  { url, record, text = '' }: MirroredFacts,
  capture: Capture,
  sourceId: string,
): Find {
  return {
    ...{ capture, sourceId },
    article: articleOf(url, record, text),
    basis: 'import',
    extractor: extractorOf(record),
    urls: [canonicalUrl(url), url],
    isPast: true,
    isTold: true,
    revisit: false,
  };
}

function articleOf(url: Article['url'], record: MirroredFacts['record'], whole: string): Article {
  const split = whole.indexOf('\n\n');
  const [title, text] = split < 0 ? [whole, ''] : [whole.slice(0, split), whole.slice(split + 2)];
  const [publishedAt, modifiedAt] = [momentIn(record['published']), momentIn(record['modified'])];
  const lines = text.split('\n').filter((line) => line !== '');
  return {
    ...{ url, title, text, site: '', images: [] },
    authors: authorsIn(record['authors']),
    language: languageIn(record['lang']),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(modifiedAt !== undefined && { modifiedAt }),
    html: lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n'),
  };
}

const authorsIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((name) => typeof name === 'string' && name.length <= 200).slice(0, 50)
    : [];

const languageIn = (value: unknown): string =>
  typeof value === 'string' && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/.test(value)
    ? value
    : 'und';

/** Which extractor cut it there: only edits between equal ones are told. */
function extractorOf({ text }: MirroredFacts['record']): string {
  const by = typeof text === 'object' && text !== null && 'by' in text ? text.by : undefined;
  return typeof by === 'string' && by.length <= 100 ? by : 'unknown';
}
