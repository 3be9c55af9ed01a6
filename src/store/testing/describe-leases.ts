import { beforeEach, expect, it } from 'vitest';
import type { Source, Url } from '../../model/index.ts';
import type { DuePoll, Store } from '../index.ts';
import { at, duePoll, sampleSource } from './samples.ts';

/** Who may poll a source, and until when. */
export function describeLeases(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('leases a due poll to one holder at a time, and to another after its time', async () => {
    const sources = ['s1', 's2', 's3'].map((id) => ({
      ...sampleSource,
      id,
      url: `https://${id}.test/feed` as Url,
    }));
    const url = 'https://s4.test/feed' as Url;
    const unfollowed: Source = { ...sampleSource, id: 's4', url, state: 'unfollowed' };
    await store.commit({
      sources: [...sources, unfollowed],
      polls: [duePoll('s1', 3), duePoll('s2', 2), duePoll('s3', 9), duePoll('s4', 1)],
    });
    expect(await store.nextPollAt()).toBe(at(2));
    const lease = (holder: string, until: number) => ({ holder, until: at(until) });
    const ids = (due: readonly DuePoll[]) => due.map(({ source }) => source.id);
    const first = await store.leasePolls({ at: at(4), lease: lease('a', 5), limit: 1 });
    expect(ids(first)).toEqual(['s2']);
    const both = { at: at(4), lease: lease('b', 6), limit: 9 };
    expect(ids(await store.leasePolls(both))).toEqual(['s1']);
    expect(await store.leasePolls(both)).toEqual([]);
    expect(await store.leasePoll('s2', at(4), lease('b', 6))).toBeUndefined();
    expect((await store.leasePoll('s2', at(4), lease('a', 5)))?.source.id).toBe('s2');
    expect(ids(await store.leasePolls({ ...both, at: at(5) }))).toEqual(['s2']);
    await store.releasePolls('b');
    expect(ids(await store.leasePolls({ ...both, lease: lease('c', 7) }))).toEqual(['s2', 's1']);
  });

  it('renews the leases of a holder and nobody else', async () => {
    const hosts = ['s1', 's2', 's3'].map((id) => ({
      ...sampleSource,
      id,
      url: `https://${id}.test/feed` as Url,
    }));
    await store.commit({ sources: hosts, polls: hosts.map(({ id }) => duePoll(id, 1)) });
    const lease = (holder: string, until: number) => ({ holder, until: at(until) });
    await store.leasePoll('s1', at(2), lease('a', 3));
    await store.leasePoll('s2', at(2), lease('a', 3));
    await store.leasePoll('s3', at(2), lease('b', 3));
    await store.renewPolls(['s1', 's3'], lease('a', 9));
    await store.renewPolls([], lease('a', 9));
    const taken = await store.leasePolls({ at: at(4), lease: lease('c', 5), limit: 9 });
    expect(taken.map(({ source }) => source.id)).toEqual(['s2', 's3']);
  });

  it('leases one poll of a host at a time', async () => {
    const sources = ['s1', 's2', 's3'].map((id) => ({ ...sampleSource, id }));
    await store.commit({ sources, polls: ['s1', 's2', 's3'].map((id) => duePoll(id, 1)) });
    const query = { at: at(2), lease: { holder: 'a', until: at(3) }, limit: 9 };
    const ids = async () => (await store.leasePolls(query)).map(({ source }) => source.id);
    expect(await ids()).toEqual(['s1']);
    expect(await ids()).toEqual([]);
    await store.commit({ polls: [duePoll('s1', 9)] }, { leasedBy: 'a' });
    expect(await ids()).toEqual(['s2']);
  });

  it('lets only the holder of a lease write what the poll brought, once', async () => {
    await store.commit({ sources: [sampleSource], polls: [duePoll('s1', 1)] });
    const lease = { holder: 'a', until: at(3) };
    await store.leasePolls({ at: at(2), lease, limit: 9 });
    const polls = [{ ...duePoll('s1', 5), failures: 1 }];
    await expect(store.commit({ polls }, { leasedBy: 'b' })).rejects.toThrow(/a polls this source/);
    expect((await store.pollState('s1'))?.failures).toBe(0);
    await store.commit({ polls }, { leasedBy: 'a' });
    expect((await store.pollState('s1'))?.failures).toBe(1);
    await expect(store.commit({ polls }, { leasedBy: 'a' })).rejects.toThrow(/nobody polls/);
  });
}
