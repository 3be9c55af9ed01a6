import { plainText } from '../html/index.ts';
import { hanNames } from './han-names.ts';
import { monthNumber } from './month-names.ts';
import { isBody, isName, isTitleOnly } from './name-words.ts';
import { titleKey } from './title-key.ts';

const mostNames = 20;

/** What a byline tells. */
export interface BylineNames {
  readonly names: readonly string[];
  /** Parts of it that are no names, such as a date or a role. */
  readonly others: number;
}

/**
 * The names that a byline tells, in order, each once: the words that lead to them ("By", "作者：",
 * "Автор:"), roles, dates, addresses and handles are dropped. A body such as a newspaper or a
 * university stays only where no person is named.
 */
export function parseByline(text: string): BylineNames {
  const line = afterLead(plainText(text.slice(0, 400)));
  if (isSentence(line)) return { names: [], others: 1 };
  const han = hanNames(line);
  if (han.length > 0) return { names: uniqueNames(han), others: 0 };
  const parts = partsOf(line)
    .map(cleanName)
    .filter((part) => part !== '');
  const named = parts.filter(isName);
  const people = named.filter((name) => !isBody(name));
  const names = uniqueNames(people.length > 0 ? people : named);
  return { names, others: parts.filter((part) => !isName(part) && !isTitleOnly(part)).length };
}

export const namesInByline = (text: string): string[] => [...parseByline(text).names];

/** Names as a list tells them, one a text, such as JSON-LD's; a text may still hold several. */
export function namesInList(texts: readonly string[]): string[] {
  const names = uniqueNames(texts.slice(0, 50).flatMap(namesInByline));
  const people = names.filter((name) => !isBody(name));
  return people.length > 0 ? people : names;
}

/** The same name in other case or with other accents is one; the spelling with most accents stays. */
export function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = nameKey(name);
    const known = seen.get(key);
    if (known === undefined || accents(name) > accents(known)) seen.set(key, name);
  }
  return [...seen.values()].slice(0, mostNames);
}

/** A name for comparing: without accents, case and signs. */
export function nameKey(name: string): string {
  return titleKey(name.normalize('NFKD').replace(/\p{M}+/gu, ''));
}

const accents = (name: string): number => name.match(/[^\p{ASCII}]/gu)?.length ?? 0;

/** Words that lead to the author's name, at the start of a byline. */
const leads: readonly RegExp[] = [
  /^(?:(?:get|see|zeige|view|voir|ver|vedi|show|read|browse)\s+)?(?:all|alle|toutes|tous|todas|todos|tutti|more|mehr)?\s*(?:posts?|beiträge|artikel|articles?|entradas|les articles|stories|other posts)\s+(?:by|from|of|von|vom|de|par|di|por)\s+/iu,
  /^(?:authors?|autor(?:en|es|ka|zy|in)?|auteurs?|autor[ei]|author\(s\)|written\s+by|text|texte?|testo|words|reporter|redaktion|redakcja|автор(?:ы|и)?|текст|журналист|yazar|haber|tác giả|theo|penulis|oleh|reporter|kirjoittaja|szerző|συντάκτης|بقلم|كتب(?:ت)?|الكاتب|نویسنده|ผู้เขียน|โดย|글|기자|作者|撰文|撰稿|文|文字|记者|記者|采写|采訪|執筆|著者|ライター|interview|analys[ei]|kommentar|opinion|reportage|published|posted)\s*[:：/／丨]\s*/iu,
  /^(?:(?:a\s+)?(?:story|article|analysis|review|opinion|words|text|report|interview|essay|column|commentary|posted|published|written|reported|submitted|authored|created|contributed|compiled|reviewed|guest post|veröffentlicht|verfasst|geschrieben|eingestellt|erstellt|publié|écrit|rédigé|publicado|escrito|scritto|pubblicato|geplaatst|geschreven|napisał|publicerad|skrivet|interview|eine? \p{L}+)\s+)?(?:by|von|vom|par|por|di|door|av|af|od|przez|oleh|bởi|автор|بقلم|โดย)(?:\s*:\s*|\s+)/iu,
  /^(?:By|Von|Par|Por)(?=\p{Lu}\p{Ll})/u,
];

