import { relativeMoment } from './date-relative.ts';
import { type DayOrder, datesInText, type ToldDate } from './date-text.ts';
import type { LinkedFacts } from './json-ld.ts';
import { type DateMark, type Line, type PageFacts, type Place, zoneApart } from './page-facts.ts';
import { dateAt } from './told-moment.ts';

/** A date somewhere on a page, and how far its place is to be trusted. */
export interface DateCandidate {
  /** `json-ld datePublished`, `meta article:published_time`, `time`, `line`, `url`. */
  readonly source: string;
  /** Witnesses of one group are copies of each other. */
  readonly group: 'head' | 'page' | 'url' | 'script';
  readonly label: '' | 'published' | 'modified';
  readonly weight: number;
  /** As it stands there, at most 80 characters. */
  readonly value: string;
  readonly date: ToldDate;
  /** It stands in the few lines below the title. */
  readonly isBelowTitle?: boolean;
}

export interface DateContext {
  readonly order: DayOrder;
  readonly title: Place | undefined;
  /** Milliseconds since 1970 when the page was captured, if known. */
  readonly now: number | undefined;
}

const publishedMetas: readonly (readonly [names: string, weight: number])[] = [
  [
    'article:published_time article:published og:article:published_time og:published_time datepublished article.published',
    92,
  ],
  [
    'parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime mediator_published_time',
    90,
  ],
  [
    'publishdate publish_date publish-date publish_time publishtime pubdate pub_date pubtime publicationdate publication_date publication-date originalpublicationdate published published_time published_date published-date date_published firstpublished apub:time weibo:article:create_at shareaholic:article_published_time ptime',
    88,
  ],
  [
    'dc.date.issued dcterms.issued dc.date.published citation_publication_date citation_online_date citation_date eprints.datestamp',
    84,
  ],
  [
    'datecreated date_created created creation_date article.created article:created displaydate display_date rnews:datepublished search_date tc_date post_date bt:pubdate',
    78,
  ],
  ['date dcterms.date dc.date dcterms.created dc.date.created dc.created', 60],
];
const modifiedMetas =
  'article:modified_time article:modified og:updated_time og:article:modified_time datemodified dateupdate lastmod last-modified last_modified dcterms.modified dc.date.modified modified updated_time lastupdate last_updated revised article:updated_time moddate date_modified apub:updated utime'.split(
    ' ',
  );

/** Dates of JSON-LD and metas. */
export function headDates(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  context: DateContext,
): DateCandidate[] {
  const found: DateCandidate[] = [];
  const add = (
    source: string,
    label: DateCandidate['label'],
    weight: number,
    value: string,
  ): void => {
    const date = momentIn(value, context.order);
    if (date !== undefined)
      found.push({ source, group: 'head', label, weight, value: value.slice(0, 80), date });
  };
  const trust = linked?.isArticle === true ? 100 : 86;
  add('json-ld datePublished', 'published', trust, linked?.published ?? '');
  add('json-ld dateModified', 'modified', trust, linked?.modified ?? '');
  for (const [names, weight] of publishedMetas) {
    for (const name of names.split(' '))
      add(`meta ${name}`, 'published', weight, facts.metas.get(name)?.[0] ?? '');
  }
  for (const name of modifiedMetas)
    add(`meta ${name}`, 'modified', 90, facts.metas.get(name)?.[0] ?? '');
  return found;
}

/** Dates of elements that are marked as such. */
export function markedDates(facts: PageFacts, context: DateContext): DateCandidate[] {
  return facts.dateMarks.flatMap((mark) => {
    const place = placeWeight(mark, context.title);
    if (place === 0) return [];
    const value =
      mark.value !== '' && momentIn(mark.value, context.order) !== undefined
        ? mark.value
        : mark.text;
    return shownDates(mark.text, context)
      .filter((_, at) => at === 0 || value === mark.text)
      .map((shown) => markCandidate(mark, value, shown, place, context))
      .concat(textless(mark, value, place, context));
  });
}

