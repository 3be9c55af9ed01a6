import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { scratch } from '../../test/newspaper.ts';
import { type Absence, instant } from '../model/index.ts';
import type { LeafRow, Store } from '../store/index.ts';
import { digest, sampleArticle } from '../store/testing/samples.ts';
import { formatLeaf, parseLeaf } from '../tlog/index.ts';
import { logSomeUnlogged } from './log-unlogged.ts';
import { notingLeaves } from './noting-leaves.ts';

const at = (day: number, ms = 0) => Date.UTC(2026, 0, day) + ms;

describe('leaves that are noted with a change', () => {
  let place: ReturnType<typeof scratch>;
  let bare: Store;
  let now = at(9);
  let wrote = 0;
  let store: Store;
  beforeEach(async () => {
    place = scratch();
    now = at(9);
    wrote = 0;
    bare = await openTestStore({ file: `${place.folder}/c.sqlite` });
    store = notingLeaves({
      ...{ store: bare, captures: place.folder, now: () => now },
      wrote: (hasLogged) => {
        wrote += hasLogged ? 1 : 0;
      },
    });
  });
  afterEach(async () => {
    await bare.close();
    place.clear();
  });
  const all = async () =>
    (await bare.leaves(0, 99)).map((leaf) => ({ ...leaf, ...parseLeaf(leaf.line) }));
  const says = (leaf: LeafRow | undefined) =>
    JSON.parse(Buffer.from(leaf?.bytes ?? []).toString() || '{}') as Record<string, unknown>;

  it('have times that never go back, and no record that was fetched later', async () => {
    await store.commit(sampleArticle('a1', 3, 'One', 'text'));
    now = at(8, 1);
    await store.commit(sampleArticle('a2', 3, 'Two', 'text'));
    now = at(10, 1);
    await store.commit(sampleArticle('a3', 3, 'Three', 'text'));
    const late = sampleArticle('a4', 11, 'Four', 'text');
    const captures = late.captures.map((one) => ({
      ...one,
      id: 'c4',
      capturedAt: instant(at(12, 5)),
    }));
    const revisions = late.revisions.map((one) => ({ ...one, captureId: 'c4' }));
    await store.commit({ ...late, captures, revisions });
    expect((await all()).map(({ time }) => time.slice(5, 19))).toEqual([
      ...['01-09T00:00:00', '01-09T00:00:00', '01-10T00:00:01', '01-12T00:00:01'],
    ]);
    expect(wrote).toBe(4);
  });

  it('are numbered one after the other however many changes come at once', async () => {
    const ids = Array.from({ length: 9 }, (_, index) => `a${index}`);
    await Promise.all(ids.map((id) => store.commit(sampleArticle(id, 3, id, 'text'))));
    expect((await all()).map(({ index }) => index)).toEqual(ids.map((_, index) => index));
  });

  it('are of the kind that tells what others captured, or what was brought in, apart', async () => {
    const past = sampleArticle('a1', 3, 'One', 'text');
    await store.commit({ ...past, pastCaptures: past.captures.map(({ id }) => id) });
    const brought = sampleArticle('a2', 3, 'Two', 'text');
    const revisions = brought.revisions.map((one) => ({ ...one, basis: 'import' as const }));
    await store.commit({ ...brought, revisions });
    expect((await all()).map(({ kind }) => kind)).toEqual(['import', 'import']);
    expect(says((await all())[0])).toMatchObject({ kind: 'import', rev: 1, prev: null });
  });

  it('tell of a look that missed an article once, not again when the absence ends', async () => {
    await store.commit(sampleArticle('a1', 3, 'One', 'text'));
    const absence: Absence = {
      ...{
        articleId: 'a1',
        seenAt: instant(at(8)),
        kind: 'timeout',
        status: 0,
        message: 'No answer.',
      },
    };
    await store.commit({ absences: [absence] });
    await store.commit({ absences: [{ ...absence, endedAt: instant(at(9)) }] });
    const [, missed, ...more] = await all();
    expect(more).toEqual([]);
    expect(says(missed)).toMatchObject({
      kind: 'absence',
      absence: 'timeout',
      http: { status: 0 },
    });
    expect(says(missed)['raw']).toBeUndefined();
  });

  /** What brings the second revision of an article that is named as its id. */
  const secondOf = (id: string) => {
    const { articles, ...again } = sampleArticle(id, 4, id, 'other words');
    const revisions = again.revisions.map((one) => ({
      ...one,
      ...{ id: `${id}-r2`, number: 2, captureId: 'c2', previous: one.id },
    }));
    return { articles, revisions, captures: again.captures.map((one) => ({ ...one, id: 'c2' })) };
  };

  it('are given to what was on record before there was a ledger, once, in order', async () => {
    for (const id of ['a1', 'a2']) {
      const { captures, ...rest } = sampleArticle(id, 3, id, 'text');
      await bare.commit({ ...rest, captures });
    }
    // The second is heard of again before its turn.
    await store.commit(secondOf('a2'));
    while (await logSomeUnlogged({ store })) {}
    expect((await all()).map(({ kind, articleId, rev }) => [kind, articleId, rev])).toEqual([
      ['import', 'a2', 1],
      ['revision', 'a2', 2],
      ['import', 'a1', 1],
    ]);
    await store.commit({ marks: [{ name: 'logged', value: '0' }] });
    while (await logSomeUnlogged({ store })) {}
    expect(await bare.countLeaves()).toBe(3);
  });

  /** Two processes: the other commits after the first has numbered its leaves, before it writes them. */
  const overtakenBy = (other: () => Promise<unknown>) => {
    let tries = 0;
    const raced: Store = {
      ...bare,
      commit: async (change, terms) => {
        tries += 1;
        if (tries === 1) await other();
        await bare.commit(change, terms);
      },
    };
    const own = notingLeaves({ store: raced, captures: place.folder, now: () => now });
    return { own, tries: () => tries };
  };

  it('are numbered behind those of others within the commit, with times that do not go back', async () => {
    const { own, tries } = overtakenBy(async () => {
      now = at(11);
      await store.commit(sampleArticle('a1', 3, 'One', 'text'));
      await store.commit(sampleArticle('a2', 3, 'Two', 'text'));
      now = at(9);
    });
    await own.commit(sampleArticle('a3', 3, 'Three', 'text'));
    expect(tries()).toBe(1);
    expect((await all()).map(({ index, articleId, time }) => [index, articleId, time])).toEqual([
      [0, 'a1', '2026-01-11T00:00:00.000Z'],
      [1, 'a2', '2026-01-11T00:00:00.000Z'],
      [2, 'a3', '2026-01-11T00:00:00.000Z'],
    ]);
    for (const leaf of await all()) expect(says(leaf)).toMatchObject({ rev: 1, prev: null });
  });

  /** Puts an article on record without a leaf, and gives the change that brings its second revision. */
  const secondOfUnlogged = async () => {
    const { captures, ...rest } = sampleArticle('a1', 3, 'a1', 'text');
    await bare.commit({ ...rest, captures });
    return secondOf('a1');
  };

  it('are made anew where others logged an article that they go on with', async () => {
    const second = await secondOfUnlogged();
    const { own, tries } = overtakenBy(() => logSomeUnlogged({ store }));
    await own.commit(second);
    expect(tries()).toBe(2);
    const leaves = await all();
    expect(leaves.map(({ kind, rev }) => [kind, rev])).toEqual([
      ['import', 1],
      ['revision', 2],
    ]);
    expect(says(leaves[1])['prev']).toEqual({ index: 0, record: leaves[0]?.record });
  });

  it('are made anew where one names another of the same change', async () => {
    const second = await secondOfUnlogged();
    const { own, tries } = overtakenBy(() => store.commit(sampleArticle('a2', 3, 'Two', 'text')));
    await own.commit(second);
    expect(tries()).toBe(2);
    const leaves = await all();
    expect(leaves.map(({ articleId, rev }) => [articleId, rev])).toEqual([
      ['a2', 1],
      ['a1', 1],
      ['a1', 2],
    ]);
    expect(says(leaves[2])['prev']).toEqual({ index: 1, record: leaves[1]?.record });
  });

  it('are made anew where others took something down', async () => {
    await store.commit(sampleArticle('a1', 3, 'One', 'text'));
    const [first] = await all();
    const record = first?.record ?? digest('a');
    const time = instant(at(9));
    const line = formatLeaf({ kind: 'takedown', time, record, ref: 0 });
    const { own, tries } = overtakenBy(() => bare.commit({ leaves: [{ index: 1, line, record }] }));
    await own.commit(sampleArticle('a2', 3, 'Two', 'text'));
    expect(tries()).toBe(2);
    expect((await all()).map(({ kind }) => kind)).toEqual(['revision', 'takedown', 'revision']);
  });

  it('come with their change or not at all', async () => {
    await bare.commit({
      polls: [{ sourceId: 's', nextPollAt: instant(0), failures: 0, warnings: [] }],
    });
    const polls = await bare.pollStates();
    const change = { ...sampleArticle('a1', 3, 'One', 'text'), polls };
    await expect(store.commit(change, { leasedBy: 'nobody' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await bare.countLeaves()).toBe(0);
    await store.commit(sampleArticle('a1', 3, 'One', 'text'));
    expect((await all()).map(({ index }) => index)).toEqual([0]);
  });
});