function afterLead(line: string): string {
  let rest = line.replace(/^[\s~\-–—|•·✍✎:,>»©/]+/u, '');
  for (let round = 0; round < 2; round += 1)
    for (const lead of leads) rest = rest.replace(lead, '');
  return rest;
}

const and =
  'and|und|et|y|e|en|i|och|og|oraz|и|та|і|ve|và|dan|with|mit|avec|con|com|و|और|και|és|ja|sowie|as told to';
const parting = new RegExp(
  String.raw`\s*(?:[;•·／\n\t►~]|\s[-–—/]\s|\s\/|\/\s|、|،)\s*|\s*[,，]\s*(?:(?:${and})\s+)?|\s+(?:&|\+|(?:${and}))\s+|&|(?<=\p{Script=Han})(?:与|與|和|及)(?=\p{Script=Han}{2,3}$)`,
  'u',
);

/** The parts of a byline between commas, "and" and signs; behind a bar stands who employs them. */
function partsOf(line: string): string[] {
  const [first, second] = line.split(/\s*[|｜]\s*/);
  const told = first !== undefined && isName(cleanName(first)) ? first : (second ?? first ?? '');
  return told
    .split(parting)
    .slice(0, 40)
    .flatMap((part) =>
      /^[\p{Script=Han}·‧ 　]+$/u.test(part) ? joinedSingles(part.split(/[ 　]+/)) : [part],
    );
}

/** 李 明 is one name of two characters, set wide. */
function joinedSingles(words: readonly string[]): string[] {
  return words.length === 2 && words.every((word) => word.length === 1)
    ? [words.join('')]
    : [...words];
}

const trailing =
  /\s*(?:[（(【［[].*|\s(?:for|at|in|from|is|was|of the|covers|writes|on|am|le|vom|für|bei|aus|says|said|sagt|schreibt|wrote|dit|dice|staff writer|contributor|senior|published|updated|posted|Published|Updated|Posted|Contributor|Senior|Staff Writer|Staff Reporter|Veröffentlicht|Publié|Stand)(?:[\s:].*)?|\s[-–—]\s.*|\s@\S+.*|https?:.*|www\..*|\S+@\S+.*|\s\d.*)$/u;

function cleanName(part: string): string {
  let name = afterLead(part.trim());
  name = withoutDate(name).replace(/^["“”'‘’«»*#]+|["“”‘’«»*:,;\-–—]+$/gu, '');
  if (name.includes(' ') || /[(（[]/.test(name)) name = name.replace(trailing, '');
  name = name.replace(/^([\p{Script=Hangul}]{2,4})\s?(?:기자|특파원|위원|선임기자)$/u, '$1');
  name = name.replace(/\s+(?:sagt|says|said|schreibt)\s*:?$/iu, '');
  return unshouted(name.trim());
}

/** "Ada writes about books and lives by the sea" tells of a person, it is no byline. */
const isSentence = (part: string): boolean =>
  part.split(' ').filter((word) => /^\p{Ll}/u.test(word)).length > 5;

/** Cut where a month and a number follow: what stands there is when, not who. */
function withoutDate(name: string): string {
  const words = name.split(' ');
  const at = words.findIndex((word, index) => {
    if (monthNumber(word.toLowerCase().replace(/[.,]$/, '')) === undefined) return false;
    return (
      /^\d/.test(words[index + 1] ?? '') ||
      /^\d{1,2}\.?$/.test(words[index - 1] ?? '') ||
      (index === words.length - 1 && index > 1)
    );
  });
  if (at < 0) return name;
  const cut = /^\d{1,2}\.?$/.test(words[at - 1] ?? '') ? at - 1 : at;
  return words.slice(0, cut).join(' ');
}

/** ADA QUILL is Ada Quill; short capitals such as AFP stay. */
function unshouted(name: string): string {
  if (!/^[\p{Lu}\p{M} .'’-]{8,}$/u.test(name) || !name.includes(' ')) return name;
  return name.toLowerCase().replace(/(?:^|[\s.'’-])\p{L}/gu, (start) => start.toUpperCase());
}
