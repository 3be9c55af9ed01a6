import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { exportWebArchive } from '../src/transfer/index.ts';
import { everything } from './everything.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { type Site, startSite, storyPage } from './small-site.ts';

const picture = (name: string) =>
  `${storyPage(`The ${name}`).replace('</article>', `<p>Only the ${name} says this, of ${name}.</p><p><img src="/${name}.jpg" alt="${name}"></p></article>`)}`;
const files = (folder: string) => readdirSync(folder).filter((name) => !name.startsWith('.'));

describe('a web archive that was exported before a takedown', () => {
  let place: ReturnType<typeof scratch>;
  let months: string;
  let all: string;
  let site: Site;
  let archive: Archive;
  const capture = (path: string) => archive.capture(site.url(path), { allowPrivate: true });
  const options = { format: 'warc', title: 'T', software: 'test', text: true } as const;

  beforeEach(async () => {
    const time = clock(Date.UTC(2026, 10, 28, 8));
    place = scratch();
    [months, all] = [join(place.folder, 'months'), join(place.folder, 'all')];
    const image = { type: 'image/jpeg', body: Buffer.from('ÿØÿ of the house') };
    site = await startSite({
      '/2026/11/28/house-of-the-day': picture('house'),
      '/2026/12/08/quay-of-the-day': picture('quay'),
      '/house.jpg': image,
      '/quay.jpg': image,
    });
    archive = await openForTest(join(place.folder, 'archive'), time.now);
    await capture('/2026/11/28/house-of-the-day');
    time.pass(10 * 86_400_000);
    await capture('/2026/12/08/quay-of-the-day');
    await exportWebArchive(archive, months, { ...options, by: 'month' });
    await exportWebArchive(archive, all, options);
  });
  afterEach(async () => {
    await archive.close();
    await site.close();
    place.clear();
  });

  it('has nothing of it left when it is written again', async () => {
    expect(files(months)).toHaveLength(2);
    // The picture of December refers to the one of November, which is in its file too.
    expect(everything(months).split('/house.jpg\r\n').length).toBeGreaterThan(3);
    await archive.takeDown(site.url('/2026/11/28/house-of-the-day'), { reason: 'court' });
    await exportWebArchive(archive, months, { ...options, by: 'month' });
    await exportWebArchive(archive, all, options);
    expect(files(months)).toEqual(['backissue-2026-12-00001.warc.gz']);
    for (const one of [months, all]) {
      expect(everything(one)).not.toContain('house.jpg');
      expect(everything(one)).toContain('of the house');
    }
  });

  it('is gone when nothing is left', async () => {
    for (const path of ['/2026/11/28/house-of-the-day', '/2026/12/08/quay-of-the-day']) {
      await archive.takeDown(site.url(path), { reason: 'court' });
    }
    for (const [one, by] of [
      [months, { by: 'month' }],
      [all, {}],
    ] as const) {
      const again = exportWebArchive(archive, one, { ...options, ...by });
      await expect(again).rejects.toMatchObject({ code: 'not-found' });
      expect(files(one)).toEqual([]);
    }
  });
});
