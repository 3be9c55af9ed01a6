import type { Archive } from '../../archive/index.ts';
import { ArchiveError, type Instant, instant } from '../../model/index.ts';
import type { StreamFilter } from './stream-asked.ts';

type StreamArticle = Awaited<ReturnType<Archive['accounts']['articleStream']>>[number];

/** A page of a stream; `continuation` leads to the next, unset on the last. */
export interface StreamPage {
  readonly articles: readonly StreamArticle[];
  readonly continuation?: string;
}

type StreamPlaced = Omit<Parameters<Archive['accounts']['articleStream']>[0], 'limit'>;

/** Where a page begins: in which round, and behind which article. */
interface Place {
  /** When this round was begun, in ms. */
  readonly begun: number;
  /** When the round before was begun: this one has what changed since, and is no news. 0: the first. */
  readonly before: number;
  readonly after?: StreamArticle;
}

/**
 * A page of a stream, full unless it is the last. From the latest to the oldest an article that is edited
 * while an app asks page by page would slip from the pages that are still to come to the front: so when
 * all are through, another round has those that were edited in the meantime.
 */
export async function streamPage(
  accounts: Archive['accounts'],
  filter: StreamFilter,
  { limit, continuation, now }: { limit: number; continuation: string; now: number },
): Promise<StreamPage> {
  const begin = continuation === '' ? { begun: now, before: 0 } : placeOf(continuation);
  const ask = (place: Place, most: number) =>
    accounts.articleStream({ ...inRound(filter, place), limit: most });
  const found = await ask(begin, limit + 1);
  const isOver = found.length > limit || continuation === '' || filter.oldestFirst === true;
  const again: Place = { begun: now, before: begin.begun };
  const edited = isOver ? [] : await ask(again, limit + 1 - found.length);
  const articles = [...found, ...edited].slice(0, limit);
  const last = articles.at(-1);
  if (found.length + edited.length <= limit || last === undefined) return { articles };
  const place = articles.length > found.length ? again : begin;
  return { articles, continuation: placeText({ ...place, after: last }) };
}

function inRound(filter: StreamFilter, { before, after }: Place): StreamPlaced {
  const behind = after === undefined ? {} : { after };
  if (before === 0) return { ...filter, ...behind };
  const since = instant(before + 1);
  const later: Instant = filter.since !== undefined && filter.since > since ? filter.since : since;
  return { ...filter, ...behind, since: later, seenUntil: instant(before) };
}

/** Of letters, digits and dots, since apps put it into addresses as it is. */
const placeText = ({ begun, before, after }: Place): string =>
  [begun, before, Date.parse(after?.changedAt ?? ''), after?.id].join('.');

/** Throws ArchiveError `invalid` for a continuation that was not given here. */
function placeOf(text: string): Place {
  const [, begun, before, changed, id] =
    /^(\d{1,14})\.(\d{1,14})\.(-?\d{1,14})\.([0-9a-z]{1,40})$/.exec(text) ?? [];
  if (id === undefined) {
    const says = `${text.slice(0, 100)}: this is no continuation; begin at the first page.`;
    throw new ArchiveError('invalid', says);
  }
  const after = { id, changedAt: instant(Number(changed)) };
  return { begun: Number(begun), before: Number(before), after };
}
