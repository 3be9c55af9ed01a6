import {
  type CutBlock,
  extractorAlone,
  extractorWithSite,
  learnChange,
  type SiteMemory,
  sameWords,
  sitePage,
  withoutFurniture,
} from '../extract/index.ts';
import type { Article, Digest } from '../model/index.ts';
import type { RevisionRecord } from '../store/index.ts';
import type { Find } from './find.ts';
import { textDigest } from './identity.ts';
import { type SiteName, type Sites, siteOf } from './sites.ts';

/** Reads a revision's evidence again with today's extractor, nothing cut by a memory; undefined where
 * it is not to be had. */
export type ReadAgain = (revision: RevisionRecord) => Promise<Article | undefined>;

/** What new words are told apart with. */
export interface WordsMeans {
  readonly sites: Sites;
  readonly again: ReadAgain;
}

/** Words for the record, with what its site's memory cut from them. */
export interface NewWords {
  readonly article: Article;
  readonly cut: readonly CutBlock[];
  readonly extractor: string;
  readonly uncutDigest: Digest;
  /** What the revision before says, read and cut as these are: the two may be compared. */
  readonly before?: Article;
}

/** What a find's words are, cut by what is known of its site. The first words of an article teach its
 * site; they are cut by what was known before. `id` is the article's. */
export async function firstWords(find: Find, id: string, { sites }: WordsMeans): Promise<NewWords> {
  if (find.isTold === true) return asTold(find);
  const site = siteOf(find);
  const words = cutBy(find, find.article, await sites.memoryOf(site));
  if (find.kind === 'article') await sites.learn(site, sitePage(id, find.article));
  return words;
}

/**
 * A find's words as the next of an article's; undefined when they say nothing new: when it is older
 * evidence than what the latest revision stands on, or when that revision's evidence, read by the same
 * extractor and cut by the same memory, says the same but for what changes without meaning. What was
 * learned in between is never news, nor is a better extractor.
 */
export async function nextWords(
  find: Find,
  latest: RevisionRecord,
  means: WordsMeans,
): Promise<NewWords | undefined> {
  if (find.capture.capturedAt < latest.seenAt) return undefined;
  if (find.isTold === true) return nextTold(find, latest);
  const article = titled(find.article, latest.content);
  const isAlike = find.basis === latest.basis;
  if (isAlike && textDigest(article) === latest.uncutDigest) return undefined;
  const site = siteOf(find);
  const memory = await means.sites.memoryOf(site);
  const words = cutBy(find, article, memory);
  if (textDigest(words.article) === latest.textDigest) return undefined;
  if (!isAlike) return words;
  const again = await means.again(latest);
  const before = cutBy(find, again && titled(again, latest.content), memory, latest.content);
  const known = { memory, key: latest.article };
  if (sameWords(before.article, words.article, known)) return undefined;
  learnFrom(before.article, words.article, { site, known }, means.sites);
  return { ...words, before: before.article };
}

/** What another archive tells never speaks in place of what this one saw itself. */
function nextTold(find: Find, latest: RevisionRecord): NewWords | undefined {
  if (latest.basis !== 'import') return undefined;
  return textDigest(find.article) === latest.textDigest ? undefined : asTold(find);
}

const asTold = ({ article, extractor }: Find): NewWords => ({
  ...{ article, extractor, cut: [] },
  uncutDigest: textDigest(article),
});

function learnFrom(
  before: Article,
  now: Article,
  of: { readonly site: SiteName; readonly known: { readonly memory: SiteMemory; key: string } },
  sites: Sites,
): void {
  const learned = learnChange(before, now, of.known);
  if (learned !== of.known.memory) sites.change(of.site, learned);
}

/** Whether a difference between the words of two revisions can be the outlet's. */
export const isComparable = (
  one: Pick<RevisionRecord, 'basis' | 'extractor'>,
  other: Pick<RevisionRecord, 'basis' | 'extractor'>,
): boolean =>
  one.basis === other.basis && extractorAlone(one.extractor) === extractorAlone(other.extractor);

/** A page without a title of its own keeps the one that is known. */
const titled = (article: Article, known: Article): Article =>
  article.title === '' ? { ...article, title: known.title } : article;

function cutBy(
  { extractor }: Find,
  uncut: Article | undefined,
  memory: SiteMemory,
  stead: Article | undefined = uncut,
): NewWords {
  const whole = uncut ?? stead;
  if (whole === undefined) throw new TypeError('words without an article');
  const { article, cut } = withoutFurniture({ article: whole, cut: [] }, memory);
  return {
    article,
    cut,
    extractor: cut.length === 0 ? extractor : extractorWithSite(extractor),
    uncutDigest: textDigest(whole),
  };
}
