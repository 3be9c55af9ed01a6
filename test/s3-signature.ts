import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isOnS3rver } from './s3-contract.ts';

/** What a client needs to know of the service. s3rver knows one key, its own. */
export const s3Facts = {
  id: isOnS3rver ? 'S3RVER' : 'AKIDEXAMPLE',
  secret: isOnS3rver ? 'S3RVER' : 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  ...{ region: 'eu-test-1', bucket: 'papers' },
} as const;

/** Checks what AWS Signature Version 4 asks for, by the text of its specification. */
export function wrongWith(
  now: number,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
): { status: number; code: string } | undefined {
  const { headers } = request;
  const stamp = String(headers['x-amz-date'] ?? '');
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, id, day, inRegion, signed = '', signature = ''] =
    form.exec(headers.authorization ?? '') ?? [];
  if (id !== s3Facts.id) return { status: 403, code: 'InvalidAccessKeyId' };
  if (inRegion !== s3Facts.region) return { status: 400, code: 'AuthorizationHeaderMalformed' };
  if (day !== stamp.slice(0, 8)) return { status: 403, code: 'SignatureDoesNotMatch' };
  const at = Date.parse(stamp.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  if (!(Math.abs(at - now) < 900_000)) return { status: 403, code: 'RequestTimeTooSkewed' };
  const payload = String(headers['x-amz-content-sha256'] ?? '');
  if (sha256(body) !== payload) return { status: 400, code: 'XAmzContentSHA256Mismatch' };
  if (
    !['host', 'x-amz-content-sha256', 'x-amz-date'].every((one) => signed.split(';').includes(one))
  ) {
    return { status: 403, code: 'AccessDenied' };
  }
  // By its text a space is %20 and nothing else; some services read a + as what it is.
  if (/\?.*\+/.test(request.url ?? '')) return { status: 403, code: 'SignatureDoesNotMatch' };
  const canonical = [
    request.method,
    url.pathname,
    [...url.searchParams]
      .map((pair) => pair.map(strictly).join('='))
      .sort((one, other) => (one < other ? -1 : 1))
      .join('&'),
    ...signed.split(';').map((one) => `${one}:${String(headers[one] ?? '').trim()}`),
    '',
    signed,
    payload,
  ].join('\n');
  const scope = `${day}/${s3Facts.region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', stamp, scope, sha256(Buffer.from(canonical))].join('\n');
  const signing = [day, s3Facts.region, 's3', 'aws4_request'].reduce<Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from(`AWS4${s3Facts.secret}`),
  );
  const own = createHmac('sha256', signing).update(text).digest();
  if (timingSafeEqual(own, Buffer.from(signature, 'hex'))) return undefined;
  return { status: 403, code: 'SignatureDoesNotMatch' };
}

/** As RFC 3986 has it. */
const strictly = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
