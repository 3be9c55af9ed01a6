import { afterEach, expect, it } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { scratch } from '../../test/newspaper.ts';
import { instant, type PollState, type Source, type Url } from '../model/index.ts';
import type { Change, Store } from '../store/index.ts';
import { createRecorder, notePoll } from './recorder.ts';

const at = (minute: number) => instant(Date.UTC(2026, 0, 1, 0, minute));
const source = (id: string): Source => ({
  id,
  kind: 'feed',
  url: `https://${id}.test/feed` as Url,
  title: id,
  body: 'page',
  state: 'followed',
  allowPrivate: false,
  followedAt: at(0),
});
const poll = (sourceId: string, minute: number): PollState => ({
  sourceId,
  nextPollAt: at(minute),
  failures: 0,
  warnings: [],
});

let clear = () => {};
afterEach(() => clear());

/** A catalogue of three sources whose polls are leased to us, and the commits that are made. */
async function leased(): Promise<{ store: Store; commits: Change[] }> {
  const place = scratch();
  const store = await openTestStore({ file: `${place.folder}/c.sqlite` });
  clear = () => place.clear();
  const ids = ['a', 'b', 'c'];
  await store.commit({ sources: ids.map(source), polls: ids.map((id) => poll(id, 1)) });
  await store.leasePolls({ at: at(2), lease: { holder: 'us', until: at(9) }, limit: 9 });
  const commits: Change[] = [];
  const commit: Store['commit'] = (change, terms) => {
    commits.push(change);
    return store.commit(change, terms);
  };
  return { store: { ...store, commit }, commits };
}

/** Notes polls as `us`. */
function notes(store: Store): (one: PollState) => Promise<void> {
  const { record } = createRecorder({
    store,
    captures: '',
    warc: undefined,
    now: () => Date.UTC(2026, 0, 1),
    revisitDays: 30,
    alone: inTurn(),
    holder: 'us',
  });
  return (one) => notePoll({ record }, one);
}

const inTurn = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(step: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(step);
    last = turn.catch(() => {});
    return turn;
  };
};

it('writes the polls that wait for their turn in one transaction', async () => {
  const { store, commits } = await leased();
  const note = notes(store);
  await Promise.all(['a', 'b', 'c'].map((id) => note(poll(id, 30))));
  expect(commits.map((change) => change.polls?.length)).toEqual([3]);
  expect(await store.nextPollAt()).toBe(at(30));
  await store.close();
});

it('writes the others when one has lost its lease, and says which', async () => {
  const { store } = await leased();
  await store.releasePolls();
  await store.leasePoll('a', at(3), { holder: 'us', until: at(9) });
  await store.leasePoll('b', at(3), { holder: 'them', until: at(9) });
  const note = notes(store);
  const ends = await Promise.allSettled([note(poll('a', 30)), note(poll('b', 30))]);
  expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'rejected']);
  expect((await store.pollState('a'))?.nextPollAt).toBe(at(30));
  expect((await store.pollState('b'))?.nextPollAt).toBe(at(1));
  await store.close();
});
