import type { Context } from 'hono';
import type { Archive } from '../../archive/index.ts';
import { ArchiveError, type Capture, type Url } from '../../model/index.ts';
import { parseUrl, surtOf } from '../../url/index.ts';
import { momentAfter, momentOf, stampOf } from './stamp.ts';

/** Lines unless it is asked otherwise, and the most there are. */
const usual = 1000;
const most = 10_000;

const fields = ['urlkey', 'timestamp', 'original', 'mimetype', 'statuscode', 'digest', 'length'];

/**
 * Captures as CDX servers tell of them: `url` (a `*` at its end is a prefix), `matchType`
 * exact|prefix|host, `from` and `to` (1 to 14 digits, both included), `limit`, `output` (lines of fields;
 * `json`: rows in an array, names first; `cdxj`). Throws ArchiveError `invalid`.
 */
export async function cdxAnswer(archive: Archive, request: Context): Promise<Response> {
  const { req } = request;
  const [from, to] = [req.query('from'), req.query('to')];
  const output = req.query('output') ?? 'text';
  const captures = await archive.capturesUnder({
    ...addressesAsked(req.query('url') ?? '', req.query('matchType')),
    ...(from !== undefined && { since: momentOf(from) }),
    ...(to !== undefined && { until: momentAfter(to) }),
    limit: limitAsked(req.query('limit')),
  });
  const rows = captures.map(rowOf).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  if (output === 'json') return request.json(rows.length === 0 ? [] : [fields, ...rows]);
  if (output === 'text') return request.text(rows.map((row) => `${row.join(' ')}\n`).join(''));
  if (output === 'cdxj') return request.text(rows.map(cdxjLine).join(''));
  throw new ArchiveError(
    'invalid',
    `${output}: this is no output of the index; give json or cdxj.`,
  );
}

function addressesAsked(text: string, matchType: string | undefined) {
  const isPrefix = matchType === 'prefix' || (matchType === undefined && text.endsWith('*'));
  const written = text.replace(/\*$/, '');
  const url = parseUrl(/^https?:\/\//i.test(written) ? written : `http://${written}`);
  if (url === undefined || written === '') {
    throw new ArchiveError('invalid', `${text}: this is no address; give one as url.`);
  }
  const bare = url.replace(/#.*$/, '').replace(/^https?:/, '');
  if (isPrefix) return { prefixes: schemes(bare) };
  if (matchType === 'host') return { prefixes: schemes(`//${new URL(url).host}/`) };
  if (matchType === undefined || matchType === 'exact') {
    return { prefixes: [], urls: schemes(bare) as Url[] };
  }
  throw new ArchiveError(
    'invalid',
    `${matchType}: this is no way to match addresses; give exact, prefix or host.`,
  );
}

const schemes = (rest: string): string[] => [`http:${rest}`, `https:${rest}`];

function limitAsked(text: string | undefined): number {
  if (text === undefined) return usual;
  const limit = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > most) {
    throw new ArchiveError('invalid', `${text}: this is no number of captures; give 1 to ${most}.`);
  }
  return limit;
}

function rowOf({ askedUrl, capturedAt, headers, payload, record, status }: Capture): string[] {
  const type = headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? '';
  const mime = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return [
    surtOf(askedUrl),
    stampOf(capturedAt),
    askedUrl,
    /^[!-~]+$/.test(mime) ? mime : '-',
    status === 0 ? '-' : String(status),
    `sha256:${payload}`,
    String(record.length),
  ];
}

const keyOf = ([key, stamp]: readonly string[]): string => `${key} ${stamp}`;

function cdxjLine([key, stamp, url, mime, status, digest, length]: readonly string[]): string {
  return `${key} ${stamp} ${JSON.stringify({ url, mime, status, digest, length })}\n`;
}