function markCandidate(
  mark: DateMark,
  value: string,
  shown: Shown,
  place: number,
  context: DateContext,
): DateCandidate {
  const told = value === mark.text ? undefined : momentIn(value, context.order);
  const label =
    mark.label === '' || shown.label === 'modified' ? shown.label || mark.label : mark.label;
  const bonus = label === 'published' ? 10 : 0;
  const by = mark.by === 'itemprop' ? 18 : mark.by === 'time' ? 6 : 0;
  const short = shown.date.isShort ? -20 : 0;
  const weight = place * (62 + bonus + by + short);
  const date = told === undefined ? shown.date : (exacter(told, shown.date) ?? told);
  return {
    source: mark.by,
    group: mark.by === 'itemprop' ? 'head' : 'page',
    label,
    weight,
    value: value.slice(0, 80),
    date,
    isBelowTitle: isBelow(mark, context.title),
  };
}

/** An attribute tells a date that the text does not. */
function textless(
  mark: DateMark,
  value: string,
  place: number,
  context: DateContext,
): DateCandidate[] {
  if (value === mark.text || shownDates(mark.text, context).length > 0) return [];
  const date = momentIn(value, context.order);
  if (date === undefined) return [];
  const by = mark.by === 'itemprop' ? 18 : mark.by === 'time' ? 6 : -6;
  const label = labelIn(mark.text) || mark.label;
  const weight = place * (62 + by + (label === 'published' ? 10 : 0));
  return [
    {
      source: mark.by,
      group: mark.by === 'itemprop' ? 'head' : 'page',
      label,
      weight,
      value: value.slice(0, 80),
      date,
    },
  ];
}

/** The text's local time where the attribute tells the same moment in UTC or without a time. */
function exacter(told: ToldDate, shown: ToldDate): ToldDate | undefined {
  if (told.seconds !== undefined || shown.seconds === undefined) return undefined;
  return told.day === shown.day && told.month === shown.month && told.year === shown.year
    ? shown
    : undefined;
}

const mostLines = 40;

/** Dates in the lines near the title, at the start of a paragraph, and labelled ones anywhere in the article. */
export function lineDates(facts: PageFacts, context: DateContext): DateCandidate[] {
  const found: DateCandidate[] = [];
  for (const line of facts.lines) {
    if (found.length >= mostLines) break;
    found.push(...datesOfLine(line, context));
  }
  return found;
}

function datesOfLine(line: Line, context: DateContext): DateCandidate[] {
  const isLong = line.text.length > 200;
  const text = isLong ? line.text.slice(0, 70) : line.text;
  if (!/\p{Nd}|[前天日]/u.test(text) || /©|copyright|\(c\)/i.test(text)) return [];
  const place = placeWeight(line, context.title);
  const isFar = place < 0.85 && text.length > 40 && !isLong;
  if (place === 0 || (isFar && !isLabelled(text))) return [];
  const alone = isLong ? -6 : text.length < 60 ? 4 : text.length > 120 ? -16 : 0;
  return shownDates(text, context)
    .filter(({ date, label }) => label !== '' || (!isFar && (!isLong || (date.at ?? 0) <= 3)))
    .map(({ date, label }) => ({
      source: 'line',
      group: 'page',
      label,
      date,
      value: text.slice(0, 80),
      weight: place * (54 + alone + (label === 'published' ? 18 : 0) - (date.isShort ? 20 : 0)),
      isBelowTitle: isBelow(line, context.title),
    }));
}

interface Shown {
  readonly date: ToldDate;
  readonly label: DateCandidate['label'];
}

/** The dates a text shows, each with what is said before it, or of the only one after it. */
function shownDates(text: string, context: DateContext): Shown[] {
  const dates = datesInText(text, context.order);
  if (dates.length === 0) {
    const moment = context.now === undefined ? undefined : relativeMoment(text, context.now);
    return moment === undefined ? [] : [{ date: dateAt(moment, 0), label: labelIn(text) }];
  }
  let from = 0;
  return dates.map((date) => {
    const before = text.slice(from, date.at);
    from = date.at ?? 0;
    return { date, label: labelIn(before) || (dates.length === 1 ? labelIn(text) : '') };
  });
}

const modifiedLabel =
  /updat|modif|revised|edited|aktuali[sz]iert|geändert|zuletzt|\bstand\b|mise? à jour|\bmaj\b|actuali[sz]ad|atualizad|aggiornat|bijgewerkt|gewijzigd|zaktualizowan|aktualizov|upraven|обновл|оновл|измен|güncelle|تحديث|تعديل|更新|修改|修订|修訂|수정|업데이트|cập nhật|diperbarui|diubah|uppdaterad|opdateret|oppdatert|päivitetty|frissít|ενημέρωση|عُدّل/i;
