import type { Archive } from '../archive/index.ts';
import { ArchiveError, type Instant, instant } from '../model/index.ts';
import {
  type ArticleLine,
  emptyFront,
  frontPage,
  type OutletOfDay,
  outletPage,
  type PageContext,
} from '../pages/index.ts';
import { lineOf, shownHealth } from './lines.ts';
import { imagesFor } from './links.ts';

/** Articles read for a front page, days shown on one, lines an outlet on a day. */
const read = 400;
const daysShown = 3;
const linesShown = 8;
/** Lines a page of an outlet. */
const outletShown = 60;

/** The front page: the newest days, those before `before`, or the one `day` (in the zone). */
export async function frontHtml(
  archive: Archive,
  context: PageContext,
  before?: string,
  day?: string,
): Promise<string> {
  const overview = await archive.sources();
  if (overview.length === 0) return emptyFront(context);
  const until = day === undefined ? (before as Instant | undefined) : dayEnd(day);
  const articles = await archive.articles({
    ...(until === undefined ? {} : { until }),
    limit: read,
  });
  const titles = new Map(overview.map(({ source }) => [source.id, source.title]));
  const byDay = new Map<string, typeof articles>();
  for (const article of articles) {
    const date = dateIn(context.timeZone, article.sortAt);
    byDay.set(date, [...(byDay.get(date) ?? []), article]);
  }
  const days = [...byDay]
    .filter(([date]) => day === undefined || date === day)
    .slice(0, day === undefined ? daysShown : 1);
  const last = days.at(-1)?.[1].at(-1);
  const more = last !== undefined && last !== articles.at(-1);
  const shown = days.flatMap(([, list]) => list);
  const images = await imagesFor(
    archive,
    shown.flatMap((article) => article.image ?? []),
  );
  const followed = overview.filter(({ source }) => source.state === 'followed');
  return frontPage(
    { ...context, links: { ...context.links, image: images } },
    {
      days: days.map(([date, list]) => ({
        date,
        outlets: byOutlet(
          list.map((article) => lineOf(article, titles)),
          day !== undefined,
        ),
      })),
      ...(more && last !== undefined
        ? { older: `/?before=${encodeURIComponent(last.sortAt)}` }
        : {}),
      ...(until === undefined ? {} : { newer: '/' }),
      health: {
        total: followed.length,
        failing: followed.filter(({ health }) => health.state === 'failing').length,
      },
    },
  );
}

/** An outlet's articles by day, and how following it goes. */
export async function outletHtml(
  archive: Archive,
  context: PageContext,
  id: string,
  after: string | undefined,
): Promise<string> {
  const overview = await archive.sources();
  const found = overview.find(({ source }) => source.id === id);
  if (found === undefined) {
    throw new ArchiveError('not-found', `${id}: there is no such outlet in this archive.`);
  }
  const cursor = cursorOf(after);
  const articles = await archive.articles({
    sourceId: id,
    ...(cursor === undefined ? {} : { after: cursor }),
    limit: outletShown + 1,
  });
  const page = articles.slice(0, outletShown);
  const titles = new Map(overview.map(({ source }) => [source.id, source.title]));
  const days = new Map<string, ArticleLine[]>();
  for (const article of page) {
    const date = dateIn(context.timeZone, article.sortAt);
    days.set(date, [...(days.get(date) ?? []), lineOf(article, titles)]);
  }
  const last = page.at(-1);
  const images = await imagesFor(
    archive,
    page.flatMap((article) => article.image ?? []),
  );
  const older =
    articles.length > outletShown && last !== undefined
      ? {
          older: `${context.links.outlet(id)}?after=${encodeURIComponent(`${last.sortAt} ${last.id}`)}`,
        }
      : {};
  return outletPage(
    { ...context, links: { ...context.links, image: images } },
    {
      source: found.source,
      health: shownHealth(found.health),
      days: [...days].map(([date, list]) => ({ date, articles: list })),
      ...older,
      ...(after === undefined ? {} : { newer: context.links.outlet(id) }),
    },
  );
}

function byOutlet(lines: readonly ArticleLine[], all: boolean): OutletOfDay[] {
  const groups = new Map<string, ArticleLine[]>();
  for (const line of lines) groups.set(line.sourceId, [...(groups.get(line.sourceId) ?? []), line]);
  return [...groups].map(([sourceId, articles]) => ({
    sourceId,
    title: articles[0]?.sourceTitle ?? sourceId,
    articles: all ? articles : articles.slice(0, linesShown),
    more: all ? 0 : Math.max(0, articles.length - linesShown),
  }));
}

function cursorOf(after: string | undefined): { sortAt: Instant; id: string } | undefined {
  const [sortAt, id] = after?.split(' ') ?? [];
  return sortAt === undefined || id === undefined ? undefined : { sortAt: sortAt as Instant, id };
}

/** The date of a moment in a time zone, `YYYY-MM-DD`. */
function dateIn(timeZone: string, moment: Instant): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(
    Date.parse(moment),
  );
}

/** A moment no zone's day of this date reaches beyond. */
function dayEnd(day: string): Instant {
  const start = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(start)) {
    throw new ArchiveError('invalid', `${day}: this is no date; write it like 2026-11-24.`);
  }
  return instant(start + 38 * 3_600_000);
}
