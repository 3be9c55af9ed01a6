import type { ServerResponse } from 'node:http';
import { serve } from '../src/http/testing/loopback.ts';
import {
  isOnS3rver,
  refusal,
  type S3Asked,
  type S3Behind,
  type S3Reply,
  type S3Server,
} from './s3-contract.ts';
import { ownService } from './s3-own.ts';

export { type Fault, isOnS3rver, type S3Server } from './s3-contract.ts';
export { s3Facts } from './s3-signature.ts';

/** Starts a service on loopback, path-style, that tells what it was asked and errs as it is told to: our own, or s3rver
 * behind the same front. */
export async function startS3(now: () => number): Promise<S3Server> {
  const behind = isOnS3rver ? await (await import('./s3-s3rver.ts')).s3rver() : ownService();
  const state: State = {
    ...{ objects: behind.objects, uploads: behind.uploads, asked: [] },
    ...{ fault: () => undefined, now },
  };
  const server = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '', 'http://s3');
    const [, , ...rest] = url.pathname.split('/').map(decodeURIComponent);
    const asked = { method: request.method ?? '', name: rest.join('/'), url, request };
    await answer(
      state,
      behind,
      { ...asked, body: Buffer.concat(chunks), now: state.now() },
      response,
    );
  });
  return Object.assign(state, server);
}

type State = Pick<S3Server, 'objects' | 'uploads' | 'asked' | 'fault' | 'now'>;

async function answer(state: State, behind: S3Behind, asked: S3Asked, response: ServerResponse) {
  const { method, name, request, body } = asked;
  state.asked.push(`${method} ${name}`);
  const fault = state.fault(method, name);
  if (fault === 'cut') return request.socket.destroy();
  if (typeof fault === 'object' && 'until' in fault) await fault.until;
  if (typeof fault === 'object' && 'code' in fault) return give(method, refusal(fault), response);
  if (fault === 'spoil') body.writeUInt8(body.readUInt8(body.length >> 1) ^ 4, body.length >> 1);
  const reply = await behind.answer({ ...asked, now: state.now() });
  if (fault === 'cut after') return request.socket.destroy();
  if (fault !== 'half') return give(method, reply, response);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.bytes.length });
  const part = reply.bytes.subarray(0, reply.bytes.length >> 1);
  return response.write(part, () => request.socket.destroy());
}

/** HEAD tells how long the object is, and gives none of it. */
function give(method: string, { status, headers, bytes }: S3Reply, response: ServerResponse) {
  const length = status === 204 ? {} : { 'content-length': bytes.length };
  response.writeHead(status, { ...length, ...headers });
  return response.end(method === 'HEAD' ? undefined : bytes);
}
