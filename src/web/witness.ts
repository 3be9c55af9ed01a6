import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Archive } from '../archive/index.ts';

/** A request has at most 63 hashes and a checkpoint. */
const maxSize = 64 * 1024;

/**
 * The endpoint of a witness (C2SP tlog-witness), which anybody may ask: whose logs it cosigns, it knows. And its
 * key, for policy files.
 */
export function addWitness(reader: Hono, archive: Archive): void {
  const witness = archive.witness();
  if (witness === undefined) return;
  const onError = () => new Response('The request is too long.\n', { status: 413 });
  reader.post('/witness/add-checkpoint', bodyLimit({ maxSize, onError }), async (request) => {
    const { body, contentType, status } = await witness.addCheckpoint(await request.req.text());
    const headers = { 'Content-Type': contentType, 'Cache-Control': 'no-store' };
    return request.body(body, status, headers);
  });
  reader.get('/witness/vkey', (request) => request.text(`${witness.vkey}\n`));
}
