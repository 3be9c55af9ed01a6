import { oneLine } from '../html/index.ts';
import type { Article } from '../model/index.ts';
import { isIdleLine } from './idle-lines.ts';
import { lineReason } from './line-words.ts';
import { type Block, mapBlocks } from './site-blocks.ts';
import { fingerprintOf, foldedWords, hash30, withoutPassing } from './site-fingerprint.ts';
import { natureOf } from './site-furniture.ts';
import { keptReason } from './site-kept.ts';
import { countsOf, marksIn, type SiteMemory } from './site-memory.ts';

/** A state of an article's words. */
export type ArticleWords = Pick<Article, 'title' | 'text' | 'html'>;

/** What is known of the site that an article is of, and the key that it was learned by. */
export interface KnownSite {
  readonly memory: SiteMemory;
  /** As `sitePage` was given it. */
  readonly key: string;
}

/** Articles that must show a line to change alone before it is known to mean nothing. */
const enoughArticles = 3;
const mostRestless = 40;
/** Other pages that must show a short line before its coming and going means nothing. */
const enoughPages = 2;
/** A label is not more than this many characters. */
const longestLabel = 60;

/**
 * Whether two states of an article say the same but for what changes without meaning: white space,
 * counters, relative times and reading times, notes of the site's own (advertisements, "read more"),
 * links to other stories, short lines that other pages of the site show too, and lines that the site
 * was seen to change where nothing else changed. What is prose, heading, table, quotation, correction
 * or credit always counts. Both are to be cut by the same memory.
 */
export function sameWords(before: ArticleWords, now: ArticleWords, site: KnownSite): boolean {
  if (oneLine(before.title) !== oneLine(now.title)) return false;
  const [was, is] = [before, now].map((words) => linesThatCount(words, site));
  if (was === undefined || is === undefined || was.length + is.length === 0) {
    return oneLine(before.text) === oneLine(now.text);
  }
  return was.join('\n') === is.join('\n');
}

/**
 * The memory with what two states of an article teach: where only numbers in short lines differ, which
 * lines these are. Any other difference teaches nothing.
 */
export function learnChange(
  before: ArticleWords,
  now: ArticleWords,
  { memory, key }: KnownSite,
): SiteMemory {
  const [was, is] = [before, now].map((words) => parted(words, { memory, key }));
  if (was === undefined || is === undefined) return memory;
  if (oneLine(before.title) !== oneLine(now.title)) return memory;
  if (was.rest.join('\n') !== is.rest.join('\n')) return memory;
  const changed = [...was.labels.keys()].filter(
    (shape) => is.labels.has(shape) && is.labels.get(shape) !== was.labels.get(shape),
  );
  if (changed.length === 0 || was.labels.size !== is.labels.size) return memory;
  return changed.reduce((known, shape) => withRestless(known, shape, hash30(key)), memory);
}

function withRestless(memory: SiteMemory, shape: string, article: string): SiteMemory {
  const all = memory.restless ?? [];
  const [, articles = []] = all.find(([known]) => known === shape) ?? [];
  if (articles.length >= enoughArticles || articles.includes(article)) return memory;
  const others = all.filter(([known]) => known !== shape);
  return {
    ...memory,
    restless: [...others, [shape, [...articles, article]] as const].slice(-mostRestless),
  };
}

/** Lines with numbers, by their shape, and all the others that count. */
function parted(
  words: ArticleWords,
  site: KnownSite,
): { readonly labels: ReadonlyMap<string, string>; readonly rest: readonly string[] } {
  const labels = new Map<string, string>();
  const rest: string[] = [];
  for (const block of countingBlocks(words, site)) {
    const shape = shapeOf(block);
    if (shape === undefined) rest.push(lineOf(block));
    else labels.set(shape, block.text);
  }
  return { labels, rest };
}

const linesThatCount = (words: ArticleWords, site: KnownSite): readonly string[] =>
  countingBlocks(words, site).map(lineOf);

function countingBlocks(words: ArticleWords, site: KnownSite): readonly Block[] {
  const { blocks } = mapBlocks(words.html);
  const natures = blocks.map(natureOf);
  const first = natures.indexOf('prose');
  const last = natures.lastIndexOf('prose');
  const folded = foldedWords(words.title);
  return blocks.filter((block, at) => {
    if (block.text === '') return false;
    const place = at > last ? 'end' : at < first ? 'head' : 'middle';
    return !isIdle(block, place, folded, site);
  });
}

function isIdle(
  block: Block,
  place: 'head' | 'middle' | 'end',
  folded: string,
  site: KnownSite,
): boolean {
  const kept = keptReason(block);
  if (kept === 'ornament') return true;
  // A number alone may be a score.
  if (kept === 'date') return /\d\D+\d/.test(block.text);
  if (kept !== undefined) return false;
  const nature = natureOf(block);
  if (nature === 'prose' || block.kind === 'heading') return false;
  if (nature === 'link')
    return block.kind === 'line' || place !== 'middle' || isShared(block, folded, site);
  if (isIdleLine(block.text) || lineReason(block.text, place) !== undefined) return true;
  return isRestless(block, site.memory) || isShared(block, folded, site);
}

/** Whether other pages of the site show the same short block. */
function isShared(block: Block, folded: string, { memory, key }: KnownSite): boolean {
  const { exact } = fingerprintOf(block, folded);
  const counts = countsOf(memory);
  if (counts.proven.has(exact)) return true;
  const seen = counts.marks.get(exact)?.pages ?? 0;
  if (seen < enoughPages) return false;
  const own = memory.pages.find((page) => page.key === hash30(key));
  const isOwn = own !== undefined && marksIn(own.marks).some(({ mark }) => mark === exact);
  return seen - (isOwn ? 1 : 0) >= enoughPages;
}

function isRestless(block: Block, memory: SiteMemory): boolean {
  const shape = memory.restless === undefined ? undefined : shapeOf(block);
  return (memory.restless ?? []).some(
    ([known, articles]) => known === shape && articles.length >= enoughArticles,
  );
}

/** The fingerprint of a short line's words without its numbers; undefined for what has none, and for
 * what is no label. */
function shapeOf(block: Block): string | undefined {
  const { kind, text } = block;
  if (text.length > longestLabel || !/\d/.test(text) || kind === 'heading') return undefined;
  if (natureOf(block) !== 'label' || keptReason(block) !== undefined) return undefined;
  return hash30(`n\n${foldedWords(text.replace(/\d+/g, ' '))}`);
}

const lineOf = (block: Block): string =>
  oneLine(natureOf(block) === 'prose' ? block.text : withoutPassing(block.text));
