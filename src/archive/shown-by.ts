import type { Instant, Url } from '../model/index.ts';
import type { ArticleRecord, RevisionRecord } from '../store/index.ts';
import { placeInTime } from './schedule.ts';

/** What lists show of an article, as its newest revision gives it. */
export function shownBy(
  { url, revision }: { readonly url: Url; readonly revision: RevisionRecord },
  article: ArticleRecord,
): Partial<ArticleRecord> & Pick<ArticleRecord, 'revisionId' | 'revisions'> {
  const { content } = revision;
  const publishedAt: Instant | undefined = content.publishedAt ?? article.publishedAt;
  const [image] = content.images;
  return {
    url,
    title: content.title,
    authors: content.authors,
    language: content.language,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    sortAt: placeInTime(publishedAt, article.firstSeenAt),
    revisionId: revision.id,
    revisions: revision.number,
    lead: leadOf(content.text),
    ...(image === undefined ? {} : { image: image.url }),
  };
}

/** The first characters of a text, cut where a word ends, with an ellipsis when there is more. */
function leadOf(text: string): string {
  const line = text.slice(0, 400).replaceAll('\n', ' ');
  const characters = [...line];
  if (characters.length <= 160) return line;
  const cut = characters.slice(0, 160).join('');
  const space =
    /\p{L}$/u.test(cut) && /^[\w'’]/.test(characters[160] ?? '') ? cut.lastIndexOf(' ') : -1;
  return `${space > 100 ? cut.slice(0, space) : cut}…`;
}
