import { sha256 } from '../digest/index.ts';
import { header } from '../http/index.ts';
import { ArchiveError, type Digest } from '../model/index.ts';
import { parseNote, parseTreeHead, toBase64 } from '../tlog/index.ts';
import { parseUrl } from '../url/index.ts';
import type { Services } from './services.ts';

/** A checkpoint of another log, as it was logged. */
export interface Beacon {
  /** The other log's name. */
  readonly log: string;
  readonly size: number;
  /** SHA-256 of the whole note. */
  readonly sha256: Digest;
  /** Who signed it beside that log, by name. */
  readonly cosigners: readonly string[];
}

/** A checkpoint has a hundred signatures at most. */
const mostBytes = 65_536;

/**
 * Logs a cosigned checkpoint of another public log: whatever comes behind it is not older than that. `from` is the
 * checkpoint's text, or its address. The record holds all of it, for whoever knows the other log's keys to
 * check. Throws ArchiveError(`invalid`) for what is no checkpoint, and one that nobody cosigned.
 */
export async function addBeacon(services: Services, from: string): Promise<Beacon> {
  const url = /^https?:\/\/\S+$/.test(from.trim()) ? parseUrl(from.trim()) : undefined;
  const note = url === undefined ? from : await noteAt(services, url);
  const { signatures, text } = parseNote(note);
  const { origin: log, root, size } = parseTreeHead(text);
  const cosigners = [...new Set(signatures.map(({ name }) => name))].filter((name) => name !== log);
  if (cosigners.length === 0) {
    throw new ArchiveError(
      'invalid',
      `Nobody cosigned the checkpoint of ${log}, which could be made at will; take one that witnesses signed.`,
    );
  }
  const digest = sha256(new TextEncoder().encode(note));
  const at = url === undefined ? {} : { url };
  const fields = { log, size, root: toBase64(root), sha256: digest, note, ...at };
  await services.store.commit({ facts: [{ kind: 'beacon', fields }] });
  return { log, size, sha256: digest, cosigners };
}

async function noteAt({ http }: Services, url: NonNullable<ReturnType<typeof parseUrl>>) {
  const { content, headers, status } = await http.fetch({ url, allowPrivate: true });
  if (status === 200 && content.length <= mostBytes) return new TextDecoder().decode(content);
  const type = header(headers, 'content-type') ?? 'nothing';
  throw new ArchiveError(
    'invalid',
    `${url} answered ${status} with ${content.length} bytes of ${type}, which is no checkpoint; name another.`,
  );
}
