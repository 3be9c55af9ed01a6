import { emptyFront, type FrontView, frontPage } from '../pages/index.ts';
import { byOutlet } from '../views/index.ts';
import { articlesOf, keyOf, type Listed } from './listed-articles.ts';
import { contextAt, outletKey, picturesFor, type SiteDesk } from './site-desk.ts';
import type { UnitMade } from './site-folder.ts';
import { rootFrom } from './site-links.ts';
import { sitePaths } from './site-paths.ts';

/** Days on the front page, and lines an outlet on each of them. */
const daysShown = 3;
const linesShown = 8;

/** One page to be made of whole days. */
interface DaysPage {
  readonly path: string;
  /** Newest first, articles too. */
  readonly days: readonly (readonly [date: string, listed: readonly Listed[]])[];
  readonly most?: number;
  /** Days that come before and after. */
  readonly older?: string | undefined;
  readonly newer?: string | undefined;
  readonly isFront: boolean;
}

/** The front page with the newest days, and a page for each day. */
export async function writeDays(desk: SiteDesk): Promise<void> {
  const byDate = Map.groupBy([...desk.listed].reverse(), ({ date }) => date);
  const dates = [...byDate.keys()].sort().reverse();
  const days = dates.map((date) => [date, byDate.get(date) ?? []] as const);
  await writeFront(desk, days);
  for (const [at, day] of days.entries()) {
    const [date] = day;
    await writePage(desk, {
      path: sitePaths.day(date),
      days: [day],
      older: dates[at + 1],
      newer: dates[at - 1],
      isFront: false,
    });
  }
}

async function writeFront(desk: SiteDesk, days: DaysPage['days']): Promise<void> {
  const path = sitePaths.front;
  if (desk.sources.length === 0) {
    const bytes = emptyFront(contextAt(desk, path));
    await desk.folder.put('front', '', { files: [{ path, bytes }] });
    return;
  }
  const shown = days.slice(0, daysShown);
  const older = days[daysShown]?.[0];
  await writePage(desk, { path, days: shown, most: linesShown, older, isFront: true });
}

async function writePage(desk: SiteDesk, page: DaysPage): Promise<void> {
  const { path, days, older, newer } = page;
  const lines = days.map(([date, listed]) => [
    date,
    listed.map(({ line, sourceId }) => [line, outletKey(desk, sourceId)]),
  ]);
  const facts = page.isFront ? [desk.now.slice(0, 10), desk.sources.length] : [];
  const key = keyOf(lines, older, newer, facts);
  await desk.folder.unit(path, key, () => pageOf(desk, page));
}

async function pageOf(desk: SiteDesk, page: DaysPage): Promise<UnitMade> {
  const { path, most, older, newer, isFront } = page;
  const shown: FrontView['days'][number][] = [];
  for (const [date, listed] of page.days) {
    const articles = await articlesOf(
      desk.archive,
      listed.map(({ id }) => id),
    );
    const outlets = byOutlet(articles, desk.outlets, most === undefined ? {} : { most });
    shown.push({ date, outlets });
  }
  const leads = shown.flatMap(({ outlets }) => outlets.flatMap((one) => one.articles[0] ?? []));
  const taken = await picturesFor(
    desk,
    leads.flatMap(({ image }) => image ?? []),
  );
  const day = (date: string) => `${rootFrom(path)}${sitePaths.day(date)}`;
  const followed = desk.sources.filter(({ source }) => source.state === 'followed');
  const front = newer === undefined && !isFront ? `${rootFrom(path)}${sitePaths.front}` : undefined;
  // A day's page is dated by its own day: it stays as it is when others come.
  const at = isFront ? undefined : page.days[0]?.[1][0]?.sortAt;
  const context = contextAt(desk, path, { picture: taken.picture });
  const bytes = frontPage(
    { ...context, ...(at !== undefined && { now: at }) },
    {
      days: shown,
      health: { total: followed.length, failing: 0 },
      ...(older !== undefined && { older: day(older) }),
      ...(newer !== undefined && { newer: day(newer) }),
      ...(front !== undefined && { newer: front }),
    },
  );
  const { missing, pictures } = taken;
  return { files: [{ path, bytes }], missing, pictures };
}
