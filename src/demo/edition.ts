import { minutesBefore } from './moment.ts';
import { plannedChanges } from './plot.ts';
import type { Block, Change, LiveNote, Outlet, Story, Withdrawal } from './story.ts';

/** How many editions carry news; each later one has a single short item an outlet. */
export const editionsWithNews = 3;

/** A story as it stands in an edition. Times are milliseconds since 1970, whole seconds. */
export interface Published {
  readonly story: Story;
  readonly path: string;
  /** The address the feeds give. */
  readonly feedPath: string;
  readonly title: string;
  /** The title the feeds give; a silent edit leaves it behind. */
  readonly feedTitle: string;
  readonly body: readonly Block[];
  /** Newest first; empty but on a live page. */
  readonly notes: readonly { readonly at: number; readonly text: string }[];
  readonly publishedAt: number;
  /** Of the last change that was told. */
  readonly updatedAt: number;
  readonly formerPaths: readonly string[];
  readonly withdrawn: Exclude<Withdrawal, 'served'> | undefined;
}

/**
 * What an outlet has published by now, newest first. `times[n - 1]` is when edition n came out, so
 * the list's length is the edition.
 */
export function publishedBy(outlet: Outlet, times: readonly number[]): readonly Published[] {
  const fillers = times.map((_, index) => index + 1).filter((n) => n > editionsWithNews);
  return [...outlet.stories, ...fillers.map(outlet.filler)]
    .filter((story) => story.edition <= times.length)
    .map((story) => standing(story, times))
    .sort((a, b) => b.story.edition - a.story.edition || b.publishedAt - a.publishedAt);
}

/** The later editions a live story's notes come with are told changes, as `changes` are. */
function standing(story: Story, times: readonly number[]): Published {
  const time = (edition: number): number => times[edition - 1] ?? 0;
  const publishedAt = minutesBefore(time(story.edition), story.ageMinutes ?? 0);
  const planned = [...(story.changes ?? []), ...plannedChanges(story.id)];
  const changes = planned
    .filter((change) => change.edition <= times.length)
    .sort((one, other) => one.edition - other.edition);
  const told = changes.filter((change) => !change.silent);
  const notes = (story.live ?? []).filter((note) => note.edition <= times.length);
  const touched = [...told, ...notes.filter((note) => note.edition > 1)];
  const path = newest(changes, 'path') ?? story.path;
  return {
    story,
    path,
    feedPath: story.feedPath ?? path,
    title: newest(changes, 'title') ?? story.title,
    feedTitle: newest(told, 'title') ?? story.title,
    body: rewritten(newest(changes, 'body') ?? story.body, changes),
    notes: notes.map((note) => ({ at: notedAt(note, time), text: note.text })).reverse(),
    publishedAt,
    updatedAt: Math.max(publishedAt, ...touched.map(({ edition }) => time(edition))),
    formerPaths: path === story.path ? [] : [story.path],
    withdrawn: withdrawnBy(changes),
  };
}

function withdrawnBy(changes: readonly Change[]): Published['withdrawn'] {
  const latest = newest(changes, 'withdrawn');
  return latest === 'served' ? undefined : latest;
}

/** The body after the rewriting of its paragraphs. */
function rewritten(body: readonly Block[], changes: readonly Change[]): readonly Block[] {
  return changes.reduce<readonly Block[]>((blocks, { rewrites }) => {
    if (rewrites === undefined) return blocks;
    const [from, to] = rewrites;
    const after = (block: Block) =>
      typeof block === 'string' ? block.replaceAll(from, to) : block;
    return blocks.map(after).filter((block) => block !== '');
  }, body);
}

/** Never before the edition before, however soon after it this one came out. */
function notedAt({ edition, minutesBefore: age }: LiveNote, time: (n: number) => number): number {
  return Math.max(minutesBefore(time(edition), age), time(edition - 1));
}

function newest<Key extends keyof Change>(changes: readonly Change[], key: Key): Change[Key] {
  return changes.findLast((change) => change[key] !== undefined)?.[key] as Change[Key];
}
