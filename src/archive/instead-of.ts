import type { Extraction } from '../extract/index.ts';
import type { AbsenceKind, Url } from '../model/index.ts';
import { articleKey } from '../url/index.ts';
import { isFolderOf, isFrontPath } from './front-page.ts';

/** What came in an article's place. */
interface Instead {
  readonly kind: AbsenceKind;
  readonly says: string;
}

/** What a page is that was answered with 200 but is not the article: what keeps readers out, a page
 * that says there is none, a redirect to a list, no words. */
export function insteadOf(
  asked: Url,
  final: Url,
  { article, kind }: Extraction,
): Instead | undefined {
  if (kind === 'captcha') return { kind, says: 'is a captcha' };
  if (kind === 'login') return { kind, says: 'asks for a login' };
  if (kind === 'missing') return { kind: 'soft-404', says: 'says that there is no such page' };
  if (articleKey(asked) !== articleKey(final) && isFolderOf(asked, final)) {
    if (isFrontPath(final)) return { kind: 'soft-404', says: 'is the front page' };
    if (kind === 'index' || article.text === '')
      return { kind: 'soft-404', says: 'is the list above it' };
  }
  return article.text === '' ? { kind: 'not-an-article', says: 'is no article' } : undefined;
}
