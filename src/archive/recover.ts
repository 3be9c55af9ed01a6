import { sha256 } from '../digest/index.ts';
import type { Capture, Instant, Locator, Url } from '../model/index.ts';
import {
  captureIdOf,
  httpResponse,
  listWarcFiles,
  payloadDigest,
  recoverTail,
  scanWarc,
  type WarcRecord,
} from '../warc/index.ts';
import type { Services } from './services.ts';

/**
 * Brings capture files and catalogue together after a crash: a torn tail is set aside, whole
 * captures that no commit acknowledged are taken into the catalogue as evidence. What they were for
 * is still due (the entries and polls of an undone commit were never marked done), so the next pass
 * does it again.
 */
export async function recoverCaptures(services: Services): Promise<void> {
  const known = new Map((await services.store.warcFiles()).map((one) => [one.file, one.length]));
  for (const { file, length } of await listWarcFiles(services.captures)) {
    const from = known.get(file) ?? 0;
    if (length <= from) continue;
    const { whole, torn } = await recoverTail(services.captures, file, from);
    const captures: Capture[] = [];
    if (whole > from) {
      for await (const { record, locator } of scanWarc(services.captures, file, from)) {
        const capture = captureIn(record, locator);
        if (capture !== undefined) captures.push(capture);
      }
    }
    await services.store.commit({ captures, warc: [{ file, length: whole }] });
    services.tell({ type: 'recovered', file, captures: captures.length, torn });
  }
}

/** The capture that a record is the heart of; undefined for the records beside it. */
function captureIn(record: WarcRecord, locator: Locator): Capture | undefined {
  // An imported file is left out: the import that was cut short brings it again, and would take a
  // capture it finds in the catalogue for one that it had worked through.
  if (record.type !== 'response' && record.type !== 'revisit') return undefined;
  const url = record.targetUri as Url | undefined;
  const stated = payloadDigest(record);
  if (url === undefined) return undefined;
  // What an imported revisit refers to is known to its import, which brings it again.
  if (record.type === 'revisit' && stated === undefined) return undefined;
  const { status, headers, body } = httpResponse(record);
  return {
    id: captureIdOf(record),
    askedUrl: url,
    finalUrl: url,
    capturedAt: record.date as Instant,
    status,
    headers,
    payload: stated ?? sha256(body),
    record: locator,
  };
}
