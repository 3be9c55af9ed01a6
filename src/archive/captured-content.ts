import { readContent, readPayload } from '../capture/index.ts';
import { header } from '../http/index.ts';
import { ArchiveError, type Capture, type Url } from '../model/index.ts';
import type { Services } from './services.ts';

/** A captured file as it was served; undefined when it is not there. */
export async function contentOf(
  services: Services,
  url: Url,
): Promise<{ capture: Capture; type: string; bytes: Uint8Array } | undefined> {
  const capture = await services.store.captureOf(url);
  if (capture === undefined) return undefined;
  const bytes = await readContent(services.captures, capture, services.store.captureWithPayload);
  return {
    capture,
    type: header(capture.headers, 'content-type') ?? 'application/octet-stream',
    bytes,
  };
}

/** A capture's payload as it came. Throws `not-found`. */
export async function capturedBytes(
  services: Services,
  id: string,
): Promise<{ id: string; bytes: Uint8Array }> {
  const capture = await services.store.capture(id);
  if (capture === undefined)
    throw new ArchiveError('not-found', `${id}: there is no such capture in the archive.`);
  const bytes = await readPayload(services.captures, capture, services.store.captureWithPayload);
  return { id, bytes };
}
