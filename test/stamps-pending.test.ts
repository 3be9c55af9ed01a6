import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseStampServers } from '../src/tlog/index.ts';
import { type Calendar, startCalendar } from './calendar.ts';
import { isChromiumThere, launchChromium } from './hostile/watched-chromium.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { quayPage as page, quayPath as path } from './quay-story.ts';
import { type Site, startSite } from './small-site.ts';

const hour = 3_600_000;
const place = scratch();

/** What evidence pages say of themselves in Chromium. */
async function states(pages: readonly string[]): Promise<(string | null)[]> {
  const browser = await launchChromium();
  const said: (string | null)[] = [];
  for (const text of pages) {
    const file = join(place.folder, 'opened.html');
    writeFileSync(file, text);
    const tab = await browser.newPage();
    await tab.goto(pathToFileURL(file).href);
    const checked = tab.locator('#state:not([data-state="unchecked"])');
    said.push(await checked.getAttribute('data-state'));
    await tab.close();
  }
  await browser.close();
  return said;
}

describe('time stamps of OpenTimestamps', () => {
  let site: Site;
  let one: Calendar;
  let two: Calendar;
  beforeAll(async () => {
    site = await startSite({ [path]: page('Quay.') });
  });
  beforeEach(async () => {
    one = await startCalendar('one');
    two = await startCalendar('two');
  });
  afterEach(async () => {
    await one.close();
    await two.close();
  });
  afterAll(async () => {
    await site.close();
    place.clear();
  });

  const names = () => `ots:${one.url},ots:${two.url}`;
  const capture = async (folder: string, time: ReturnType<typeof clock>, text: string) => {
    site.set(path, page(text));
    const stamps = { servers: parseStampServers(names()) ?? [], everyMs: 24 * hour };
    const warnings: string[] = [];
    const archive = await openForTest(folder, time.now, {
      ledger: { stamps },
      onEvent: (event) => event.type === 'warning' && warnings.push(event.message),
    });
    await archive.capture(site.url(path), { allowPrivate: true });
    await archive.close();
    return warnings;
  };
  const verify = async (folder: string, time: ReturnType<typeof clock>, ...more: string[]) => {
    const how = { now: time.now };
    const { out } = await command(['verify', folder, ...more], how);
    const { code, json } = await command(['verify', folder, '--json', ...more], how);
    return { code, out, ...(json() as unknown as { stamps?: object[]; faults: object[] }) };
  };

  it('are promised by calendars, asked after, and told as no more than they prove', async () => {
    const folder = place.freshFolder();
    const time = clock();
    await capture(folder, time, 'Quay.');
    expect(readFileSync(join(folder, 'ledger/stamp/list'), 'utf8')).toBe('1.1.ots\n');
    const promised = await verify(folder, time);
    expect(promised).toMatchObject({
      ...{ code: 0, faults: [] },
      stamps: [{ kind: 'opentimestamps', size: 1, pending: [one.url, two.url], blocks: [] }],
    });
    expect(promised.out).toContain('not attested yet: no time is proved');
    const told = await command(['ledger', '--archive', folder, '--stamp', names(), '--json']);
    expect(told.json()).toMatchObject({ stamps: { stamps: 1, pending: 1 } });

    // Within the hour nobody is asked; then both are, and one has a block.
    await capture(folder, time, 'Quay and pier.');
    expect(one.asked).toEqual(['POST /digest']);
    one.mine(100);
    time.pass(hour);
    await capture(folder, time, 'Quay, pier and mole.');
    expect(one.asked[1]).toMatch(/^GET \/timestamp\/[0-9a-f]{64}$/);
    const found = await verify(folder, time);
    expect(found.stamps).toMatchObject([{ pending: [two.url], blocks: [{ height: 100 }] }]);
    expect(found.out).toContain("if Bitcoin's block 100 has the Merkle root");
    expect(found.out).toContain('give its header with --block-headers');

    const headers = join(place.folder, 'headers');
    const at = Math.floor(time.now() / 1000) * 1000;
    writeFileSync(headers, `100 ${one.header(at)}\n`);
    const proved = await verify(folder, time, '--block-headers', headers);
    const moment = new Date(at).toISOString();
    expect(proved.stamps).toMatchObject([{ at: moment, blocks: [{ height: 100, at: moment }] }]);
    expect(proved.out).toContain(`the first 1 leaves not later than ${moment}, by Bitcoin's block`);
    writeFileSync(headers, `100 ${Buffer.alloc(80).toString('hex')}\n`);
    const wrong = await verify(folder, time, '--block-headers', headers);
    expect(wrong).toMatchObject({ code: 3, faults: [{ kind: 'altered-stamp' }] });

    // The evidence file has the block, and checks itself.
    const evidence = join(place.folder, 'evidence.html');
    const proving = ['prove', site.url(path), '--output', evidence, '--archive', folder];
    expect((await command(proving)).code).toBe(0);
    const html = readFileSync(evidence, 'utf8');
    expect(html).toMatch(
      /<strong data-says>http\S+; Bitcoin 100 [0-9a-f]{64}<\/strong>|<strong data-says>Bitcoin 100 [0-9a-f]{64}; http/,
    );
    if (isChromiumThere) {
      const altered = html.replace(/(<strong data-says>.*?Bitcoin )100/, '$199');
      const file = html.replace(
        'download="1.checkpoint" href="data:application/octet-stream;base64,',
        '$&AAAA',
      );
      expect(await states([html, altered, file])).toEqual(['verified', 'faulty', 'faulty']);
    }

    // The other is asked again, ever more rarely, until it knows a block too.
    two.mine(101);
    time.pass(2 * hour);
    await capture(folder, time, 'Quay, pier, mole and jetty.');
    expect((await verify(folder, time)).stamps).toMatchObject([{ pending: [] }]);
    const after = await command(['ledger', '--archive', folder, '--stamp', names(), '--json']);
    expect(after.json()).toMatchObject({ stamps: { pending: 0 } });
  });

  it('are of one calendar still where another talks nonsense', async () => {
    const folder = place.freshFolder();
    const time = clock();
    // A block whose Merkle root would have 33 bytes, an endless message, and more than any calendar gives.
    const bitcoin = '000588960d73d719010105';
    const unknown = '0001020304050607080100';
    const noRoot = `f001aa${bitcoin}`;
    const endless = `${'f3'.repeat(8)}${unknown}`;
    const tooMuch = `${`ff${unknown}`.repeat(1000)}${unknown}`;
    for (const lie of [noRoot, endless, tooMuch]) {
      two.lie(lie);
      time.pass(48 * hour);
      const [warning] = await capture(folder, time, `Quay ${lie.length}.`);
      expect(warning).toMatch(
        /stamped nothing: .*(?:leads to no Merkle root|too long|more than 10000 are not taken)/,
      );
    }
    const { code, stamps } = await verify(folder, time);
    expect([code, stamps]).toMatchObject([0, [1, 2, 3].map(() => ({ pending: [one.url] }))]);
  });

  it('stay as they are where what becomes of one would make the proof unreadable', async () => {
    const folder = place.freshFolder();
    const time = clock();
    await capture(folder, time, 'Quay and buoy.');
    one.mine(100);
    // As deep as an answer may be, and so too deep behind what was promised.
    two.lie(`${'08'.repeat(255)}0001020304050607080100`);
    time.pass(hour);
    await capture(folder, time, 'Quay, buoy and pier.');
    const found = await verify(folder, time);
    expect(found.faults).toEqual([]);
    expect(found.stamps).toMatchObject([{ pending: [two.url], blocks: [{ height: 100 }] }]);
  });
});
