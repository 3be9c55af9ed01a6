import type { Block } from './site-blocks.ts';

/**
 * What a block is told apart by: `exact` of its words, `outlines` of the templates that it may fill
 * (what stands around its links, what they say). Each is five characters (30 bits).
 */
export interface Fingerprint {
  readonly exact: string;
  readonly outlines: readonly string[];
}

const longest = 4000;
const ago =
  /\d{1,4}\s?(?:(?:sec(?:ond)?|min(?:ute)?|h(?:ou)?r|day|week|month|year)s?\s+ago|(?:秒钟?|分钟|分鐘|分|小时|小時|時間|天|日|周|週|个月|個月|年)[之以]?前|(?:초|분|시간|일)\s?전)|(?:il y a|vor|hace|há|fa)\s+\d{1,4}\s+\p{L}{1,12}|\d{1,4}\s+\p{L}{1,12}\s+(?:fa|назад)/giu;
const owner = /©|\(c\)|copyright|版权|版權|著作[权權]/i;
const year = /(?:19|20)\d{2}/g;
const counted = /(?<=\p{L}\s{0,3})[(（]\s{0,3}\d[\d.,万萬千kKmM]{0,9}\s{0,3}[)）]/gu;
const unsaid = /[^\p{L}\p{N}§]+/gu;
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';

/** A line without what goes on by itself: "3 hours ago", a count in brackets. */
export const withoutPassing = (text: string): string =>
  /\d/.test(text) ? text.replace(ago, '').replace(counted, '') : text;

/** Words folded so that what only fills a template differs no more; numbers stay. */
export function foldedWords(text: string, foldedTitle = ''): string {
  let folded = text.slice(0, longest).normalize('NFKC').toLowerCase();
  if (/\d/.test(folded)) {
    folded = folded.replace(ago, ' ').replace(counted, ' ');
    if (owner.test(folded)) folded = folded.replace(year, ' ');
  }
  // What is no more than signs is told apart by them.
  folded = folded.replace(unsaid, '') || folded;
  return foldedTitle.length < shortestTitle ? folded : folded.replaceAll(foldedTitle, '§');
}

/** A title of fewer characters may stand in a sentence by chance. */
const shortestTitle = 6;

/** The fingerprint of a block on a page with this title (folded by `foldedWords`). */
export function fingerprintOf(block: Block, foldedTitle: string): Fingerprint {
  const embed = embedIn(block);
  if (embed !== undefined) return { exact: hash30(`e\n${embed}`), outlines: [] };
  const pictures = block.pictures.map(addressShape).join(' ');
  const kind = block.kind === 'picture' ? 'p' : 't';
  const text = block.text.slice(0, longest);
  const numbered = isLinkOnly(block) ? withoutNumbers(text) : text;
  const words = foldedWords(numbered, foldedTitle);
  // A title said again, and little else, is not one and the same block on every page.
  const said = words.includes('§') && words.length < 4 ? foldedWords(numbered) : words;
  return { exact: hash30(`${kind}\n${said}\n${pictures}`), outlines: outlinesOf(block) };
}

/** A player that stands in the text is a link named by host and path; what it plays is its query. */
function embedIn({ links, text }: Block): string | undefined {
  const [link] = links;
  const named = links.length === 1 && link?.text === text && /^[\w.-]+\.\w+\/\S*$/.test(text);
  return named ? link.href : undefined;
}

const withoutNumbers = (text: string): string => text.replace(/\d+/g, ' ');

/** Whether nearly all that a block says is links. */
export function isLinkOnly(block: Block): boolean {
  if (block.links.length === 0) return false;
  const { length } = block.text.replace(/\s+/g, '');
  return length > 0 && block.linked >= 0.85 * length;
}

/**
 * The templates of a short block with links: what stands around them ("Read more: §", "Tags: §"),
 * and of several links what they say ("Permalink, Comment, Share"), whatever stands around them.
 */
function outlinesOf(block: Block): string[] {
  const { links, text } = block;
  if (links.length === 0 || text.length > 240 || sentenceEnd.test(block.outline)) return [];
  const outlines: string[] = [];
  const around = foldedWords(block.outline).replace(/§+/g, '§');
  if (around.length >= 4 && block.linked >= 0.3 * text.length)
    outlines.push(hash30(`s\n${around}`));
  const said = links.map((link) => foldedWords(link.text)).filter((word) => word !== '');
  if (said.length > 1 && said.join('').length >= 6) {
    outlines.push(hash30(`l\n${said.map(withoutNumbers).join('\n')}`));
  }
  return outlines;
}

/** A sentence that ends: what holds one is prose. */
const sentenceEnd = /[。！？!?]|\p{L}\.(?:\s|$)/u;

/** Host and path of a picture's address, and its query where the path names no picture. */
function addressShape(address: string): string {
  const bare = address.slice(0, 500).replace(/^https?:\/\//, '');
  const path = bare.replace(/[?#].*$/s, '');
  return /\.(?:jpe?g|png|gif|webp|avif|svg)$/i.test(path) ? path : bare;
}

/** 30 bits of a text (FNV-1a over UTF-16 units, mixed), as five characters. */
export function hash30(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  let name = '';
  for (let shift = 0; shift < 30; shift += 6) name += digits.charAt((hash >>> shift) & 63);
  return name;
}
