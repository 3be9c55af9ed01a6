import type { LineRule } from './line-rule.ts';

/** Bylines and dates, where an article begins; asked of lines that are no sentences only. */

const spelled = (word: string): string =>
  [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()].join('|');
const by = `(?:${'by von par por di door av af od przez автор'.split(' ').map(spelled).join('|')})`;
const credit = `(?:${'text texte tekst words'.split(' ').map(spelled).join('|')})`;
/** What may stand between the names of people and houses. */
const joint =
  '(?:and|und|et|y|e|en|och|og|i|и|de|del|van|der|den|la|le|for|für|of|with|mit|the|[&|,/·•–—-])';
const name = String.raw`\p{Lu}[\p{L}\p{M}.'’\u00ad-]*,?`;
/** Whose: `unserem Korrespondenten`, `la rédaction`. */
const house =
  '(?:admin|staff(?: (?:reporters?|writers?))?|(?:our|the|a) (?:\\p{L}+ ){0,2}(?:staff|correspondents?|reporters?|editors?|editorial team|associated press)|unsere[mnr] .{1,40}|der redaktion|la rédaction|notre .{1,40}|nuestro .{1,40}|la redacción|redacción|redação|redazione|onze .{1,40}|redaktionen)';
/** Words of a sentence's end: full stops behind names are `Jr.` and `a.m.`. */
const unended = String.raw`(?!.*(?:\p{Ll}{3}[.!?…:]|[!?…:。])["'”’»)]*$)`;

const byline = new RegExp(
  [
    // Names and nothing else.
    String.raw`^${by}\s*:?\s+${name}(?:\s+(?:${name}|${joint}))*\.?$`,
    // A name of two words or more, with offices, dates and addresses.
    String.raw`^${unended}${by}\s*:?\s+${name}(?:\s+(?:de|del|van|der|den|von|la|le|al|bin))*\s+(?:\p{Lu}|\||[-–—]).{0,130}$`,
    String.raw`^${unended}${by}:\s.{1,140}$`,
    String.raw`^${by}\s+[\p{Ll}\d-]+\.[a-z]{2,4}$`,
    String.raw`^${unended}${by}\s+${house}(?:\s[|–—-].{0,60})?$`,
    String.raw`^${unended}${credit}\s*(?::|\s${by})\s.{1,140}$`,
  ].join('|'),
  'u',
);

const dated =
  'posted|published|updated|last (?:updated|modified)|first published|created|added|modified|date|veröffentlicht|aktualisiert|stand|publié|mis à jour|modifié|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|opublikowano|опубликовано|обновлено|发布时间|發布時間|发表时间|更新时间|更新時間|时间|日期';
/** A year, a clock, numbers of a date, or a time ago. */
const when = String.raw`(?:\d{4}|\d[:.h]\d\d|\d[/.-]\d|\bago\b|前|\b(?:vor|hace|il y a|há)\s\d|назад)`;
const date = new RegExp(
  String.raw`^(?:${dated})(?:\s*[:：|].{0,140}|\s+by\s\p{L}[^.!?]{1,60}|\s+(?!(?:in|since|between|im|seit|en|depuis|nel|em|w)\s)(?:(?=.{0,50}${when}).{1,80}|(?:today|yesterday)\b.{0,40})|(?=[\d\s]).{4,40})$`,
  'iu',
);

const minutes = String.raw`(?:min(?:ute)?s?\.?|minuten|minutos|minuti|分钟|分鐘)`;

export const headWords: readonly LineRule[] = [
  { reason: 'byline', most: 160, words: byline },
  { reason: 'date line', most: 160, words: date },
  {
    reason: 'reading time',
    most: 40,
    words: new RegExp(
      String.raw`^(?:.{0,12}\s|.{1,30}[|·•]\s?)?\d{1,3}\s*${minutes}(?:\s?(?:read(?:ing)?|lesezeit))?$`,
      'iu',
    ),
  },
  {
    reason: 'editor line',
    most: 120,
    words: /^(?:字号|浏览|阅读|点击|评论|瀏覽|點擊|閱覽)[^，。]{0,6}\s*[:：].{0,50}$/u,
  },
];
