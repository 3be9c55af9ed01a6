import { nameKey, namesInByline, namesInList, parseByline, uniqueNames } from './author-names.ts';
import { closingNames, hanNames } from './han-names.ts';
import type { LinkedFacts } from './json-ld.ts';
import { allMetas } from './meta-names.ts';
import { type Byline, type Line, type PageFacts, type Place, zoneApart } from './page-facts.ts';
import { isSiteName, type SiteNames } from './site-names.ts';

const authorMetas = [
  'author',
  'article:author',
  'og:article:author',
  'og:author',
  'byl',
  'byline',
  'parsely-author',
  'sailthru.author',
  'dc.creator',
  'dcterms.creator',
  'dc.creator.creator',
  'citation_author',
  'article:author_name',
  'article.author',
  'authors',
  'mediator_author',
  'cxenseparse:author',
  'weibo:article:author',
];
/** Characters before and after the title within which a byline is the article's. */
const before = 400;
const after = 1200;

/**
 * Who wrote it, as names: JSON-LD, metas, elements marked as bylines near the title, then lines near
 * it such as "By A and B", "记者 甲 乙", "作者：甲". A person goes before an organisation, the site's own
 * name comes last; where a byline on the page holds all the names of the head and more, it is taken.
 * Bylines of comments and of teasers are not looked at. At most 20, each once.
 */
export function pageAuthors(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  site: SiteNames,
  title: Place | undefined,
): string[] {
  const isOwn = (name: string): boolean => isSiteName(name, site);
  const people = namesInList(
    (linked?.authors ?? []).filter((each) => !each.isOrganisation).map((each) => each.name),
  );
  const bodies = namesInList((linked?.authors ?? []).map((each) => each.name));
  const metas = metaNames(facts);
  const marked = markedNames(facts, title);
  const lines = (): string[] => lineNames(facts, title);
  const told = [people, metas].map((names) => names.filter((name) => !isOwn(name)));
  const head = told.find((names) => names.length > 0);
  const shown = marked.filter((name) => !isOwn(name));
  if (head !== undefined) return fullerByline(facts, title, head) ?? spelledAs(head, shown);
  if (shown.length > 0) return shown;
  const read = lines().filter((name) => !isOwn(name));
  if (read.length > 0) return read;
  const rest = [bodies, people, metas, marked].find((names) => names.length > 0);
  return rest ?? [];
}

/** The page's own spelling where it has accents that the head lost. */
function spelledAs(names: readonly string[], shown: readonly string[]): string[] {
  return uniqueNames([...names, ...shown]).slice(0, names.length);
}

/** The names of a byline that says nothing else, where it holds all those of the head and a few more. */
function fullerByline(
  facts: PageFacts,
  title: Place | undefined,
  head: readonly string[],
): string[] | undefined {
  for (const byline of facts.bylines) {
    if (byline.text.length > 200 || !isNear(byline, title)) continue;
    const { names, others } = parseByline(byline.text);
    if (others > 0 || names.length <= head.length || names.length > head.length + 4) continue;
    const keys = new Set(names.map(nameKey));
    if (head.every((name) => keys.has(nameKey(name))) && names.every(isFullName)) return [...names];
  }
  return undefined;
}

/** Two words or more, each with a capital but for particles; or a name without spaces' script. */
function isFullName(name: string): boolean {
  if (/^[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}\p{Script=Hiragana}·]+$/u.test(name))
    return true;
  const words = name.split(' ');
  return (
    words.length > 1 &&
    /^\p{Lu}/u.test(name) &&
    !/^(?:Mr|Mrs|Ms)\b/.test(name) &&
    words.every((word) =>
      /^(?:\p{Lu}|\p{Lo}|(?:de|van|von|der|den|da|di|del|la|le|bin|al|el|dos)$)/u.test(word),
    )
  );
}

function metaNames(facts: PageFacts): string[] {
  for (const name of authorMetas) {
    const names = namesInList(allMetas(facts, [name]));
    if (names.length > 0) return names;
  }
  const label = facts.metas.get('twitter:label1')?.[0] ?? '';
  const data = facts.metas.get('twitter:data1')?.[0] ?? '';
  return /written by|author|autor|geschrieben|écrit|verfasst|作者|escrito|scritto|автор/i.test(
    label,
  )
    ? namesInByline(data)
    : [];
}

/** Names of the elements marked as bylines: those nearest to the title, else those at the article's end. */
function markedNames(facts: PageFacts, title: Place | undefined): string[] {
  const own = facts.bylines.filter((byline) => zoneApart(byline, title) === undefined);
  const near = own.filter((byline) => isNear(byline, title));
  const first = own.find((byline) => byline.offset > (title?.offset ?? 0));
  for (const bylines of [
    near,
    first === undefined ? [] : own.filter((byline) => byline.offset - first.offset < 60),
  ]) {
    for (const by of ['rel', 'itemprop', 'class'] as const) {
      const of = bylines.filter((byline) => byline.by === by);
      const group = of.filter((byline) => byline.offset - (of[0]?.offset ?? 0) < 250);
      const names = groupNames(group);
      if (names.length > 0) return withoutParts(names);
    }
  }
  return [];
}

