import { type Attributes, ownString } from '../html/index.ts';
import { markBit, markBitsOf } from './mark-words.ts';

/** What class, id, itemprop, property and rel of an element say it is. */
export interface MarkNames {
  readonly byline: '' | 'rel' | 'itemprop' | 'class';
  readonly date: boolean;
  readonly dateProperty: boolean;
  readonly dateLabel: '' | 'published' | 'modified';
  readonly zone: '' | 'comments' | 'related' | 'footer' | 'navigation';
  readonly crumb: boolean;
  readonly tag: boolean;
  readonly challenge: boolean;
  readonly paywall: boolean;
  /** It names a byline, a date or a trail of crumbs. */
  readonly isMarked: boolean;
}

const none: MarkNames = {
  byline: '',
  date: false,
  dateProperty: false,
  dateLabel: '',
  zone: '',
  crumb: false,
  tag: false,
  challenge: false,
  paywall: false,
  isMarked: false,
};
const longest = 300;

/** Names are looked at as words: `articleAuthor`, `article_author` and `article-author` are one. */
export function markNames(attributes: Attributes): MarkNames {
  if (attributes.size === 0) return none;
  const names = attributes.get('class');
  if (names !== undefined && attributes.size === 1) return ofBits(bitsOf(names));
  const item = attributes.get('itemprop') ?? attributes.get('property') ?? '';
  const rel = attributes.get('rel') ?? '';
  const named = ofBits(
    bitsOf(names) |
      bitsOf(attributes.get('id')) |
      bitsOf(attributes.get('data-testid') ?? attributes.get('data-component')),
  );
  if (item === '' && rel === '') return named;
  const dateProperty = datePropertyName.test(item);
  const byline = bylineOf(rel, item, named);
  if (!dateProperty) return byline === named.byline ? named : { ...named, byline, isMarked: true };
  const dateLabel = /modif|updat/i.test(item) ? 'modified' : 'published';
  return { ...named, dateProperty, byline, date: true, dateLabel, isMarked: true };
}

function bylineOf(rel: string, item: string, named: MarkNames): MarkNames['byline'] {
  if (/\bauthor\b/i.test(rel)) return 'rel';
  return /(?:^|[\s:])(?:author|creator)\b/i.test(item) ? 'itemprop' : named.byline;
}

/**
 * What names were found to be, since they repeat by the thousand on a page and from page to page. They
 * hold only what follows from the name alone, so a page's reading never depends on another's.
 */
const knownNames = new Map<string, number>();
const knownWords = new Map<string, number>();
const knownMarks = new Map<number, MarkNames>();
const mostKnown = 20_000;

function bitsOf(names: string | undefined): number {
  if (names === undefined || names === '') return 0;
  const known = knownNames.get(names);
  if (known !== undefined) return known;
  let bits = 0;
  for (const word of names.slice(0, longest).split(/\s+/, 20)) bits |= wordBits(word);
  if (knownNames.size >= mostKnown) knownNames.clear();
  if (names.length <= longest) knownNames.set(ownString(names), bits);
  return bits;
}

/** Ids count up, and no name tells anything by its number: `post-1` and `post-23` are one name. */
const unnumbered = (word: string): string => word.replace(/\d+/g, '0');

function wordBits(named: string): number {
  const word = unnumbered(named);
  const known = knownWords.get(word);
  if (known !== undefined) return known;
  const bits = markBitsOf(word);
  if (knownWords.size >= mostKnown) knownWords.clear();
  knownWords.set(ownString(word), bits);
  return bits;
}

function ofBits(bits: number): MarkNames {
  if (bits === 0) return none;
  const known = knownMarks.get(bits);
  if (known !== undefined) return known;
  const has = (meaning: number): boolean => (bits & meaning) !== 0;
  const date = has(markBit.date) && !has(markBit.noDate);
  const marks: MarkNames = {
    byline: has(markBit.byline) && !has(markBit.noByline) ? 'class' : '',
    date,
    dateProperty: false,
    dateLabel: !date
      ? ''
      : has(markBit.modified)
        ? 'modified'
        : has(markBit.published)
          ? 'published'
          : '',
    zone: zoneNames.find(([meaning]) => has(meaning))?.[1] ?? '',
    crumb: has(markBit.crumb),
    tag: has(markBit.tag),
    challenge: has(markBit.challenge),
    paywall: has(markBit.paywall),
    isMarked: date || has(markBit.crumb) || (has(markBit.byline) && !has(markBit.noByline)),
  };
  knownMarks.set(bits, marks);
  return marks;
}

const zoneNames: readonly (readonly [number, MarkNames['zone']])[] = [
  [markBit.comments, 'comments'],
  [markBit.related, 'related'],
  [markBit.footer, 'footer'],
  [markBit.navigation, 'navigation'],
];

const datePropertyName =
  /(?:date_?published|date_?modified|date_?created|uploadDate|published_time|modified_time|pubdate|dc(?:terms)?:(?:date|created|issued|modified))/i;
