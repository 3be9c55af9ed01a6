import { plainText } from '../html/index.ts';
import type { LinkedFacts } from './json-ld.ts';
import { firstMeta } from './meta-names.ts';
import type { Heading, PageFacts, Place } from './page-facts.ts';
import { isSiteName, type SiteNames } from './site-names.ts';
import { titleKey } from './title-key.ts';
import { titleLikeness } from './title-likeness.ts';

export interface PageTitle {
  readonly title: string;
  /** Where it stands on the page; undefined where it is told in the head alone. */
  readonly place: Place | undefined;
}

const separator =
  /\s+[|｜\-–—·•»«_~/⋆:]{1,3}\s+|\s*[|｜丨]\s*|\s*(?:--|__|::)\s*|_|(?<=[\p{Script=Han}！？。”》】）])[-–—](?=[\p{L}《【])|(?<=\p{L}|\d)[-–—](?=\p{Script=Han})|\s+-(?=\p{L})|(?<=[\p{L}?!.])-\s+/u;

/**
 * The article's title without the site's name. The heading on which head and JSON-LD agree best;
 * else the page's only real h1; else what the head tells, cut at its separators where a segment is
 * the site's name, a section of its breadcrumb, or is left out elsewhere.
 */
export function pageTitle(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  site: SiteNames,
): PageTitle {
  const told = toldTitles(facts, linked, site);
  const headings = facts.headings.filter((heading) => isCandidate(heading, site));
  const agreed = bestHeading(
    headings,
    told.filter((title) => !isSiteName(title, site)),
  );
  if (agreed !== undefined) return { title: tidy(shortest(agreed.text, told)), place: agreed };
  const lone = loneHeading(headings);
  const first = told.find((title) => !isSiteName(title, site)) ?? '';
  if (lone !== undefined && isTelling(lone.text, first))
    return { title: tidy(lone.text), place: lone };
  const title = first || lone?.text || told[0] || '';
  return { title: tidy(title), place: placeOf(facts, title) ?? lone };
}

/** What is told in the head, the likeliest first, each cut free of the site's name. */
function toldTitles(facts: PageFacts, linked: LinkedFacts | undefined, site: SiteNames): string[] {
  const whole = [
    firstMeta(facts, ['og:title']),
    linked?.headline ?? '',
    firstMeta(facts, ['twitter:title']),
    firstMeta(facts, [
      'headline',
      'dc.title',
      'dcterms.title',
      'parsely-title',
      'sailthru.title',
      'citation_title',
      'articletitle',
    ]),
    facts.titleTag,
    firstMeta(facts, ['title']),
  ]
    .map((title) => plainText(title).slice(0, 500))
    .filter((title) => title !== '' && title !== 'undefined' && title !== 'null');
  const sections = [linked?.section ?? '', ...(linked?.crumbs ?? []), ...facts.crumbs].map(
    titleKey,
  );
  const cut = whole.map((title) =>
    withoutSite(title, site, new Set(sections.filter((key) => key !== titleKey(whole[0] ?? '')))),
  );
  return [...new Set(cut.map((title) => shortest(title, cut)))].filter((title) => title !== '');
}

/** A title cut at its separators while the segment at an end is no part of it. */
function withoutSite(title: string, site: SiteNames, sections: ReadonlySet<string>): string {
  let [from, to] = [0, title.length];
  let segments = segmentsOf(title);
  const isNoPart = (at: number): boolean => {
    const text = segments[at]?.text ?? '';
    return isSiteName(text, site) || sections.has(titleKey(text));
  };
  while (segments.length > 1) {
    const last = segments.length - 1;
    if (isNoPart(last) && !isDialogue(segments)) {
      to = segments[last - 1]?.to ?? to;
      segments = segments.slice(0, -1);
    } else if (isSiteName(segments[0]?.text ?? '', site)) {
      from = segments[1]?.from ?? from;
      segments = segments.slice(1);
    } else break;
  }
  return title.slice(from, to).trim();
}

