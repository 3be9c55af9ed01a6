import { type OutletView, outletPage } from '../pages/index.ts';
import { byDay, lineOf, shownSource } from '../views/index.ts';
import { articlesOf, keyOf, type Listed } from './listed-articles.ts';
import { contextAt, mainId, outletKey, picturesFor, type SiteDesk } from './site-desk.ts';
import type { UnitMade } from './site-folder.ts';
import { rootFrom } from './site-links.ts';
import { sitePaths } from './site-paths.ts';

/** Lines a page. */
const linesShown = 60;

/** One page of an outlet. */
interface OutletPart {
  readonly path: string;
  readonly name: string;
  /** Oldest first. */
  readonly listed: readonly Listed[];
  readonly older?: string | undefined;
  readonly newer?: string | undefined;
  readonly periods?: OutletView['periods'];
}

/** Of each outlet a page of the newest articles, and pages of everything by month: parts of a month are
 * counted from its oldest, so that what was written stays as it is. */
export async function writeOutlets(desk: SiteDesk): Promise<void> {
  const byOutlet = Map.groupBy(desk.listed, ({ sourceId }) => mainId(desk, sourceId));
  for (const { source } of desk.sources) {
    if (mainId(desk, source.id) !== source.id) continue;
    const listed = byOutlet.get(source.id) ?? [];
    const parts = partsOf(desk, source.id, listed);
    await writePart(desk, source.id, frontOf(source.id, listed, parts));
    for (const [at, part] of parts.entries()) {
      const newer = parts[at + 1]?.path ?? sitePaths.outlet(source.id);
      await writePart(desk, source.id, { ...part, older: parts[at - 1]?.path, newer });
    }
  }
}

const known = new Map<string, Intl.DateTimeFormat>();

/** Names of months in a language; made once, for making one takes a while. */
function monthNames(locale: string): Intl.DateTimeFormat {
  const there = known.get(locale);
  if (there !== undefined) return there;
  const style = { year: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  const names = new Intl.DateTimeFormat(locale, style);
  known.set(locale, names);
  return names;
}

/** All months of an outlet in parts, oldest first. */
function partsOf(desk: SiteDesk, id: string, listed: readonly Listed[]): OutletPart[] {
  const { locale } = desk.options;
  const names = monthNames(locale);
  const months = Map.groupBy(listed, ({ date }) => date.slice(0, 7));
  return [...months.keys()].sort().flatMap((month) => {
    const all = months.get(month) ?? [];
    const name = names.format(new Date(`${month}-15T00:00:00Z`));
    const count = Math.ceil(all.length / linesShown);
    return Array.from({ length: count }, (_, at) => ({
      path: sitePaths.month(id, month, at + 1),
      name: count === 1 ? name : `${name} · ${at + 1}`,
      listed: all.slice(at * linesShown, (at + 1) * linesShown),
    }));
  });
}

/** The newest articles; what comes before them stands in the part that holds the next. */
function frontOf(id: string, listed: readonly Listed[], parts: readonly OutletPart[]): OutletPart {
  const path = sitePaths.outlet(id);
  const next = listed.at(-linesShown - 1);
  const holder = next && parts.find((part) => part.listed.includes(next));
  const periods = [...parts].reverse().map((part) => ({
    name: part.name,
    href: `${rootFrom(path)}${part.path}`,
    isHere: false,
  }));
  return { path, name: '', listed: listed.slice(-linesShown), older: holder?.path, periods };
}

async function writePart(desk: SiteDesk, id: string, part: OutletPart): Promise<void> {
  const { path, listed, older, newer, periods } = part;
  const lines = listed.map(({ line }) => line);
  const { source, members } = desk.outlets.named(id);
  const told = [
    source.title,
    source.url,
    source.kind,
    source.folder,
    members.map((one) => one.title),
  ];
  const key = keyOf(lines, outletKey(desk, id), told, older, newer, periods);
  await desk.folder.unit(path, key, () => pageOf(desk, id, part));
}

async function pageOf(desk: SiteDesk, id: string, part: OutletPart): Promise<UnitMade> {
  const { path, periods } = part;
  const { members } = desk.outlets.named(id);
  const overview = desk.sources.find(({ source }) => source.id === id);
  const newestFirst = [...part.listed].reverse().map((one) => one.id);
  const articles = await articlesOf(desk.archive, newestFirst);
  const { missing, picture, pictures } = await picturesFor(
    desk,
    articles.flatMap(({ image }) => image ?? []),
  );
  const to = (other: string) => `${rootFrom(path)}${other}`;
  const bytes = outletPage(contextAt(desk, path, { picture }), {
    source: overview === undefined ? desk.outlets.named(id).source : shownSource(overview),
    beside: members.filter((member) => member.id !== id),
    health: { state: 'ok', reason: '', failures: 0, warnings: [] },
    days: byDay(articles, desk.options.timeZone, (article) => lineOf(article, desk.outlets)),
    ...(periods && { periods }),
    ...(part.older !== undefined && { older: to(part.older) }),
    ...(part.newer !== undefined && { newer: to(part.newer) }),
  });
  return { files: [{ path, bytes }], missing, pictures };
}
