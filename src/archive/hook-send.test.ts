import { afterEach, expect, it } from 'vitest';
import { createHttpClient } from '../http/index.ts';
import { type Loopback, serve } from '../http/testing/loopback.ts';
import { sendTo } from './hook-send.ts';

let server: Loopback;
afterEach(() => server.close());
const now = () => Date.UTC(2026, 10, 24);

/** Sends to a receiver that answers so; one that does not is waited for only a moment. */
async function sent(answer: number | undefined, headers: Record<string, string> = {}) {
  const answerMs = answer === undefined ? 80 : 60_000;
  let asked = 0;
  server = await serve((_request, response) => {
    asked += 1;
    if (answer !== undefined) response.writeHead(answer, headers).end();
  });
  const http = createHttpClient({ now, userAgent: 'Backissue-test/1.0', hostGapMs: 0 });
  const hook = { url: server.url('/T0/pass-word'), allowPrivate: true };
  const told = { event: 'test', delivery: 'h1-1' };
  const { signal } = new AbortController();
  const result = await sendTo({ http, now, answerMs }, hook, told, signal);
  await http.close();
  return { result, asked };
}

it('waits no longer than it may for a receiver that does not answer', async () => {
  const { result } = await sent(undefined);
  expect(result).toEqual({ taken: false, why: 'it gave no answer in time', isRefused: false });
});

it('follows no redirect, and hears when it is to come again', async () => {
  const moved = await sent(302, { Location: '/elsewhere' });
  expect(moved).toMatchObject({ asked: 1, result: { taken: false, why: 'it answered 302' } });
  await server.close();
  const busy = await sent(503, { 'Retry-After': '120' });
  expect(busy.result).toMatchObject({ taken: false, retryAfterMs: 120_000, isRefused: false });
});
