/** Compares what readers told with what is known, and adds up the hits. */
import { parseFeedDate } from '../../src/feed/index.ts';
import { plainText } from '../../src/html/index.ts';
import type { Item, Reading } from './readers.ts';
import type { Known, KnownItem } from './values.ts';

export const aspects = [
  'items',
  'ids',
  'titles',
  'links',
  'dates',
  'contents',
  'authors',
  'tags',
  'files',
  'images',
  'feeds',
  'verbatim',
] as const;
export type Aspect = (typeof aspects)[number];
export type Tally = Record<Aspect, { right: number; of: number }>;
/** Hears of what is wrong: which aspect, and what was wanted and got. */
export type OnWrong = (aspect: Aspect, wanted: string, got: string) => void;

/** Relative addresses are read as if each document came from here (feedparser's test server). */
export const documentUrl = 'http://127.0.0.1:8097/feed.xml';

export function emptyTally(): Tally {
  return Object.fromEntries(aspects.map((aspect) => [aspect, { right: 0, of: 0 }])) as Tally;
}

/** Counts every field that is known. `document` is its text. */
export function score(
  tally: Tally,
  known: Known,
  told: Reading,
  document: string,
  onWrong: OnWrong,
): void {
  const count = (aspect: Aspect, isRight: boolean, wanted: unknown, got: unknown): void => {
    tally[aspect].of += 1;
    if (isRight) tally[aspect].right += 1;
    else onWrong(aspect, clip(wanted), clip(got));
  };
  if (known.isWhole) {
    const [wanted, got] = [known.items.length, told.items.length];
    count('items', wanted === got, wanted, got);
  }
  const { links, ...texts } = known.feed;
  for (const [name, wanted] of Object.entries(texts)) {
    const got = (told.feed as Record<string, string | undefined>)[name] ?? '';
    if (isTelling(wanted, words)) count('feeds', words(wanted) === words(got), wanted, got);
  }
  scoreLink('feeds', links, told.feed.link, document, count);
  known.items.forEach((item, index) => {
    scoreItem(item, told.items[index] ?? {}, document, count);
  });
}

type Count = (aspect: Aspect, isRight: boolean, wanted: unknown, got: unknown) => void;

function scoreItem(known: KnownItem, got: Item, document: string, count: Count): void {
  const check = (
    aspect: Aspect,
    wanted: string | undefined,
    found: string | undefined,
    same: Same,
  ) => {
    if (wanted === undefined || !isTelling(wanted, same)) return;
    count(aspect, same(wanted) === same(found ?? ''), wanted, found);
  };
  check('ids', known.id, got.id, (text) => text.trim());
  check('titles', known.title, got.title, words);
  scoreLink('links', known.links, got.link, document, count);
  check('dates', known.published, got.published, second);
  check('dates', known.updated, got.updated, second);
  scoreDate(known, got, count);
  check('contents', known.content, got.content, known.unordered === true ? letters : words);
  check('contents', known.summary, got.summary ?? got.content, words);
  scoreAuthor(known, got, count);
  scoreLists(known, got, count);
  check('images', known.image, got.image, address);
}

type Same = (text: string) => string;

/** The publisher's own link is as right as the reseller's it stands beside. */
function scoreLink(
  aspect: Aspect,
  links: readonly string[] | undefined,
  link = '',
  document = '',
  count: Count,
): void {
  const wanted = links?.filter((one) => isTelling(one, address)) ?? [];
  if (wanted.length === 0) return;
  const isOriginal = link !== '' && document.replaceAll('&amp;', '&').includes(`rigLink>${link}`);
  count(aspect, isOriginal || wanted.some((one) => isSameAddress(one, link)), wanted, link);
}

/** Of an address told as it stands in the document, relative, only what it adds to a base is known. */
function isSameAddress(wanted: string, got: string): boolean {
  const [one, other] = [address(wanted), address(got)];
  if (/^[a-z][a-z\d+.-]*:/i.test(wanted.trim()) || other === '') return one === other;
  const path = (url: string): string => url.slice(new URL(url).origin.length);
  return path(one) === path(other);
}

function scoreDate({ date }: KnownItem, got: Item, count: Count): void {
  if (date === undefined || !isTelling(date, second)) return;
  const found = [got.published, got.updated].filter((one) => one !== undefined);
  count(
    'dates',
    found.some((one) => second(one) === second(date)),
    date,
    found,
  );
}

/** A name without the mail address it was told with is right. */
function scoreAuthor({ authors }: KnownItem, { author = '' }: Item, count: Count): void {
  const wanted = authors?.filter((one) => isTelling(one, words)) ?? [];
  if (wanted.length === 0) return;
  const got = words(author);
  const isRight = wanted.some((one) => words(one) === got || (got !== '' && one.includes(author)));
  count('authors', isRight, wanted, author);
}

function scoreLists(known: KnownItem, got: Item, count: Count): void {
  const tags = new Set(got.tags?.map(words));
  const wantedTags = known.tags?.filter((names) => names.some((name) => isTelling(name, words)));
  if (wantedTags !== undefined && wantedTags.length > 0) {
    const isRight = wantedTags.every((names) => names.some((name) => tags.has(words(name))));
    count('tags', isRight, wantedTags, got.tags);
  }
  const wantedFiles = known.enclosures?.filter((one) => isTelling(one, address)) ?? [];
  if (wantedFiles.length === 0) return;
  const files = got.enclosures ?? [];
  const isRight = wantedFiles.every((one) => files.some((file) => isSameAddress(one, file)));
  count('files', isRight, wantedFiles, files);
}

/** Whether what stands in CDATA comes out byte for byte, of the bodies of a document. */
export function scoreVerbatim(tally: Tally, document: string, told: Reading): void {
  const contents = new Set(told.items.flatMap((item) => [item.content, item.summary]));
  const bodies =
    /<content:encoded>\s*<!\[CDATA\[([^\]]*(?:\](?!\]>)[^\]]*)*)\]\]>\s*<\/content:encoded>/g;
  for (const [, body = ''] of document.matchAll(bodies)) {
    if (body.trim() === '') continue;
    tally.verbatim.of += 1;
    if (contents.has(body)) tally.verbatim.right += 1;
  }
}

/** Whether there is something to compare; U+FFFD stands for what the other reader could not read. */
function isTelling(wanted: string, same: Same): boolean {
  return same(wanted) !== '' && !wanted.includes('\uFFFD');
}

/** The words of HTML or text, whichever way they are escaped, without white space. */
function words(text: string): string {
  return plainText(plainText(text)).replace(/[\s<>]+/g, '');
}

function letters(text: string): string {
  return [...words(text)].sort().join('');
}

function second(text: string): string {
  return parseFeedDate(text)?.slice(0, 19) ?? '';
}

function address(link: string): string {
  const url = URL.parse(link.trim(), documentUrl);
  return url === null || !/^https?:$/.test(url.protocol) ? '' : url.href;
}

function clip(told: unknown): string {
  return JSON.stringify(told ?? null).slice(0, 200);
}
