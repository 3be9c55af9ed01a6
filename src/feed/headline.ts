import type { AnchorLink } from '../html/index.ts';

const han = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
/** Links that lead on without saying to what. */
const moreWords =
  /^[\s\p{P}\p{S}]*(?:read (?:more|on|full (?:story|article))|(?:see|view|show|load) (?:more|all)|continue(?: reading)?|more|full story|details?|learn more|click here|watch(?: now)?|weiterlesen|mehr|lire (?:la suite|plus)|leer más|ver más|続きを読む|もっと見る|詳細|详细|詳細|阅读全文|閱讀全文|阅读更多|查看(?:全文|更多|详情)|全文|更多|点击(?:查看|阅读)|[\d,]+\s*(?:comments?|replies|views)|评论|評論|no comments|leave a comment|permalink|下一页|上一页|next|previous)[\s\p{P}\p{S}\d]*$/iu;
const counterEnd =
  /\s*(?:[[(（【]\s*\d{1,6}\s*[\])）】]|[|·•-]?\s*\d[\d,]*\s*(?:comments?|replies|views|条评论|條評論|评论|評論|次阅读)|(?:评论|評論|阅读|comments?)\s*[(（]?\s*\d+\s*[)）]?)\s*$/iu;
const dateEdge =
  /^\s*[[(（]?\s*(?:20\d\d[-/.年]\s?)?\d{1,2}[-/.月]\s?\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*[\])）]?\s+(?=\S)|\s+[[(（]?\s*20\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*[\])）]?\s*$/gu;
const bullet = /^[\s·•●■▪◆○>»›★]+/u;
const cutMark = /(?:\.{3}|…+|\.\.)$/u;

/** The headline of an article from all the links of a page that lead to it; may be empty. */
export function headlineOf(links: readonly AnchorLink[]): string {
  const headings = links.flatMap(({ heading }) => heading ?? []);
  const texts = links.flatMap(({ plain, text }) => [plain ?? text, text]);
  const nears = links.flatMap(({ near }) => near ?? []);
  const labels = links.flatMap(({ label }) => label ?? []);
  const chosen =
    longest(headings.map(tidy).filter(isHeadline)) ??
    longest(links.map(({ plain, text }) => tidy(plain ?? text)).filter(isHeadline)) ??
    longest([...nears, ...labels, ...texts].map(tidy).filter(isHeadline)) ??
    longest([...headings, ...texts].map(tidy).filter((text) => !moreWords.test(text))) ??
    '';
  return completed(chosen, labels.map(tidy));
}

/** At least 8 letters of Latin script or 5 of Han, Kana or Hangul, and not just “read more”. */
export function isHeadline(text: string): boolean {
  return weightOf(text) >= 8 && !moreWords.test(text);
}

/** Whether a text is a headline beyond doubt: a name of a section is shorter. */
export function isLongHeadline(text: string): boolean {
  return (
    weightOf(text) >= 20 || text.split(/\s+/).length >= 4 || (text.match(han)?.length ?? 0) >= 8
  );
}

function weightOf(text: string): number {
  const ideographs = text.match(han)?.length ?? 0;
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return ideographs * 1.6 + (letters - ideographs);
}

/** Without bullets, counters, and a date at either end. */
function tidy(text: string): string {
  const bare = text.replace(bullet, '').replace(counterEnd, '').replace(dateEdge, '').trim();
  return bare === '' ? text.trim() : bare;
}

function longest(texts: readonly string[]): string | undefined {
  return texts.reduce<string | undefined>(
    (best, text) => (text !== '' && text.length > (best?.length ?? 0) ? text : best),
    undefined,
  );
}

/** A headline that was cut for its place, whole where the link's title tells it whole. */
function completed(text: string, labels: readonly string[]): string {
  if (!cutMark.test(text)) return text;
  const begin = text.replace(cutMark, '').trim();
  return labels.find((label) => label.startsWith(begin) && label.length > begin.length) ?? text;
}
