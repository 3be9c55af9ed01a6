import { expect, test } from 'vitest';
import { failureRetryAfterMs } from './index.ts';
import { serve } from './testing/loopback.ts';
import { clientForTest, closeAfterTest } from './testing/until-test-ends.ts';

test.each<readonly [string, readonly number[], number | undefined]>([
  ['nothing', [], undefined],
  ['301', [301], 1],
  ['308', [308], 1],
  ['301 301 308', [301, 301, 308], 3],
  ['301 302', [301, 302], 1],
  ['301 302 301', [301, 302, 301], 1],
  ['308 307 303', [308, 307, 303], 1],
  ['302', [302], undefined],
  ['302 301', [302, 301], undefined],
  ['307', [307], undefined],
])('after %s the URL for good is where the first permanent ones led', async (_, chain, moved) => {
  const server = await serve((request, response) => {
    const step = Number(request.url?.slice(1));
    const status = chain[step];
    if (status !== undefined) response.writeHead(status, { Location: `/${step + 1}` });
    response.end();
  });
  closeAfterTest(server);
  const answer = await clientForTest().fetch({ url: server.url('/0'), allowPrivate: true });
  expect(answer.finalUrl).toBe(server.url(`/${chain.length}`));
  expect(answer.permanentUrl).toBe(moved === undefined ? undefined : server.url(`/${moved}`));
});

test('a 301 without a Location has moved nowhere', async () => {
  const server = await serve((_, response) => response.writeHead(301).end());
  closeAfterTest(server);
  const answer = await clientForTest().fetch({ url: server.url('/'), allowPrivate: true });
  expect(answer).not.toHaveProperty('permanentUrl');
});

test.each([
  [429, '86400', 86_400_000],
  [503, 'Tue, 24 Nov 2026 06:00:00 GMT', 21_600_000],
  [503, 'soon', undefined],
  [500, '60', undefined],
  [200, '60', undefined],
])('of %i with Retry-After %j the caller is told %j', async (status, value, ms) => {
  const server = await serve((_, response) =>
    response.writeHead(status, { 'Retry-After': value }).end(),
  );
  closeAfterTest(server);
  const one = clientForTest();
  const answer = await one.fetch({ url: server.url('/'), allowPrivate: true });
  expect(answer.retryAfterMs).toBe(ms);
  if (ms === undefined) return;
  one.clock.ms += 1000;
  const waiting = await one
    .fetch({ url: server.url('/'), allowPrivate: true })
    .catch((error: unknown) => error);
  expect(failureRetryAfterMs(waiting)).toBe(ms - 1000);
});

test('other failures ask for no time', () => {
  expect(failureRetryAfterMs(new Error('x'))).toBeUndefined();
});
