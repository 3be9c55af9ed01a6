import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { clock, scratch } from '../../test/newspaper.ts';
import { type OpenParts, openParts } from '../../test/open-parts.ts';
import { rss } from '../../test/small-site.ts';
import { type Loopback, serve } from '../http/testing/loopback.ts';
import type { Push, Source } from '../model/index.ts';

const day = 86_400_000;

describe('a feed that names a hub', () => {
  let time: ReturnType<typeof clock>;
  let clear: () => void;
  let site: Loopback;
  let parts: OpenParts;
  let source: Source;
  let forms: URLSearchParams[];
  let hubStatus: number;

  beforeEach(async () => {
    const { folder, clear: clearFolder } = scratch();
    clear = clearFolder;
    time = clock();
    forms = [];
    hubStatus = 202;
    site = await serve((request, response) => {
      if (request.url !== '/hub') {
        const link = `<${site.url('/hub')}>; rel="hub", <${site.url('/feed')}>; rel="self"`;
        response.writeHead(200, { 'content-type': 'application/rss+xml', link }).end(rss(['/a']));
        return;
      }
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        forms.push(new URLSearchParams(body));
        response.writeHead(hubStatus).end('as you wish');
      });
    });
    parts = await openParts(
      folder,
      await openTestStore({ file: join(folder, 'backissue.sqlite') }),
      { now: time.now, publicUrl: 'https://reader.example/news' },
    );
    source = await parts.follow(site.url('/feed'), { body: 'feed' });
  });
  afterEach(async () => {
    await parts.archive.close();
    await site.close();
    clear();
  });

  const push = async (): Promise<Push> => {
    const known = await parts.store.push(source.id);
    if (known === undefined) throw new Error('nothing is subscribed to');
    return known;
  };
  const confirm = async (leaseSeconds: number, mode = 'subscribe') => {
    const { token, topic } = await push();
    const question = { mode, topic, challenge: 'riddle', leaseSeconds };
    return await parts.archive.confirmPush(token, question);
  };
  const warnings = () =>
    parts.told.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
  const waitSeconds = async () =>
    (Date.parse((await parts.store.pollState(source.id))?.nextPollAt ?? '') - time.now()) / 1000;

  it('is subscribed to with our callback, and polled seldom once the hub has asked back', async () => {
    await parts.archive.fetch();
    expect(forms).toHaveLength(1);
    expect(forms[0]?.get('hub.callback')).toBe(
      `https://reader.example/news/websub/${(await push()).token}`,
    );
    expect(forms[0]?.get('hub.topic')).toBe(site.url('/feed'));
    expect(await confirm(10 * 86_400)).toBe('riddle');
    await parts.archive.fetch({ all: true });
    expect(await waitSeconds()).toBeGreaterThan(5 * 3600);
    expect(forms).toHaveLength(1);
  });

  it('is subscribed to again before the lease ends, however short it is', async () => {
    await parts.archive.fetch();
    await confirm(2 * 3600);
    await parts.archive.fetch({ all: true });
    const begun = time.now();
    while (forms.length < 2) {
      time.pass(Math.max(1, await waitSeconds()) * 1000);
      await parts.archive.fetch();
    }
    expect(time.now() - begun).toBeLessThanOrEqual(2 * 3_600_000);
    expect(forms[1]?.get('hub.callback')).toBe(forms[0]?.get('hub.callback'));
  });

  it('is polled at once when the hub tells of news, and not for a wrong signature', async () => {
    await parts.archive.fetch();
    await confirm(86_400);
    await parts.archive.fetch({ all: true });
    const { token, secret } = await push();
    const body = new TextEncoder().encode('<rss/>');
    const sign = (key: string) => createHmac('sha256', key).update(body).digest('hex');
    for (const wrong of ['', 'sha256=', `sha256=${sign('guess')}`, `md5=${sign(secret)}`, 'x']) {
      await parts.archive.heedPush(token, wrong, body);
      expect(await waitSeconds()).toBeGreaterThan(3600);
    }
    await parts.archive.heedPush(token, `sha256=${sign(secret)}`, body);
    expect(await waitSeconds()).toBe(0);
    await expect(parts.archive.heedPush('guess', 'x', body)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is polled as before when the hub is down or says no, and it is asked again after a day', async () => {
    hubStatus = 500;
    await parts.archive.fetch();
    expect(warnings()).toEqual([expect.stringMatching(/takes no subscription .*500/)]);
    expect((await parts.store.pollState(source.id))?.failures).toBe(0);
    await parts.archive.fetch({ all: true });
    expect(forms).toHaveLength(1);
    hubStatus = 202;
    time.pass(day + 1);
    await parts.archive.fetch();
    expect(forms).toHaveLength(2);
    await confirm(86_400);
    expect(await confirm(0, 'denied')).toBe('');
    expect((await push()).state).toBe('refused');
    await parts.archive.fetch({ all: true });
    expect(await waitSeconds()).toBeLessThan(4 * 3600);
  });

  it('is no longer confirmed once it is unfollowed, nor for another topic', async () => {
    await parts.archive.fetch();
    const { token } = await push();
    const question = { mode: 'subscribe', topic: 'https://elsewhere.example/', challenge: 'x' };
    await expect(parts.archive.confirmPush(token, question)).rejects.toThrow(/no such/);
    await parts.archive.unfollow(source.id);
    await expect(confirm(60)).rejects.toThrow(/no such/);
    expect(await confirm(60, 'unsubscribe')).toBe('riddle');
  });
});
