import type { Desk } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';

/** A day (`YYYY-MM-DD`) as a heading: its date, and whether that is today or yesterday. */
export function dayName(desk: Desk, date: string): Markup {
  const near = nearness(desk, date);
  const said = near !== undefined && markup` <span class="near">${near}</span>`;
  return markup`<time datetime="${date}">${desk.dates.long(date)}</time>${said}`;
}

/** The same under a dateline that has today's date: that day is only «Today». */
export function dayNameUnderDateline(desk: Desk, date: string): Markup {
  const { context, dates, say } = desk;
  if (context.still || date !== dates.date(context.now)) return dayName(desk, date);
  return markup`<time datetime="${date}">${say('today')}</time>`;
}

function nearness({ context, dates, say }: Desk, date: string): Piece {
  if (context.still) return undefined;
  const today = dates.date(context.now);
  if (date === today) return say('today');
  const isYesterday = Date.parse(`${today}T00:00Z`) - Date.parse(`${date}T00:00Z`) === 86_400_000;
  return isYesterday ? say('yesterday') : undefined;
}
