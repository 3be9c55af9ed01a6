import { Hono } from 'hono';
import { expect, it, onTestFinished } from 'vitest';
import { cutAtFault, type Fault } from './faults.ts';
import { serveReader } from './serve-reader.ts';

const told: Fault[] = [];
const parts = { onFault: (fault: Fault) => told.push(fault) };

it('cuts the connection when what is being sent fails, and tells those who keep the archive alone', async () => {
  const reader = new Hono();
  const beginning = `["${'x'.repeat(100_000)}",`;
  reader.get('/long', (request) => {
    const bytes = ReadableStream.from(failing(beginning)).pipeThrough(new TextEncoderStream());
    return request.body(cutAtFault(parts, request, bytes));
  });
  const { url, close } = await serveReader(reader, { host: '127.0.0.1', port: 0 });
  onTestFinished(close);
  const answer = await fetch(`${url}long?T=secret`);
  let got = '';
  const whole = async () => {
    for await (const text of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      got += Buffer.from(text).toString();
    }
  };
  await expect(whole()).rejects.toThrow();
  expect(beginning.startsWith(got)).toBe(true);
  expect(told).toMatchObject([{ method: 'GET', path: '/long' }]);
  expect(told[0]?.error).toMatchObject({ message: 'The disk is gone.' });
});

async function* failing(beginning: string): AsyncGenerator<string> {
  yield beginning;
  throw new Error('The disk is gone.');
}