/**
 * The names of bylines that lie in each other: the outer one's where it says nothing else and leaves
 * out no name of an inner one, else the inner ones'.
 */
function groupNames(group: readonly Byline[]): string[] {
  const names: string[] = [];
  for (let at = 0; at < group.length; ) {
    const outer = group[at];
    if (outer === undefined) break;
    const inner = group.slice(at + 1).filter((byline) => byline.index < outer.end);
    names.push(...(inner.length === 0 ? namesOf(outer) : nestedNames(outer, groupNames(inner))));
    at += 1 + inner.length;
  }
  return uniqueNames(names);
}

function nestedNames(outer: Byline, inner: readonly string[]): string[] {
  const { names, others } = parseByline(outer.text);
  const keys = new Set(names.map(nameKey));
  const isWhole = others === 0 && inner.every((name) => keys.has(nameKey(name)));
  return inner.length === 0 ? namesOf(outer) : isWhole ? [...names] : [...inner];
}

/** In a byline with links the links are the names, the rest says when and where. */
function namesOf(byline: Byline): string[] {
  const links = namesInList(byline.links);
  const { names, others } = parseByline(byline.text);
  if (links.length === 0 || (others === 0 && names.length >= links.length)) return [...names];
  return links.length >= byline.links.length / 2 ? links : [...names];
}

/** A byline around another tells its name twice, the second time with more words. */
function withoutParts(names: readonly string[]): string[] {
  return names.filter((name) => {
    const key = nameKey(name);
    return !names.some(
      (other) => other !== name && nameKey(other) !== '' && key.includes(nameKey(other)),
    );
  });
}

function isNear(place: Place, title: Place | undefined): boolean {
  if (zoneApart(place, title) !== undefined) return false;
  if (title === undefined) return place.offset < 3000;
  const distance = place.offset - title.offset;
  return distance >= -before && distance <= after;
}

const latinLine =
  /^(?:(?:story|article|words|text|posted|published|written|reported|veröffentlicht|geschrieben|publié|publicado|escrito|scritto|pubblicato|geplaatst)\s+)?(?:by|von|par|por|di|door|av|af|od)(?:\s*:\s*|\s+)(?=[\p{Lu}\p{Lo}])(.{2,200})$/iu;
const wordLine =
  /(?:^|[\s|｜（(】・])(?:authors?|written by|autor(?:en|es|in|ka|zy)?|auteurs?|autor[ei]|text|texte|автор(?:ы|и)?|текст|yazar|tác giả|penulis|oleh|بقلم|الكاتب|كتب|نویسنده|ผู้เขียน|글|作者|撰文|撰稿|文|采写|執筆|著者)\s{0,2}[:：/／丨|]\s{0,3}(.{2,80})$/iu;
const koreanLine = /(?:^|[\s=([])([가-힣]{2,4})\s?(?:기자|특파원)(?=$|[\s)\]=(])/u;

/** Names in the lines near the title; in Chinese also at the article's end. */
function lineNames(facts: PageFacts, title: Place | undefined): string[] {
  const own = facts.lines.filter((line) => zoneApart(line, title) === undefined);
  for (const line of own) {
    if (line.text.length > 220 || !isNear(line, title)) continue;
    const names = nameLine(line.text);
    if (names.length > 0) return names;
  }
  return hanEnd(own.filter((line) => line.offset >= (title?.offset ?? 0)));
}

/** `（记者 甲某）`, `作者：甲某`, `……。（甲某 乙某）` below a Chinese article. */
function hanEnd(lines: readonly Line[]): string[] {
  for (const line of lines) {
    if (!/\p{Script=Han}/u.test(line.text)) continue;
    const end = line.text.slice(-80);
    const names =
      line.text.length < 60 ? nameLine(line.text) : /[（(【]/.test(end) ? hanNames(end) : [];
    if (names.length > 0) return names;
  }
  for (const line of lines) {
    const names = line.text.length > 20 ? closingNames(line.text) : [];
    if (names.length > 0) return names;
  }
  return [];
}

function nameLine(text: string): string[] {
  const han = hanNames(text);
  if (han.length > 0) return han;
  const korean = koreanLine.exec(text)?.[1];
  if (korean !== undefined && text.length < 60) return namesInByline(korean);
  const word = wordLine.exec(text)?.[1];
  if (word !== undefined) return namesInByline(untilLabel(word));
  const latin = latinLine.exec(text)?.[1];
  return latin === undefined ? [] : namesInByline(latin);
}

/** Up to the next label, as in `作者：甲某 来源：某报`. */
function untilLabel(text: string): string {
  const end = text.search(
    /\s{2,}|[|｜]|来源|來源|编辑|編輯|发布|發布|日期|时间|時間|出处|出自|点击|浏览|阅读|閱讀|更新|发表|字号|评论|20\d\d/u,
  );
  return end > 0 ? text.slice(0, end) : text;
}
