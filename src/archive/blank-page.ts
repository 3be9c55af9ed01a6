import { sha256 } from '../digest/index.ts';
import {
  type AbsenceKind,
  ArchiveError,
  type Article,
  type Source,
  type Url,
} from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { hostKey } from '../url/index.ts';
import type { Blank } from './blank.ts';
import { compareWords } from './compare-words.ts';
import type { Services } from './services.ts';
import { visitOnly } from './visit.ts';
import type { NoPage, Page } from './visited-page.ts';

/**
 * Whether a page that was served at a known article's address is what its host answers at any
 * address, as sites do that have forgotten an article or closed. Only where the words are wholly
 * other than those on record, or few of them are left, an address that cannot be there is asked for
 * too, once an hour and host; its answer is not kept. Undefined: the page speaks for itself. Where no
 * answer comes, what is given is no evidence (`isOurs`): nobody can say yet what the page is.
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
  const blank = await blankOf(services, source, page.asked.url);
  if (blank === 'silent') return unsure(page);
  if (blank.words === undefined || compareWords(blank.words, now) !== 'same') return undefined;
  const says = 'the answer is what the server says at any address; the capture is kept.';
  return { ...softNotFound(page, says), exchanged: page.exchanged };
}

function softNotFound({ asked: { url }, exchanged }: Page, says: string): NoPage {
  const { status } = exchanged.answer;
  const error = new ArchiveError('unreachable', `${url}: ${says}`);
  return { served: false, kind: 'soft-404', status, error };
}

/** A page of which nobody can say yet what it is. */
function unsure(page: Page): NoPage {
  const says =
    'its words are wholly other now, and the server does not answer at an address that cannot be there; nothing is recorded, and it is looked at again.';
  return { ...softNotFound(page, says), isOurs: true };
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
): Promise<Blank | 'silent'> {
  const { blanks } = services;
  const host = hostKey(beside);
  const known = blanks.of(host, services.now());
  if (known !== undefined) return known;
  const name = `no-such-page-${sha256(beside).slice(0, 12)}`;
  const url = new URL(name, beside).href as Url;
  const page = await visitOnly(services, url, source);
  return blanks.note(host, answerOf(page), services.now());
}

/** What an answer says of addresses that cannot be there; undefined where it says nothing, as a fault
 * that may pass does. */
function answerOf(page: Page | NoPage): Blank | undefined {
  if (page.served) return { words: page.extraction.article };
  const isSilent = page.isOurs === true || page.status === 429 || faults.has(page.kind);
  return isSilent ? undefined : {};
}

const faults: ReadonlySet<AbsenceKind> = new Set([
  'server-error',
  'timeout',
  'dns',
  'tls',
  'unreachable',
]);
