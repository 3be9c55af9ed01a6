import type { Url } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { articleKey } from '../url/index.ts';
import { compareWords, isTitleLike } from './compare-words.ts';
import type { Find } from './find.ts';
import { guidKey, sharedGuidKey } from './identity.ts';
import { articleOfKey, type Known } from './known.ts';

/** One key of a find, and who gives it: the feed's guid; another feed's (`shared`); the address
 * itself that was asked for or listed (`own`); what the server says of it, by a redirect or a
 * canonical link (`claim`). */
export interface Voice {
  readonly key: string;
  readonly url: Url;
  readonly kind: 'guid' | 'shared' | 'own' | 'claim';
}

/** Which article a find is about. */
export interface Identity {
  /** Undefined for a new one. */
  readonly article: ArticleRecord | undefined;
  /** Others on record that turn out to be the same. */
  readonly same: readonly ArticleRecord[];
  /** The keys that name it from now on; one of them is its own. */
  readonly keys: readonly Voice[];
  /** The URL it is shown at. */
  readonly url: Url;
}

/** Every key that may name the article of a find. */
export const keysOf = (find: Find): readonly string[] => voicesOf(find).map((voice) => voice.key);

/**
 * Tells which article a find is about; undefined when its page is not the article that was asked
 * for. A guid speaks before any URL, since it outlives a new address; a canonical link and the end
 * of a redirect speak before the address that was asked for. But a guid may be used twice, a
 * template may give every page one canonical link, and a site that closes sends every address to
 * one page. So what is not the address itself speaks only where the words do not contradict it:
 *
 * - A guid that names an article with wholly other words is not heard, and names nothing.
 * - A canonical link or the end of a redirect that names a known article is heard only where the
 *   words are that article's, or at least its title is.
 * - An address that another article's page claimed is taken from it by the article found there.
 * - Two known articles are one only when their words say so too.
 * - A redirect to wholly other words is not the article: neither the one that stood at the address
 *   before, nor the one the feed tells of.
 */
export function identify(find: Find, known: Known): Identity | undefined {
  const voices = voicesOf(find);
  const heard = voices.filter((voice) => isCredible(voice, find, known));
  const named = (kind: Voice['kind']) => distinct(heard, kind, known);
  const [own] = named('own');
  const [first, ...rest] = distinctArticles([
    ...(own === undefined ? [] : [own]),
    ...named('guid'),
    ...named('shared'),
    ...named('claim'),
    ...named('own'),
  ]);
  if (leadsElsewhere(find, own, first, known)) return undefined;
  const same = rest.filter((other) => first !== undefined && areOne(first, other, find, known));
  const keys = voices.filter((voice) => voice.kind === 'own' || heard.includes(voice));
  const shown = keys.find(({ kind }) => kind === 'own' || kind === 'claim')?.url ?? find.urls[0];
  return { article: first, same, keys, url: shown };
}

function voicesOf(find: Find): readonly Voice[] {
  const { entry, asked } = find;
  const own = new Set(
    [asked?.url, entry?.entry.url].flatMap((url) => (url ? articleKey(url) : [])),
  );
  const urls: Voice[] = find.urls.map((url) => {
    const key = articleKey(url);
    return { key, url, kind: asked === undefined || own.has(key) ? 'own' : 'claim' };
  });
  if (entry === undefined) return urls;
  const guid = { key: guidKey(entry.sourceId, entry.guid), url: find.urls[0] };
  // Items that all link to the site's front page have nothing but their guids to be told by.
  const linksNowhere = find.basis === 'feed' && isFrontPage(entry.entry.url);
  if (linksNowhere && entry.guid !== entry.entry.url) return [{ ...guid, kind: 'own' }];
  const shared = sharedGuidKey(entry.entry.url, entry.guid);
  const both: Voice[] = [{ ...guid, kind: 'guid' }];
  if (shared !== undefined) both.push({ ...guid, key: shared, kind: 'shared' });
  return [...both, ...urls];
}

/** Whether a URL is the address of a whole site. */
export function isFrontPage(url: Url): boolean {
  const { pathname, search, hash } = new URL(url);
  return pathname === '/' && search === '' && !hash.startsWith('#!');
}

/** Whether a voice may be heard: the address itself, unless it was another article's mere claim; any
 * other as the rules above have it, unless the address names the same article anyway. */
function isCredible(voice: Voice, find: Find, known: Known): boolean {
  const article = articleOfKey(known, voice.key);
  if (article === undefined) return true;
  if (voice.kind === 'own') {
    return !known.claimed.has(voice.key) || compared(article, find, known) !== 'other';
  }
  const byAddress = voicesOf(find).some(
    ({ kind, key }) =>
      kind === 'own' && !known.claimed.has(key) && articleOfKey(known, key) === article,
  );
  if (byAddress) return true;
  const comparison = compared(article, find, known);
  if (voice.kind === 'guid') return comparison !== 'other';
  if (voice.kind === 'shared' || comparison !== 'unclear') return comparison === 'same';
  return isTitleLike(article.title, find.article.title);
}

function distinct(
  voices: readonly Voice[],
  kind: Voice['kind'],
  known: Known,
): readonly ArticleRecord[] {
  return distinctArticles(
    voices.flatMap((voice) => (voice.kind === kind ? (articleOfKey(known, voice.key) ?? []) : [])),
  );
}

const distinctArticles = (articles: readonly ArticleRecord[]): readonly ArticleRecord[] => [
  ...new Set(articles),
];

function compared(article: ArticleRecord, find: Find, known: Known) {
  const latest = known.revisions.get(article.id);
  return latest === undefined ? 'unclear' : compareWords(latest.content, find.article);
}

/** Whether the address that was asked for led to something else. */
function leadsElsewhere(
  find: Find,
  own: ArticleRecord | undefined,
  first: ArticleRecord | undefined,
  known: Known,
): boolean {
  if (find.asked?.moved !== true) return false;
  if (own !== undefined) return compared(own, find, known) === 'other';
  // One address after another of a feed ends at the same page, which bears the title of none.
  const told = find.entry?.entry.title ?? '';
  if (first === undefined || told === '') return false;
  const surely = voicesOf(find).some(
    ({ key }) => !known.claimed.has(key) && articleOfKey(known, key) === first,
  );
  return !surely && !isTitleLike(told, find.article.title) && !find.article.text.includes(told);
}

/** Whether two known articles are one: their words say it, or each is like what was found now. */
function areOne(one: ArticleRecord, other: ArticleRecord, find: Find, known: Known): boolean {
  const [a, b] = [known.revisions.get(one.id), known.revisions.get(other.id)];
  if (a === undefined || b === undefined) return false;
  if (compareWords(a.content, b.content) === 'same') return true;
  return compared(one, find, known) === 'same' && compared(other, find, known) === 'same';
}
