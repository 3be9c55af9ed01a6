import type { Context, Hono } from 'hono';
import { type Archive, unprovedSays } from '../archive/index.ts';
import { ArchiveError } from '../model/index.ts';
import type { Locale, ProofLink } from '../pages/index.ts';

/** What an evidence file that is made on demand holds, most: some 35 MB as it is sent. */
const mostRevisions = 100;
const mostBytes = 32 * 2 ** 20;

/** The path of what proves an article or a revision of it. */
export function proofPath({ id, as, revision }: ProofLink): string {
  if (as === 'evidence') return `/article/${id}/evidence.html`;
  return `/article/${id}/${revision}.${as === 'proof' ? 'tlog-proof' : 'record.json'}`;
}

interface Parts {
  readonly archive: Archive;
  localeOf(request: Context): Locale;
}

/** The evidence file of an article, and proof and record of each revision, as downloads. */
export function addProofFiles(reader: Hono, { archive, localeOf }: Parts): void {
  reader.get('/article/:id/evidence.html', async (request) => {
    const captures = request.req.query('captures') !== 'no';
    const how = { language: localeOf(request), captures, mostRevisions, mostBytes };
    const named = request.req.param('id');
    const { id, page, unproved } = await archive.evidence(named, how);
    if (page === undefined) {
      const { reason = 'unlogged' } = unproved.at(-1) ?? {};
      throw new ArchiveError('not-found', `Nothing proves ${named}: ${unprovedSays[reason]}.`);
    }
    return sent(request, page, { type: 'text/html', name: `evidence-${id.slice(0, 12)}.html` });
  });
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

/** What is proved today is proved by a larger log tomorrow: it is asked for anew. */
function sent(request: Context, body: string, { type, name }: { type: string; name: string }) {
  return request.body(body, 200, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-cache',
  });
}