const publishedLabel =
  /publi|posted|veröffentlicht|erschienen|erstellt|paru|\bécrit|creado|pubblicat|geplaatst|opublik|dodano|опубл|створено|дата|yayın|oluşturma|نشر|发布|發布|发表|發表|发稿|刊登|刊發|发文|发表于|时间|時間|日期|公開|配信|掲載|投稿|입력|등록|승인|đăng|xuất bản|terbit|udgivet|julkaistu|megjelent|δημοσ|\bdate\b|\bdatum\b|\bfecha\b|\bdata\b|vydáno|zveřejn/i;

const isLabelled = (text: string): boolean => modifiedLabel.test(text) || publishedLabel.test(text);

function labelIn(text: string): DateCandidate['label'] {
  const said = text.slice(-80);
  if (modifiedLabel.test(said)) return 'modified';
  return publishedLabel.test(said) ? 'published' : '';
}

/** 1 close to the title, less farther off, 0 where the page is no part of the article. */
function placeWeight(place: Place, title: Place | undefined): number {
  const zone = zoneApart(place, title);
  if (zone !== undefined) return zone.kind === 'footer' ? 0.3 : 0;
  if (title === undefined) return place.offset < 4000 ? 0.7 : 0.35;
  const distance = place.offset - title.offset;
  if (distance >= -300 && distance < 0) return 1 + distance / 1500;
  if (distance >= 0 && distance <= 900) return 1 - distance / 6000;
  if (distance > 900 && distance <= 2000) return 0.7;
  return distance < -300 ? 0.4 : 0.45;
}

function isBelow(place: Place, title: Place | undefined): boolean {
  return title !== undefined && place.index > title.index && place.offset - title.offset <= 600;
}

/** A date in a machine's form: a number of seconds or milliseconds since 1970, or any text. */
export function momentIn(value: string, order: DayOrder): ToldDate | undefined {
  if (/^\s*1\d{9}(?:\d{3})?\s*$/.test(value)) {
    const number = Number(value);
    return dateAt(number > 1e11 ? number : number * 1000, 0);
  }
  return datesInText(value.slice(0, 120), order)[0];
}

const stateKey =
  /["'](?:date_?published|publish(?:ed|ing)?_?(?:date|time|at|on|datetime)|first_?publish(?:ed)?_?(?:date|time|at|on)?|pub_?(?:date|time)|ptime|create_?time|created_?at|display_?date)["']\s{0,3}:\s{0,3}["']?([^"'<>{}[\],\n]{8,40})/gi;

/** Dates in the JSON state of scripts; the first of each script, as the article comes first there. */
export function scriptDates(facts: PageFacts, context: DateContext): DateCandidate[] {
  return facts.stateScripts.slice(0, 40).flatMap((script): DateCandidate[] => {
    stateKey.lastIndex = 0;
    const value = stateKey.exec(script)?.[1]?.trim() ?? '';
    const date = momentIn(value, context.order);
    return date === undefined
      ? []
      : [
          {
            source: 'script',
            group: 'script',
            label: 'published',
            weight: 52,
            value: value.slice(0, 80),
            date,
          },
        ];
  });
}

/**
 * The day in the path of a URL: `/2023/09/05/`, `/20230905-`, `2023-09/05`. Of an address within an
 * address, as of a copy in an archive, the inner one counts.
 */
export function dateInUrl(url: string): ToldDate | undefined {
  const own = url.slice(0, 2000).replace(/^https?:\/\/.*(?=https?:\/\/)/, '');
  const path = /^https?:\/\/[^/]+(\/[^?#]*)/.exec(own)?.[1] ?? '';
  const match =
    /[/_-]((?:19|20)\d{2})[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.-]|$)/.exec(path) ??
    /[/_-]((?:19|20)\d{2})[-/]?(\d{2})[-/]?(\d{2})(?=[/_.tT-]|$)/.exec(path) ??
    /\/((?:19|20)\d{2})([01]\d)([0-3]\d)\d{2,8}(?=[/_.-]|$)/.exec(path) ??
    /[/_-][a-z]{1,3}((?:19|20)\d{2})([01]\d)([0-3]\d)(?=[/_.-]|$|\d{4,})/.exec(path);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (month > 12 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return { year, month, day };
}
