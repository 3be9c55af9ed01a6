import type { Archive } from '../archive/index.ts';
import { ArchiveError, type Instant, instant } from '../model/index.ts';
import { type EditsQuery, editsPage, type PageContext } from '../pages/index.ts';
import { editItem, outletsOf } from '../views/index.ts';
import { parseMoment } from './moments.ts';

/** Edits a page. */
const onPage = 30;
/** The page of the weightiest looks back so far unless it is asked otherwise. */
const usualDays = 30;
const day = 86_400_000;

/** What a request for edits names: strings as they came. */
export interface EditsAsked {
  readonly outlet?: string;
  readonly order?: string | undefined;
  readonly days?: string | undefined;
  readonly after?: string | undefined;
}

/**
 * The page of what was changed, by one outlet or all. Throws ArchiveError `not-found` for an unknown
 * outlet, `invalid` for an order, a number of days or a place that is none.
 */
export async function editsHtml(
  archive: Archive,
  context: PageContext,
  asked: EditsAsked,
): Promise<string> {
  const outlets = outletsOf(await archive.sourceList());
  const outlet = asked.outlet === undefined ? undefined : outlets.named(asked.outlet);
  const order = orderAsked(asked.order);
  const days = order === 'weight' ? daysAsked(asked.days) : undefined;
  const found = await archive.edits({
    order,
    onePerArticle: order === 'weight',
    ...(outlet && { sourceIds: outlet.sourceIds }),
    ...(days === undefined ? {} : { since: instant(Date.parse(context.now) - days * day) }),
    ...(asked.after === undefined ? {} : { after: editCursor.parse(asked.after) }),
    limit: onPage + 1,
  });
  const shown = found.slice(0, onPage);
  const last = found.length > onPage ? shown.at(-1)?.edit : undefined;
  const query = { order, days: days ?? 0 } as const;
  const place = (after?: string) =>
    context.links.edits?.(asked.outlet, { ...query, ...(after && { after }) }) ?? '';
  return editsPage(context, {
    ...(outlet && { outlet: outlet.source }),
    order,
    ...(days === undefined ? {} : { days }),
    edits: shown.map((one) => editItem(one, outlets)),
    ...(last && { older: place(editCursor.format(last)) }),
    ...(asked.after === undefined ? {} : { newer: place() }),
  });
}

function orderAsked(order = 'weight'): 'weight' | 'time' {
  if (order === 'weight' || order === 'time') return order;
  throw new ArchiveError('invalid', `${order}: this is no order of edits; give weight or time.`);
}

/** Days to look back; undefined: all, asked for as 0. */
function daysAsked(days = String(usualDays)): number | undefined {
  if (!/^\d{1,4}$/.test(days)) {
    throw new ArchiveError('invalid', `${days}: this is no number of days; give 0 (all) to 9999.`);
  }
  return Number(days) === 0 ? undefined : Number(days);
}

interface Cursor {
  readonly weight: number;
  readonly seenAt: Instant;
  readonly revisionId: string;
}

/** A place in a list of edits as a query names it, `<weight> <moment> <revision id>`, and back. */
export const editCursor = {
  format: ({ weight, seenAt, revisionId }: Cursor): string => `${weight} ${seenAt} ${revisionId}`,
  /** Throws ArchiveError `invalid`. */
  parse(text: string): Cursor {
    const [weight = '', moment = '', revisionId = ''] = text.split(' ', 3);
    if (!/^\d{1,3}$/.test(weight) || !/^[0-9a-f]{1,64}$/.test(revisionId)) {
      throw new ArchiveError('invalid', `${text}: this page has no such place; go to its start.`);
    }
    return { weight: Number(weight), seenAt: parseMoment(moment), revisionId };
  },
};

/** The path of a page of edits. */
export function editsPath(outlet: string | undefined, query: EditsQuery = {}): string {
  const path = outlet === undefined ? '/edits' : `/outlet/${encodeURIComponent(outlet)}/edits`;
  const { order, days, after } = query;
  const parameters = new URLSearchParams();
  if (order === 'time') parameters.set('order', order);
  if (order === 'weight' && days !== usualDays) parameters.set('days', String(days ?? 0));
  if (after !== undefined) parameters.set('after', after);
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}
