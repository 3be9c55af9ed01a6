import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { networkOf } from '../accounts/index.ts';
import { type Archive, unprovedSays } from '../archive/index.ts';
import { ArchiveError, type Now } from '../model/index.ts';
import type { PageContext, ProofLink } from '../pages/index.ts';
import { peerOf } from './peers.ts';
import { refusalAnswer } from './told-refusal.ts';
import { createTurns, type TurnLimits } from './turns.ts';

/** What an evidence file that is made on demand holds, most: some 35 MB as it is sent. */
const mostRevisions = 100;
const mostBytes = 32 * 2 ** 20;

/** Evidence files in ten minutes: an asker's, all askers'; and how many are made or on their way at once. */
const limits: TurnLimits = { each: 10, all: { most: 60, atOnce: 4 } };

/** The path of what proves an article or a revision of it. */
export function proofPath({ id, as, revision }: ProofLink): string {
  if (as === 'evidence') return `/article/${id}/evidence.html`;
  return `/article/${id}/${revision}.${as === 'proof' ? 'tlog-proof' : 'record.json'}`;
}

interface Parts {
  readonly archive: Archive;
  readonly now: Now;
  contextOf(request: Context): PageContext;
}

/** The evidence file of an article, and proof and record of each revision, as downloads. */
export function addProofFiles(reader: Hono, parts: Parts): void {
  const { archive } = parts;
  addEvidence(reader, parts);
  reader.get('/article/:id/:proof{[0-9]{1,9}\\.tlog-proof}', async (request) => {
    const { index, proof } = await ofRevision(request, request.req.param('proof'));
    return sent(request, proof, { type: 'text/plain', name: `leaf-${index}.tlog-proof` });
  });
  reader.get('/article/:id/:record{[0-9]{1,9}\\.record\\.json}', async (request) => {
    const { index, record } = await ofRevision(request, request.req.param('record'));
    return sent(request, record, { type: 'application/json', name: `record-${index}.json` });
  });
  const ofRevision = (request: Context, file: string) =>
    archive.revisionEvidence(request.req.param('id') ?? '', Number.parseInt(file, 10));
}

/** The evidence file, made when it is asked for: within bounds, for it costs much time and memory. */
function addEvidence(reader: Hono, { archive, contextOf, now }: Parts): void {
  const turns = createTurns(now, limits);
  reader.get('/article/:id/evidence.html', async (request) => {
    const stop = new AbortController();
    const turn = turns.begin(askerOf(request), () => stop.abort());
    const context = contextOf(request);
    if ('waitMs' in turn) {
      const { waitMs } = turn;
      request.header('Retry-After', String(Math.ceil(waitMs / 1000)));
      const words = { key: 'refusal.evidence', values: { n: Math.ceil(waitMs / 60_000) } } as const;
      return await refusalAnswer(request, context, { status: 429, words });
    }
    try {
      const captures = request.req.query('captures') !== 'no';
      const how = { language: context.locale, captures, mostRevisions, mostBytes };
      const named = request.req.param('id');
      const { id, page, unproved } = await archive.evidence(named, how);
      if (page === undefined) {
        const { reason = 'unlogged' } = unproved.at(-1) ?? {};
        throw new ArchiveError('not-found', `Nothing proves ${named}: ${unprovedSays[reason]}.`);
      }
      const bytes = new TextEncoder().encode(page);
      const tag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
      // Its own, so that nobody has to read all of it for one before it is sent.
      request.header('ETag', tag);
      const isAsked = request.req.method === 'GET';
      if (!isAsked || request.req.header('if-none-match')?.includes(tag) === true) {
        turn.end();
        return request.body(null, isAsked ? 304 : 200);
      }
      const name = `evidence-${id.slice(0, 12)}.html`;
      return sent(request, piecewise(bytes, stop.signal, turn.end), { type: 'text/html', name });
    } catch (error) {
      turn.end();
      throw error;
    }
  });
}

/** Who asks: a user, or what one address is to others; who may read without a name is known by that alone. */
function askerOf(request: Context): string {
  const visitor = request.get('visitor');
  const { user, address = peerOf(request) } = visitor ?? {};
  return user === undefined ? `at ${networkOf(address)}` : `user ${user.id}`;
}

const pieceBytes = 2 ** 18;

/** Bytes as they are taken. `onEnd` is called once all are taken, or nobody takes them any more; the signal cuts them off. */
function piecewise(
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
  onEnd: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    start(controller) {
      signal.addEventListener('abort', () => controller.error(signal.reason), { once: true });
    },
    pull(controller) {
      controller.enqueue(bytes.subarray(at, at + pieceBytes));
      at += pieceBytes;
      if (at < bytes.length) return;
      controller.close();
      onEnd();
    },
    cancel: onEnd,
  });
}

/** What is proved today is proved by a larger log tomorrow: it is asked for anew. */
function sent(
  request: Context,
  body: string | ReadableStream<Uint8Array>,
  { type, name }: { type: string; name: string },
) {
  return request.body(body, 200, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-cache',
  });
}
