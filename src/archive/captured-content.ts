import { readContent, readPayload } from '../capture/index.ts';
import { header } from '../http/index.ts';
import { ArchiveError, type Capture, type Url } from '../model/index.ts';
import type { Services } from './services.ts';

/** A captured file as it was served. */
export interface Content {
  readonly capture: Capture;
  /** Its Content-Type as it came. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The newest file of a URL that was answered 200; undefined when it is not there. */
export async function contentOf(services: Services, url: Url): Promise<Content | undefined> {
  const capture = await services.store.captureOf(url);
  return capture && (await contentIn(services, capture));
}

/** The file of a capture. Throws `not-found` where it was removed. */
export async function contentIn({ captures, store }: Services, capture: Capture): Promise<Content> {
  const bytes = await readContent(captures, capture, store.captureWithPayload);
  const type = header(capture.headers, 'content-type') ?? 'application/octet-stream';
  return { capture, type, bytes };
}

/** What is on record of a capture. Throws `not-found`. */
export async function captureById({ store }: Services, id: string): Promise<Capture> {
  const capture = await store.capture(id);
  if (capture !== undefined) return capture;
  throw new ArchiveError('not-found', `${id}: there is no such capture in the archive.`);
}

/** A capture's payload as it came. Throws `not-found`. */
export async function capturedBytes(
  services: Services,
  id: string,
): Promise<{ id: string; bytes: Uint8Array }> {
  const capture = await captureById(services, id);
  const bytes = await readPayload(services.captures, capture, services.store.captureWithPayload);
  return { id, bytes };
}
