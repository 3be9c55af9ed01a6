import type { ReadImported } from '../../archive/index.ts';
import { ArchiveError } from '../../model/index.ts';
import { dropFeedFooter } from './feed-footer.ts';
import { parseNewsFile } from './news-file.ts';

const decoder = new TextDecoder('utf-8');

/** Reads a file again that was imported from a news repository; undefined for any other, and for one
 * that cannot be read today. */
export const readImportedNews: ReadImported = ({ format, bytes }) => {
  if (format !== 'news-repository') return undefined;
  try {
    const { title, publishedAt, bodyHtml } = parseNewsFile(decoder.decode(bytes));
    const html = dropFeedFooter(bodyHtml);
    return { html, title, ...(publishedAt === undefined ? {} : { publishedAt }) };
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'invalid') return undefined;
    throw error;
  }
};
