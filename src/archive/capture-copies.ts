import { isRendered, usedFor, wholeCapture } from '../capture/index.ts';
import { ArchiveError, type Capture, type Instant, type Url } from '../model/index.ts';
import type { CaptureCursor, RevisionRecord } from '../store/index.ts';
import { fieldOf, openRecordCopier, type RecordCopier } from '../warc/index.ts';
import type { Services } from './services.ts';

/** Which captures are to be copied. */
export interface CopyQuery {
  readonly sourceId?: string;
  /** Made then or after. */
  readonly since?: Instant;
  /** Made before. */
  readonly until?: Instant;
}

/** A capture, with the state of an article that was cut from it. */
export interface CaptureListed {
  readonly capture: Capture;
  readonly page?: RevisionRecord;
}

/** Captures on their way out of the archive. */
export interface CaptureCopies {
  /** The captures asked for, by time; the revisions of pages with them. */
  list(query: CopyQuery): AsyncGenerator<CaptureListed>;
  /** The records of a capture as they lie: see RecordCopier. */
  copy: RecordCopier['copy'];
  /** The capture that a revisit refers to; undefined for any other. Throws `not-found`. */
  original(copied: Awaited<ReturnType<RecordCopier['copy']>>): Promise<Capture | undefined>;
  /** The capture of an image that a page of that moment was shown with: the one nearest in time. */
  image(url: Url, at: Instant): Promise<Capture | undefined>;
  /** What a page as a browser showed it was made of: its answer, and what its scripts asked for. */
  used(capture: Capture): Promise<readonly Capture[]>;
  close(): Promise<void>;
}

const atOnce = 200;

export function createCaptureCopies(services: Services): CaptureCopies {
  const copier = openRecordCopier(services.captures);
  return {
    list: (query) => listCaptures(services, query),
    copy: (locator) => copier.copy(locator),
    original: ([heart]) => originalOf(services, heart.record),
    image: (url, at) => imageNear(services, url, at),
    used: (capture) => usedIn(services, capture),
    close: () => copier.close(),
  };
}

async function* listCaptures({ store }: Services, query: CopyQuery): AsyncGenerator<CaptureListed> {
  let after: CaptureCursor | undefined;
  for (;;) {
    const captures = await store.captures({
      ...query,
      ...(after === undefined ? {} : { after }),
      limit: atOnce,
    });
    const revisions = await store.revisionsFrom(captures.map(({ id }) => id));
    const pages = new Map(
      revisions.filter(({ basis }) => basis === 'page').map((one) => [one.captureId, one]),
    );
    for (const capture of captures) {
      const page = pages.get(capture.id);
      yield page === undefined ? { capture } : { capture, page };
    }
    after = captures.at(-1);
    if (captures.length < atOnce) return;
  }
}

async function originalOf(
  services: Services,
  record: Awaited<ReturnType<RecordCopier['copy']>>[0]['record'],
): Promise<Capture | undefined> {
  const refersTo = fieldOf(record, 'WARC-Refers-To');
  if (record.type !== 'revisit') return undefined;
  const id = refersTo?.replace(/^<(?:urn:uuid:)?|>$/g, '');
  const named = id === undefined ? undefined : await services.store.capture(id);
  const standing = named?.removed === undefined ? named : undefined;
  const own = standing ?? (await originalByMeaning(services, record));
  if (own !== undefined) return own;
  throw new ArchiveError(
    'not-found',
    `${record.targetUri ?? record.id}: the capture it refers to is not in the archive; run doctor.`,
  );
}

/** Others name what a revisit refers to by address and time, or by its payload alone. */
async function originalByMeaning(
  { store, captures: place }: Services,
  record: Parameters<typeof originalOf>[1],
): Promise<Capture | undefined> {
  const url = fieldOf(record, 'WARC-Refers-To-Target-URI') as Url | undefined;
  const second = fieldOf(record, 'WARC-Refers-To-Date')?.slice(0, 19);
  const captures = url === undefined ? [] : await store.capturesOf([url], 200);
  const known = await store.capture(record.id.replace(/^urn:uuid:/, ''));
  const named = captures.find(
    ({ capturedAt, removed }) =>
      removed === undefined && second !== undefined && capturedAt.startsWith(second),
  );
  return (
    named ??
    (known && (await wholeCapture(place, known.payload, store.captureWithPayload))?.capture)
  );
}

async function usedIn({ store }: Services, capture: Capture): Promise<readonly Capture[]> {
  if (!isRendered(capture)) return [];
  const found = await Promise.all(usedFor(capture).map((id) => store.capture(id)));
  return found.flatMap((one) => (one === undefined || one.removed !== undefined ? [] : one));
}

async function imageNear({ store }: Services, url: Url, at: Instant): Promise<Capture | undefined> {
  const captures = (await store.capturesOf([url], 50)).filter(
    ({ status, removed }) => status === 200 && removed === undefined,
  );
  const distance = ({ capturedAt }: Capture) => Math.abs(Date.parse(capturedAt) - Date.parse(at));
  return captures.reduce<Capture | undefined>(
    (best, one) => (best === undefined || distance(one) < distance(best) ? one : best),
    undefined,
  );
}
