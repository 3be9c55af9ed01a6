import type { Attributes } from '../html/index.ts';

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

const bit = {
  byline: 1,
  noByline: 2,
  date: 4,
  noDate: 8,
  published: 16,
  modified: 32,
  comments: 64,
  related: 128,
  footer: 256,
  navigation: 512,
  crumb: 1024,
  tag: 2048,
  challenge: 4096,
  paywall: 8192,
};

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
  if (names.length <= longest) knownNames.set(names, bits);
  return bits;
}

function wordBits(word: string): number {
  const known = knownWords.get(word);
  if (known !== undefined) return known;
  const words = wordsOf(word);
  let bits = 0;
  for (const [pattern, meaning] of meanings) if (pattern.test(words)) bits |= meaning;
  bits |= zoneBits(words);
  if (knownWords.size >= mostKnown) knownWords.clear();
  knownWords.set(word, bits);
  return bits;
}

function ofBits(bits: number): MarkNames {
  if (bits === 0) return none;
  const known = knownMarks.get(bits);
  if (known !== undefined) return known;
  const has = (meaning: number): boolean => (bits & meaning) !== 0;
  const date = has(bit.date) && !has(bit.noDate);
  const marks: MarkNames = {
    byline: has(bit.byline) && !has(bit.noByline) ? 'class' : '',
    date,
    dateProperty: false,
    dateLabel: !date ? '' : has(bit.modified) ? 'modified' : has(bit.published) ? 'published' : '',
    zone: zoneNames.find(([meaning]) => has(meaning))?.[1] ?? '',
    crumb: has(bit.crumb),
    tag: has(bit.tag),
    challenge: has(bit.challenge),
    paywall: has(bit.paywall),
    isMarked: date || has(bit.crumb) || (has(bit.byline) && !has(bit.noByline)),
  };
  knownMarks.set(bits, marks);
  return marks;
}

const zoneNames: readonly (readonly [number, MarkNames['zone']])[] = [
  [bit.comments, 'comments'],
  [bit.related, 'related'],
  [bit.footer, 'footer'],
  [bit.navigation, 'navigation'],
];

/** Zones are named by a whole class or its beginning: `headline__footer` is no footer. */
function zoneBits(words: string): number {
  const name = words.replace(zonePrefix, '');
  if (commentsName.test(name)) return bit.comments;
  if (relatedName.test(name)) return bit.related;
  if (footerName.test(name)) return bit.footer;
  return navigationName.test(name) ? bit.navigation : 0;
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[\s_:./-]+/g, ' ')
    .trim();
}

const bylineName =
  /(?:^| )(?:byline|bylines|by line|author|authors|autor|autoren|autores|auteur|auteurs|autore|autori|writer|writers|reporter|reporters|journalist|journalists|contributor|contributors|zuozhe|writtenby|written by|postauthor|authorname|article author|vcard|signature|firma|redactor)(?: |$)/;
const bylineNot =
  /(?:^| )(?:bio|biography|box|avatar|image|img|photo|picture|social|about|description|desc|follow|twitter|role|title|job|email|comment|comments)(?: |$)/;
const datePropertyName =
  /(?:date_?published|date_?modified|date_?created|uploadDate|published_time|modified_time|pubdate|dc(?:terms)?:(?:date|created|issued|modified))/i;
const dateName =
  /(?:^| )(?:date|dates|datetime|time|times|pubdate|pub ?time|published|publish|publication|posted|post ?date|timestamp|time ?stamp|dateline|date ?line|created|updated|modified|datum|fecha|data|riqi|shijian|news ?time|article ?date|entry ?date|article ?info|news ?info|art ?info|meta|post ?meta|entry ?meta|byline|info)(?: |$)/;
const dateNot = /(?:^| )(?:reading|read|duration|event|countdown|weather|runtime|calendar)(?: |$)/;
const zonePrefix =
  /^(?:(?:site|page|main|global|article|post|entry|news|story|js|c|m|o|block|section|region|box|list|module|component|wp|wp block|mod|sub) )+/;
const commentsName =
  /^(?:comments?|comment ?list|comment ?(?:area|section|form|respond|box|body|author|content)|disqus(?: \w+)?|respond|kommentare?|kommentarbereich|comentarios?|commentaires?|reader comments|pinglun|replies|responses|discussion)(?: (?:area|list|section|wrapper|container|block|title|thread|box|wrap|count))?$/;
const relatedName =
  /^(?:related|recommend|recommended|recommendations?|recirc|recirculation|teasers?|popular|trending|most ?read|most ?viewed|most ?popular|sidebar|widget|promo|carousel|more ?(?:news|stories|on|from|articles|posts)|read ?(?:also|next)|see ?also|latest|outbrain|taboola|next ?up|newsletter|xiangguan|tuijian|similar|you ?may|top ?stories|hot ?news|also ?read|jp relatedposts|sharedaddy)(?: (?!no|off|none|false|main|layout|active)[a-z0-9]+){0,3}$/;
const footerName =
  /^(?:footer|foot|colophon|copyright|site ?info|bottom)(?: (?:wrapper|container|main|widgets?|inner|content|bar|area|links|bottom|top|menu))?$/;
const navigationName =
  /^(?:nav|navbar|navigation|menu|main ?menu|mega ?menu|top ?nav|sub ?nav|header ?nav|primary ?nav|nav ?(?:bar|menu|main|wrapper|container))$/;
const challengeName =
  /(?:^| )(?:captcha|g ?recaptcha|h captcha|cf (?:challenge|turnstile|browser verification)(?: \w+)?|challenge (?:form|running|stage|container)|geetest(?: \w+)?|px captcha|nc container|slider ?captcha|waf nc wrapper|datadome|anti ?robot)(?: |$)/;
const meanings: readonly (readonly [RegExp, number])[] = [
  [bylineName, bit.byline],
  [bylineNot, bit.noByline],
  [dateName, bit.date],
  [dateNot, bit.noDate],
  [/publi|(?:^| )(?:pub ?date|pub ?time|created|entry date|post date)(?: |$)/, bit.published],
  [/modif|update|edited/, bit.modified],
  [/(?:^| )bread ?crumbs?(?: |$)|(?:^| )crumbs(?: |$)/, bit.crumb],
  [/(?:^| )(?:tag|tag link|post tag|article tag|topic tag|keyword)(?: |$)/, bit.tag],
  [challengeName, bit.challenge],
  [
    /(?:^| )(?:paywall|pay wall|regwall|metered content|piano offer|subscription wall|subscriber only)(?: |$)/,
    bit.paywall,
  ],
];