interface Segment {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function segmentsOf(title: string): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const match of title.matchAll(new RegExp(separator, 'gu'))) {
    segments.push({ text: title.slice(from, match.index), from, to: match.index });
    from = match.index + match[0].length;
  }
  segments.push({ text: title.slice(from), from, to: title.length });
  return segments.filter((segment) => segment.text.trim() !== '');
}

/** Nothing but short segments is left: which of them is the title cannot be told by form. */
const isDialogue = (segments: readonly Segment[]): boolean =>
  segments.length === 1 && (segments[0]?.text.length ?? 0) < 4;

/** Where another telling is a run of whole segments of this one at an end, that is the title. */
function shortest(title: string, others: readonly string[]): string {
  const segments = segmentsOf(title);
  if (segments.length < 2) return title;
  const key = titleKey(title);
  const first = segments.slice(0, -1).map((segment) => titleKey(title.slice(0, segment.to)));
  const last = segments.slice(1).map((segment) => titleKey(title.slice(segment.from)));
  const found = others.find((other) => {
    const its = titleKey(other);
    return (
      its !== key &&
      its.length > 8 &&
      2 * its.length > key.length &&
      (first.includes(its) || last.includes(its))
    );
  });
  return found ?? title;
}

function isCandidate(heading: Heading, site: SiteNames): boolean {
  if (heading.home || heading.text.length < 2) return false;
  const { zone } = heading;
  if (
    zone?.kind === 'footer' ||
    (zone !== undefined && zone.kind !== 'related' && heading.level > 1)
  )
    return false;
  const key = titleKey(heading.text);
  return key.length > 1 && !site.keys.has(key) && !/^(?:404|menu|search|navigation)$/.test(key);
}

/** The heading that is likest what is told; its rank counts where two are alike. */
function bestHeading(headings: readonly Heading[], told: readonly string[]): Heading | undefined {
  let best: Heading | undefined;
  let most = 0.5;
  for (const heading of headings) {
    const like = Math.max(0, ...told.map((title) => agreement(heading.text, title)));
    const score =
      like +
      (heading.level === 1 ? 0.12 : heading.level === 2 ? 0.04 : 0) -
      (heading.zone === undefined ? 0 : 0.2);
    if (score > most && like > 0.45) {
      best = heading;
      most = score;
    }
  }
  return best;
}

function agreement(heading: string, title: string): number {
  const [a, b] = [titleKey(heading), titleKey(title)];
  if (a === b) return 1;
  if (a.length > 3 && b.length > 3 && (a.includes(b) || b.includes(a))) {
    const ratio = Math.min(a.length, b.length) / Math.max(a.length, b.length);
    if (ratio > 0.4) return 0.6 + 0.4 * ratio;
  }
  return titleLikeness(heading, title);
}

/** The only h1, or the first that is long enough to say something. */
function loneHeading(headings: readonly Heading[]): Heading | undefined {
  const first = headings.filter((heading) => heading.level === 1 && heading.zone === undefined);
  return first.length === 1 ? first[0] : first.find((heading) => heading.text.length > 20);
}

/** A heading that nothing agrees with is the title only where it is as long as a title. */
function isTelling(heading: string, told: string): boolean {
  if (told === '') return true;
  const weight = (text: string): number =>
    text.length +
    2 * (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0);
  return weight(heading) >= 24 || weight(heading) >= 0.8 * weight(told);
}

/**
 * The line that says the title; else the first that says the beginning of one that goes on with the
 * names of sections.
 */
function placeOf(facts: PageFacts, title: string): Place | undefined {
  const key = titleKey(title);
  if (key.length < 4) return undefined;
  const longest = 2 * title.length + 40;
  let start: Place | undefined;
  for (const line of facts.lines) {
    if (line.text.length < 4 || line.text.length > longest) continue;
    const its = titleKey(line.text);
    if (its === key || (its.length > 8 && its.length < 1.5 * key.length && its.includes(key)))
      return line;
    const isStart = its.length >= 8 && its.length > 0.4 * key.length && key.startsWith(its);
    if (isStart && line.zone === undefined) start ??= line;
  }
  return start;
}

const tidy = (title: string): string =>
  title.replace(/^[\s|｜–—·•»«_:-]+|[\s|｜–—·•«_:-]+$/gu, '') || title;
