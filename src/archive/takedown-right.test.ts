import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { clock, scratch } from '../../test/newspaper.ts';
import { openParts } from '../../test/open-parts.ts';
import { startSite } from '../../test/small-site.ts';
import { instant } from '../model/index.ts';

const page = (name: string) =>
  `<html lang="en"><body><article><h1>The ferry ${name}</h1><p>${'The ferry does not run today. '.repeat(20)}</p></article></body></html>`;

it('takes nothing down while another worker does, and finishes what one left that died', async () => {
  const { folder, clear } = scratch();
  const time = clock();
  const store = await openTestStore({ file: join(folder, 'c.sqlite') });
  const site = await startSite({ '/a': page('Anna'), '/b': page('Berta') });
  const waits: number[] = [];
  const delay = async (ms: number, signal: AbortSignal) => {
    // What keeps rights alive waits until its work is done.
    if (ms !== 1000)
      return void (await new Promise((end) => signal.addEventListener('abort', end)));
    waits.push(ms);
    time.pass(ms);
  };
  const how = { now: time.now, delay, shared: true, images: false };
  const open = (holder: string) => openParts(folder, store, { ...how, holder });
  const first = await open('quay1');
  onTestFinished(async () => {
    await site.close();
    clear();
  });
  for (const path of ['/a', '/b'])
    await first.archive.capture(site.url(path), { allowPrivate: true });

  const at = instant(time.now());
  const lease = { holder: 'quay2', until: instant(time.now() + 60_000) };
  await store.takeLeases({ names: ['takedown'], lease, at });
  await expect(first.archive.takeDown(site.url('/a'), { reason: 'court' })).rejects.toThrow(
    'another worker takes something down just now; try again',
  );
  expect(await first.archive.stats()).toMatchObject({ articles: 2 });
  // The other has put it on record, and dies.
  const planned = await first.archive.takeDown(site.url('/b'), { reason: 'court', dryRun: true });
  await store.commit({ takedowns: [planned] });
  const second = await open('quay3');
  expect(waits).toHaveLength(60);
  expect(await second.archive.takedowns()).toMatchObject([{ state: 'done' }]);
  expect(await second.archive.stats()).toMatchObject({ articles: 1 });
  await second.archive.close();
});
