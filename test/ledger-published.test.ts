import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { everything } from './everything.ts';
import { isOnPostgres, openTestStore } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { quayPage as page, quayPath as path } from './quay-story.ts';
import { rebuilt } from './rebuilt.ts';
import { type Site, startSite } from './small-site.ts';

describe('the published ledger', () => {
  const time = clock();
  let place: ReturnType<typeof scratch>;
  let site: Site;
  let archive: Archive | undefined;
  const url = () => site.url(path);
  const file = (name: string) => join(place.folder, name);
  const capture = async () => {
    archive = await openForTest(place.folder, time.now, { ledger: {} });
    await archive.capture(url(), { allowPrivate: true });
  };
  const close = async () => {
    await archive?.close();
    archive = undefined;
  };
  const status = async () =>
    (await command(['ledger', '--json', '--archive', place.folder])).json() as Record<
      string,
      unknown
    >;
  const records = async () => {
    const store = await openTestStore({ file: file('backissue.sqlite'), readOnly: true });
    const rows = await store.leaves(0, 99);
    await store.close();
    return rows.map(({ record }) => file(`ledger/record/${record.slice(0, 2)}/${record}.json`));
  };

  beforeEach(async () => {
    place = scratch();
    site = await startSite({ [path]: page('Quay.') });
    await capture();
    await close();
  });
  afterEach(async () => {
    await close();
    await site.close();
    place.clear();
  });

  it('is there when the work ends, and its name stays', async () => {
    const first = await status();
    expect(first).toMatchObject({ leaves: 1, size: 1, unpublished: 0 });
    expect(first['origin']).toMatch(/^backissue\.invalid\/[0-9a-f]{16}$/);
    expect((await records()).every((one) => existsSync(one))).toBe(true);
    site.set(path, page('Quay and pier.'));
    time.pass(60_000);
    await capture();
    await close();
    expect(await status()).toMatchObject({ leaves: 2, size: 2, origin: first['origin'] });
  });

  it('gets after a crash what was logged and not published', async () => {
    const whole = await status();
    const note = readFileSync(file('ledger/checkpoint'), 'utf8');
    rmSync(file('ledger'), { recursive: true });
    expect(await status()).toMatchObject({ leaves: 1, unpublished: 1 });
    archive = await openForTest(place.folder, time.now, { ledger: {} });
    await close();
    expect(await status()).toEqual(whole);
    expect(readFileSync(file('ledger/checkpoint'), 'utf8')).toBe(note);
  });

  it('keeps nothing of a record that is taken down', async () => {
    const [record = ''] = await records();
    const { salt } = JSON.parse(readFileSync(record, 'utf8')) as { salt: string };
    archive = await openForTest(place.folder, time.now, { ledger: {} });
    await archive.takeDown(url(), { reason: 'court' });
    await close();
    expect(existsSync(record)).toBe(false);
    expect(everything(place.folder).includes(salt)).toBe(false);
    expect(await status()).toMatchObject({ leaves: 2, size: 2, unpublished: 0 });
  });

  it.skipIf(isOnPostgres)('goes on after a rebuild as it was', async () => {
    const before = await status();
    await rebuilt(place.folder);
    archive = await openForTest(place.folder, time.now, { ledger: {} });
    await close();
    expect(await status()).toEqual(before);
  });

  // A database remembers it besides, for all its hosts.
  const onFile = it.skipIf(isOnPostgres);
  onFile(
    'is not signed on with a key of which nothing is remembered, until it is adopted',
    async () => {
      const signed = (await command(['ledger', '--json', '--archive', place.folder])).json();
      expect(signed).toMatchObject({ size: 1 });
      expect(existsSync(file('key'))).toBe(true);
      expect(existsSync(file('backissue.sqlite'))).toBe(!isOnPostgres);
      rmSync(file('ledger'), { recursive: true });
      for (const name of readdirSync(place.folder).filter((one) => one.startsWith('signed-'))) {
        rmSync(file(name), { recursive: true });
      }
      site.set(path, page('Quay and pier.'));
      time.pass(60_000);
      await capture();
      await close();
      expect(await status()).toMatchObject({ leaves: 2, unpublished: 2 });
      const adopted = await command(['ledger', '--adopt', '--json', '--archive', place.folder], {
        now: time.now,
      });
      expect(adopted.json()).toMatchObject({ leaves: 2, size: 2, unpublished: 0 });
    },
  );

  it('that cannot be written loses no capture', async () => {
    rmSync(file('ledger'), { recursive: true });
    writeFileSync(file('ledger'), 'in the way');
    site.set(path, page('Quay and pier.'));
    time.pass(60_000);
    await capture();
    expect((await archive?.ledger().catch(() => undefined))?.fault ?? 'told').not.toBe('');
    await close();
    rmSync(file('ledger'));
    expect(await status()).toMatchObject({ leaves: 2, unpublished: 2 });
  });
});
