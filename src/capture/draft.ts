import type { HttpAnswer, HttpClient, HttpRequest } from '../http/index.ts';
import type { Capture, Digest, Instant, Url } from '../model/index.ts';
import {
  captureIdOf,
  exchangeRecords,
  httpResponse,
  resourceRecord,
  type WarcRecord,
} from '../warc/index.ts';

/** A capture that does not lie in a file yet: its records, the one it is known by first. */
export interface Draft {
  readonly capture: Omit<Capture, 'record'>;
  readonly records: readonly WarcRecord[];
}

/** A polite fetch: a draft for every hop, the answer last. */
export interface Exchanged {
  readonly answer: HttpAnswer;
  readonly drafts: readonly [Draft, ...Draft[]];
  readonly last: Draft;
  /** What a browser asked for besides, to show the page. */
  readonly beside?: readonly Exchanged[];
}

/** How exchanges are drafted. */
export interface DraftOptions {
  readonly sourceId?: string;
  readonly known: (payload: Digest) => Promise<Capture | undefined>;
  readonly payloadOf: (body: Uint8Array) => Digest;
}

/**
 * Fetches a URL and drafts the captures of all its hops. `known` gives an earlier whole capture of
 * the same payload; then only a `revisit` record is drafted. Throws what the client throws.
 */
export async function draftExchanges(
  http: HttpClient,
  request: HttpRequest,
  options: DraftOptions,
): Promise<Exchanged> {
  const answer = await http.fetch(request);
  const drafts: Draft[] = [];
  for (const hop of answer.hops) {
    const earlier =
      hop.body.length === 0 ? undefined : await options.known(options.payloadOf(hop.body));
    const revisit = earlier && {
      captureId: earlier.id,
      capturedAt: earlier.capturedAt,
      url: earlier.finalUrl,
    };
    const { captureId, payload, records } = exchangeRecords(hop, revisit);
    drafts.push({
      capture: {
        id: captureId,
        askedUrl: hop.url,
        finalUrl: answer.finalUrl,
        capturedAt: hop.startedAt,
        status: hop.status,
        headers: hop.responseHeaders,
        payload,
        ...(options.sourceId === undefined ? {} : { sourceId: options.sourceId }),
      },
      records,
    });
  }
  const [first, ...rest] = drafts;
  if (first === undefined) throw new TypeError(`${request.url}: an answer without a hop`);
  return { answer, drafts: [first, ...rest], last: rest.at(-1) ?? first };
}

/** A file that is brought in from elsewhere. */
export interface ImportDraft {
  /** The URL of the article that the file holds. */
  readonly url: Url;
  /** When the file's state was seen by those who wrote it. */
  readonly observedAt: Instant;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly sourceId: string;
}

/** Drafts the capture of an imported file, byte for byte, as a `resource` record. */
export function draftImport(input: ImportDraft): Draft {
  const { captureId, payload, record } = resourceRecord({
    url: input.url,
    date: input.observedAt,
    contentType: input.contentType,
    body: input.bytes,
  });
  return {
    capture: {
      id: captureId,
      askedUrl: input.url,
      finalUrl: input.url,
      capturedAt: input.observedAt,
      status: 0,
      headers: [['Content-Type', input.contentType]],
      payload,
      sourceId: input.sourceId,
    },
    records: [record],
  };
}

/** A capture of somebody else's web archive: its answer, and what belongs to it. */
export interface CopyDraft {
  readonly url: Url;
  /** The answer (response, revisit or resource) first. */
  readonly records: readonly [WarcRecord, ...WarcRecord[]];
  readonly payload: Digest;
  readonly sourceId: string;
}

/**
 * Drafts a capture of records that others wrote; they are kept as they came. Throws ArchiveError
 * `corrupt` where the answer has no HTTP status line.
 */
export function draftCopy({ url, records, payload, sourceId }: CopyDraft): Draft {
  const [answer] = records;
  const { status, headers } = httpResponse(answer);
  return {
    capture: {
      id: captureIdOf(answer),
      askedUrl: url,
      finalUrl: url,
      capturedAt: answer.date,
      status,
      headers,
      payload,
      sourceId,
    },
    records,
  };
}
