import { plainText } from '../html/index.ts';
import type { PageFacts } from './page-facts.ts';

const authorMetas = [
  'author',
  'article:author',
  'og:article:author',
  'byl',
  'dc.creator',
  'dcterms.creator',
  'parsely-author',
  'sailthru.author',
  'article:author_name',
  'twitter:data1',
];
const latinByline =
  /^(?:by|von|par|por|di|door|text(?:\s*by)?|written by|reported by|author)\b\s*:?\s+(.{2,120})$/iu;
const hanByline =
  /(?:^|[\s|｜（(】・])(?:本报|本刊|特约|驻\p{Script=Han}{1,6})?(?:记者|記者|作者|撰文|撰稿|文)\s{0,3}[:：/／丨|]?\s{0,3}([\p{Script=Han}·]{2,12}(?:[ 、,，]{1,2}[\p{Script=Han}·]{2,4}){0,5})(?=$|[\s|｜）)／/])/u;
const notName =
  /@|https?:|^\d|\d{3}|^(?:admin|administrator|editor|editors|staff|webmaster|guest|unknown|null|none|记者|作者|编辑|責任編輯|责任编辑|来源|本报讯)$|min(?:ute)?s? read/iu;
const roles = /\s*(?:记者|記者|报道|報道|编辑|編輯|(?:for|at|in)\s.*|\(.*\)|（.*）)$/iu;

/**
 * Who wrote it, as names: JSON-LD, then metas, then elements marked as bylines, then a line below
 * the title such as "By A and B", "记者 甲 乙", "作者：甲". At most 20, each once.
 */
export function pageAuthors(facts: PageFacts, site: string): string[] {
  const sources: (() => readonly string[])[] = [
    () => facts.linked?.authors ?? [],
    () => authorMetas.flatMap((name) => facts.metas.get(name) ?? []).slice(0, 1),
    () => facts.bylines,
    () => facts.linesAfterTitle.slice(0, 12).flatMap(bylineIn),
  ];
  for (const source of sources) {
    const names = namesIn(source(), site);
    if (names.length > 0) return names;
  }
  return [];
}

function bylineIn(line: string): string[] {
  if (line.length > 140) return [];
  const match = latinByline.exec(line) ?? hanByline.exec(line);
  return match?.[1] === undefined ? [] : [match[1]];
}

function namesIn(texts: readonly string[], site: string): string[] {
  const names = texts.flatMap((text) => splitNames(plainText(text.slice(0, 300))));
  const wanted = names.filter((name) => isName(name) && name.toLowerCase() !== site.toLowerCase());
  return [...new Set(wanted)].slice(0, 20);
}

function splitNames(text: string): string[] {
  const line = bylineIn(text)[0] ?? text.replace(/^(?:by|作者|记者|記者|文)\s*[:：/／]?\s*/iu, '');
  return line
    .split(/\s*(?:[,，、;；|｜/／&]|\s(?:and|und|et|y|e|en|与|和)\s|\s[-–—]\s)\s*/u)
    .flatMap((part) => (/^[\p{Script=Han}· ]+$/u.test(part) ? part.split(/\s+/) : [part]))
    .map((part) => part.replace(roles, '').trim());
}

function isName(text: string): boolean {
  if (text.length < 2 || text.length > 60 || notName.test(text)) return false;
  return text.split(/\s+/).length <= 6 && /\p{L}/u.test(text);
}
