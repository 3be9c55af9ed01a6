import { sha256 } from '../digest/index.ts';
import { ArchiveError, type Article, type Source, type Url } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { hostKey } from '../url/index.ts';
import type { Blank } from './blank.ts';
import { compareWords } from './compare-words.ts';
import type { Services } from './services.ts';
import { type NoPage, type Page, visitPage } from './visit.ts';

/** For so long a host is believed to answer nothing with the same. */
const believedMs = 3_600_000;

/**
 * Whether a page that was served at a known article's address is what its host answers at any
 * address, as sites do that have forgotten an article or closed. Only where the words are wholly
 * other than those on record, or few of them are left, an address that cannot be there is asked for
 * too, once an hour and host; its answer is not kept. Undefined: the page speaks for itself.
 */
export async function blankFor(
  services: Services,
  source: Source | undefined,
  article: ArticleRecord,
  page: Page,
): Promise<NoPage | undefined> {
  if (page.asked.moved) return undefined;
  const [latest] = await services.store.latestRevisions([article.id]);
  const now = page.extraction.article;
  if (latest === undefined || !isDoubtful(latest.content, now)) return undefined;
  const { words } = await blankOf(services, source, page.asked.url);
  if (words === undefined || compareWords(words, now) !== 'same') return undefined;
  const { url } = page.asked;
  const says = 'the answer is what the server says at any address; the capture is kept.';
  return {
    served: false,
    exchanged: page.exchanged,
    kind: 'soft-404',
    status: page.exchanged.answer.status,
    error: new ArchiveError('unreachable', `${url}: ${says}`),
  };
}

function isDoubtful(before: Article, now: Article): boolean {
  const comparison = compareWords(before, now);
  if (comparison === 'other') return true;
  return comparison === 'unclear' && now.text.length < before.text.length / 2;
}

async function blankOf(
  services: Services,
  source: Source | undefined,
  beside: Url,
): Promise<Blank> {
  const host = hostKey(beside);
  const known = services.blanks.get(host);
  if (known !== undefined && services.now() - known.at < believedMs) return known;
  const name = `no-such-page-${sha256(beside).slice(0, 12)}`;
  const page = await visitPage(services, new URL(name, beside).href as Url, source);
  const words = page.served ? { words: page.extraction.article } : {};
  const blank = { at: services.now(), ...words };
  services.blanks.set(host, blank);
  return blank;
}
