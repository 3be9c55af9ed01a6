import { type Archive, boundsOfDay, dateIn } from '../archive/index.ts';
import type { Instant } from '../model/index.ts';
import { emptyFront, frontPage, type PageContext } from '../pages/index.ts';
import { byOutlet, needsCare, outletsOf } from '../views/index.ts';
import { imagesFor } from './links.ts';
import { parseMoment } from './moments.ts';
import { type Reading, readingBar, signsOf } from './reading.ts';

/** Articles read for a front page, days shown on one, lines an outlet on a day. */
const readForDays = 400;
const daysShown = 3;
const linesShown = 8;
/** Articles read for a day of its own. */
const readForDay = 2000;

type Articles = Awaited<ReturnType<Archive['articles']>>;
type Day = readonly [date: string, articles: Articles];

/** Which days: the newest, those before a moment, or the one named (in the zone). */
export interface Wanted {
  readonly before?: string | undefined;
  readonly day?: string;
  readonly reading?: Reading | undefined;
}

/** The front page. Throws ArchiveError `invalid` when what is wanted is no moment, or no day. */
export async function frontHtml(
  archive: Archive,
  context: PageContext,
  wanted: Wanted,
): Promise<string> {
  const overview = await archive.sources({ rhythms: false, articles: false });
  if (overview.length === 0) return emptyFront(context);
  const { before, day, reading } = wanted;
  const articles = await archive.articles(queryOf(wanted));
  const shown = shownDays(articles, context.timeZone, day);
  const outlets = outletsOf(overview.map(({ source }) => source));
  const signs = await signsOf(
    archive,
    reading,
    shown.flatMap(([, list]) => list),
  );
  const here = day === undefined ? '/' : `/day/${day}`;
  const bar = reading && (await readingBar(archive, reading, { here }));
  const days = shown.map(([date, list]) => ({
    date,
    outlets: byOutlet(list, outlets, { signs, ...(day === undefined && { most: linesShown }) }),
  }));
  const leads = days.flatMap((one) => one.outlets.flatMap((outlet) => outlet.articles[0] ?? []));
  const image = await imagesFor(
    archive,
    leads.flatMap((lead) => lead.image ?? []),
  );
  const followed = overview.filter(({ source }) => source.state === 'followed');
  const last = day === undefined ? lastBefore(shown, articles) : undefined;
  return frontPage(
    { ...context, links: { ...context.links, image } },
    {
      days,
      ...(bar && { reading: bar }),
      ...(last === undefined ? {} : { older: `/?before=${encodeURIComponent(last)}` }),
      ...(before === undefined && day === undefined ? {} : { newer: '/' }),
      health: {
        total: followed.length,
        failing: followed.filter(({ health }) => needsCare(health)).length,
      },
    },
  );
}

function queryOf({ before, day }: Wanted): Parameters<Archive['articles']>[0] {
  if (day !== undefined) return { ...boundsOfDay(day), limit: readForDay };
  return { ...(before === undefined ? {} : { until: parseMoment(before) }), limit: readForDays };
}

function shownDays(articles: Articles, timeZone: string, day: string | undefined): Day[] {
  const days = new Map<string, Articles>();
  for (const article of articles) {
    const date = dateIn(timeZone, article.sortAt);
    const list = days.get(date) ?? [];
    list.push(article);
    days.set(date, list);
  }
  if (day === undefined) return [...days].slice(0, daysShown);
  return [...days].filter(([date]) => date === day);
}

/** The moment of the last article shown, where others come after it. */
function lastBefore(shown: readonly Day[], articles: Articles): Instant | undefined {
  const last = shown.at(-1)?.[1].at(-1);
  return last === articles.at(-1) ? undefined : last?.sortAt;
}
