import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStore } from '../../../test/house-store.ts';
import { scratch } from '../../../test/newspaper.ts';
import type { Instant, Url } from '../../model/index.ts';
import type { Store } from '../../store/index.ts';
import { sourceId } from '../identity.ts';
import type { ToldSource } from './about-note.ts';
import { MirrorOutlets } from './mirror-outlets.ts';
import type { MirroredFacts } from './mirrored.ts';

let place: ReturnType<typeof scratch>;
let store: Store;

beforeEach(async () => {
  place = scratch();
  store = await openTestStore({ file: join(place.folder, 'c.sqlite') });
});
afterEach(async () => {
  await store.close();
  place.clear();
});

const factsOf = (source: string) =>
  ({
    ...{ url: 'https://news.example/1' as Url, fetched: '2026-11-27T06:00:00.000Z' as Instant },
    record: { source },
  }) as unknown as MirroredFacts;

it('makes a told outlet under the id of its own address, whatever id is told', async () => {
  const theirs = 'https://other.example/feed' as Url;
  const id = sourceId('https://paper.example/feed' as Url);
  const told: ToldSource = { id, kind: 'feed', url: theirs, title: 'Paper', isFollowed: true };
  const about = { title: 'A', size: 1, mirrors: [], sources: [told] };
  const outlets = new MirrorOutlets({ store, now: () => 0 }, about);
  const made = await outlets.of(factsOf(id));
  expect(made).toMatchObject({ id: sourceId(theirs), url: theirs, state: 'unfollowed' });
  expect(outlets.fresh()).toEqual([made]);
  await store.commit({ sources: [made] });
  outlets.onRecord([made]);
  expect(outlets.fresh()).toEqual([]);
  expect(await store.source(id)).toBeUndefined();
  expect(await new MirrorOutlets({ store, now: () => 0 }, about).of(factsOf(id))).toEqual(made);
});
