import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFor, postgres } from './fresh-database.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { quayPage as page, quayPath as path } from './quay-story.ts';
import { type Site, startSite } from './small-site.ts';

const time = clock();
const place = scratch();
let site: Site;
beforeAll(async () => {
  site = await startSite({ [path]: page('Quay.') });
});
afterAll(async () => {
  await site.close();
  place.clear();
});

describe.skipIf(postgres() === '')('an archive that two hosts have on one PostgreSQL', () => {
  it('has one ledger, which both hand out, signed on the host that has the key', async () => {
    const database = await databaseFor('ledger of two hosts');
    const [one, other] = [place.freshFolder(), place.freshFolder()];
    const opened = (folder: string) => openForTest(folder, time.now, { database, ledger: {} });
    const first = await opened(one);
    await first.capture(site.url(path), { allowPrivate: true });
    await first.close();
    const note = readFileSync(join(one, 'ledger/checkpoint'), 'utf8');
    expect(note.split('\n')[1]).toBe('1');
    await (await opened(other)).close();
    expect(existsSync(join(other, 'key'))).toBe(false);
    expect(readFileSync(join(other, 'ledger/checkpoint'), 'utf8')).toBe(note);
    // Without a key it has nothing to complain of.
    const parameters = ['doctor', '--archive', other, '--database', database, '--json'];
    const { json } = await command(parameters, { now: time.now });
    expect(json()).toMatchObject({ ledger: { leaves: 1, size: 1, key: 'missing', says: [] } });
  });
});
