import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Calendar, startCalendar } from './calendar.ts';
import { mirrorArchives } from './mirror-archives.ts';
import { hour } from './scripted-outlet.ts';

const scene = mirrorArchives();
const { time, at, archive, host, publish, fetched, findings, keptIn, captureSome } = scene;
let calendar: Calendar;

beforeEach(async () => {
  await scene.begin();
  calendar = await startCalendar('salt');
});
afterEach(async () => {
  await calendar.close();
  await scene.end();
});

const stamping = () => ['--stamp', `ots:${calendar.url}`];

/** Archive `a`, whose newest checkpoint is stamped, published; and the name of the stamp. */
async function stamped(): Promise<string> {
  await captureSome();
  expect((await archive('a').run('ledger', '--stamp-now', ...stamping())).code).toBe(0);
  await publish('a');
  return readFileSync(at('a-site/ledger/stamp/list'), 'utf8').trim();
}

/** A file of the stamps that archive `b` keeps of `a`'s ledger; undefined where there is none. */
function keptStamp(name: string): Buffer | undefined {
  const path = at(join('b/ledgers', keptIn('b')[0] ?? '', 'stamp', name));
  return existsSync(path) ? readFileSync(path) : undefined;
}
const shownStamp = (name: string): Buffer => readFileSync(at(join('a-site/ledger/stamp', name)));

describe('who follows a mirror', () => {
  it('keeps its time stamps too, checked, and what they were waiting for once it is there', async () => {
    const name = await stamped();
    const a = await host('a-site');
    await archive('b').run('follow', a.url(), '--allow-private');
    expect((await fetched('b')).failed).toEqual([]);
    const over = `${Number.parseInt(name, 10)}.checkpoint`;
    for (const one of [name, over, 'list']) expect(keptStamp(one)).toEqual(shownStamp(one));
    const promised = shownStamp(name);
    const { document } = await archive('b').told('verify');
    expect(document.ledgers[0]).toMatchObject({ ok: true, stamps: [{ path: `stamp/${name}` }] });
    calendar.mine(800_000);
    time.pass(48 * hour);
    await archive('a').run('fetch', '--all', ...stamping());
    await archive('a').run('ledger', '--stamp-now', ...stamping());
    await publish('a');
    expect(shownStamp(name)).not.toEqual(promised);
    expect((await fetched('b')).failed).toEqual([]);
    expect(keptStamp(name)).toEqual(shownStamp(name));
    expect(keptStamp('list')).toEqual(shownStamp('list'));
  }, 120_000);

  it.each([
    ['altered', () => Buffer.from('no proof at all')],
    ['larger than any', () => Buffer.alloc(300_000, 1)],
  ])(
    'takes no stamp that is %s, and all else',
    async (_, bytes) => {
      const name = await stamped();
      const a = await host('a-site');
      a.instead.set(`ledger/stamp/${name}`, bytes());
      await archive('b').run('follow', a.url(), '--allow-private');
      const report = await fetched('b');
      expect([report.failed, report.articles > 0]).toEqual([[], true]);
      expect(keptStamp('list')).toBeUndefined();
      expect(await findings('b')).toEqual([]);
      expect((await archive('b').run('verify')).code).toBe(0);
    },
    120_000,
  );

  it('takes no stamp over a checkpoint of another history', async () => {
    const name = await stamped();
    const a = await host('a-site');
    const over = `ledger/stamp/${Number.parseInt(name, 10)}.checkpoint`;
    const text = readFileSync(at(join('a-site', over)), 'utf8').split('\n');
    a.instead.set(
      over,
      [text[0], text[1], Buffer.alloc(32).toString('base64'), ...text.slice(3)].join('\n'),
    );
    await archive('b').run('follow', a.url(), '--allow-private');
    expect((await fetched('b')).failed).toEqual([]);
    expect(keptStamp('list')).toBeUndefined();
  }, 120_000);
});
