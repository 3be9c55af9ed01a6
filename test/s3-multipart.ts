import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** An object as it was put. */
export interface StoredObject {
  readonly bytes: Buffer;
  readonly type: string;
  readonly cacheControl: string;
}

/** An object that comes in parts. */
export interface Upload {
  readonly key: string;
  readonly type: string;
  readonly parts: Map<number, Buffer>;
}

interface Asked {
  readonly method: string;
  readonly name: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

type Answered =
  | { readonly status: number; readonly code: string }
  | { readonly status: number; readonly headers: Record<string, string>; readonly xml: string };

interface Held {
  readonly objects: Pick<Map<string, StoredObject>, 'set'>;
  readonly uploads: Map<string, Upload>;
}

const etagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;
const ok = (xml: string, headers: Record<string, string> = {}): Answered => ({
  ...{ status: 200, headers, xml },
});

/** Uploads in parts, as the API has them: begun, a part, completed, given up. */
export function answerUpload(held: Held, { method, name, query, request, body }: Asked): Answered {
  if (query.has('uploads')) {
    const id = `upload-${held.uploads.size}-${Math.random()}`;
    const type = request.headers['content-type'] ?? '';
    held.uploads.set(id, { key: name, type, parts: new Map() });
    return ok(`<R><UploadId>${id}</UploadId></R>`);
  }
  const id = query.get('uploadId') ?? '';
  const upload = held.uploads.get(id);
  if (upload?.key !== name) return { status: 404, code: 'NoSuchUpload' };
  if (method === 'PUT') {
    upload.parts.set(Number(query.get('partNumber')), body);
    return ok('', { etag: etagOf(body) });
  }
  held.uploads.delete(id);
  if (method === 'DELETE') return { status: 204, headers: {}, xml: '' };
  const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)</g)];
  const parts = named.map(([, number, etag]) => ({ part: upload.parts.get(Number(number)), etag }));
  const [last, ...others] = parts.toReversed();
  if (last === undefined || parts.some(({ part, etag }) => part && etagOf(part) !== etag)) {
    return ok('<Error><Code>InvalidPart</Code></Error>');
  }
  if (others.some(({ part }) => (part?.length ?? 0) < 5 * 2 ** 20)) {
    return ok('<Error><Code>EntityTooSmall</Code></Error>');
  }
  const bytes = Buffer.concat(parts.map(({ part }) => part ?? Buffer.alloc(0)));
  held.objects.set(name, { bytes, type: upload.type, cacheControl: '' });
  return ok('<R></R>');
}

/** The uploads that are not complete. */
export function listUploads({ uploads }: Held, prefix: string): string {
  const found = [...uploads].filter(([, { key }]) => key.startsWith(prefix));
  const lines = found.map(
    ([id, { key }]) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`,
  );
  return `<R>${lines.join('')}</R>`;
}
