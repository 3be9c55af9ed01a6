import { regions } from './dates.ts';
import type { Desk } from './layout.ts';
import type { Locale } from './locale.ts';
import { type Markup, markup, type Piece, trusted } from './markup.ts';
import type { CountedLink, SearchView } from './search-views.ts';

/** Names of the same kind that are listed, most. */
const mostListed = 8;
/** Heights a bar can have; the stylesheet has a class for each. */
export const barSteps = 20;

/** The order of what was found, what narrows it, and what it can be narrowed by. */
export function narrowing(desk: Desk, view: SearchView): Markup {
  const { say } = desk;
  const languages = (view.languages ?? []).map((one) => ({
    ...one,
    name: languageName(one.name, desk.context.locale),
  }));
  return markup`<div class="narrowing">
${orders(desk, view)}
${filters(desk, view)}
${histogram(desk, view.times ?? [])}
${listOf(desk, say('bySource'), view.sources ?? [])}
${listOf(desk, say('byLanguage'), languages)}
${together(desk, view)}
</div>`;
}

/** Whether copies are listed one by one, and the way to the other. */
function together({ say }: Desk, { each }: SearchView): Piece {
  if (each === undefined) return false;
  return markup`<p class="facet"><a href="${each.href}">${say(each.isEach ? 'listTogether' : 'listEach')}</a></p>`;
}

function orders({ say }: Desk, { orders = [], total }: SearchView): Piece {
  if (total < 2 || orders.length === 0) return false;
  const links = orders.map(({ order, href, isHere }) => {
    const name = say(order === 'date' ? 'byDate' : 'byRelevance');
    return markup`<li><a href="${href}"${isHere && markup` aria-current="page"`}>${name}</a></li>`;
  });
  return markup`<nav class="orders" aria-label="${say('sortBy')}"><ul>${links}</ul></nav>`;
}

function filters({ say }: Desk, { narrowed = [] }: SearchView): Piece {
  if (narrowed.length === 0) return false;
  const links = narrowed.map(({ text, href }) => {
    const filter = markup`<bdi lang="">${text}</bdi>`;
    return markup`<li><a href="${href}">${say('dropFilter', { filter })}</a></li>`;
  });
  return markup`<nav class="facet" aria-label="${say('narrowedBy')}"><p class="label">${say('narrowedBy')}</p><ul>${links}</ul></nav>`;
}

/** How many are of each month or year, as bars that are links; nothing where there is but one. */
function histogram({ context, say }: Desk, times: readonly CountedLink[]): Piece {
  const [first, last] = [times.at(0), times.at(-1)];
  if (first === undefined || last === undefined || times.length < 2) return false;
  const most = Math.max(...times.map(({ articles }) => articles));
  const nameOf = periodNames(context.locale);
  const bars = times.map(({ name, articles, href }) => {
    const says = say('barSays', { period: nameOf(name), n: articles });
    const step = trusted(String(Math.ceil((articles / most) * barSteps)));
    const bar = markup`<span class="bar bar-${step}"></span><span class="unseen">${says}</span>`;
    return articles === 0
      ? markup`<li>${bar}</li>`
      : markup`<li><a href="${href}" title="${says}">${bar}</a></li>`;
  });
  return markup`<nav class="histogram" aria-label="${say('byMonth')}"><ol>${bars}</ol>
<p class="ends" aria-hidden="true"><span>${nameOf(first.name)}</span> <span>${nameOf(last.name)}</span></p></nav>`;
}

function listOf({ context }: Desk, name: Markup, links: readonly CountedLink[]): Piece {
  if (links.length < 2) return false;
  const counts = new Intl.NumberFormat(regions[context.locale]);
  const listed = links
    .slice(0, mostListed)
    .map(
      ({ name: one, articles, href }) =>
        markup`<li><a href="${href}"><bdi lang="">${one}</bdi></a> <span class="count">${counts.format(articles)}</span></li>`,
    );
  return markup`<nav class="facet" aria-label="${name}"><p class="label">${name}</p><ul>${listed}</ul></nav>`;
}

/** Writes a month (`2026-11`) or a year (`2026`) in words; what is neither as it is. */
function periodNames(locale: Locale): (period: string) => string {
  const own = { year: 'numeric', timeZone: 'UTC' } as const;
  // Made once for all bars: they are slow to make.
  const years = new Intl.DateTimeFormat(regions[locale], own);
  const months = new Intl.DateTimeFormat(regions[locale], { ...own, month: 'long' });
  return (period) => {
    const at = new Date(`${period.slice(0, 7).padEnd(7, '-01')}-01T00:00:00Z`);
    if (Number.isNaN(at.getTime())) return period;
    return (period.includes('-') ? months : years).format(at);
  };
}

function languageName(language: string, locale: Locale): string {
  try {
    return new Intl.DisplayNames(regions[locale], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}
