import { fieldOf, type WarcRecord } from '../warc/index.ts';

/** An object that stands in a metadata record. */
export type ToldBeside = Readonly<Record<string, unknown>>;

/** What a metadata record tells, where it is a JSON object; undefined for another program's, which has
 * a form of its own. */
export function toldBeside(record: WarcRecord): ToldBeside | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(record.block).toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    // It is not JSON: nothing to us.
    return undefined;
  }
}

/** The id of the capture that a record stands beside; empty where it names none. */
export const captureIdBeside = (record: WarcRecord): string =>
  /^<urn:uuid:(.+)>$/.exec(fieldOf(record, 'WARC-Concurrent-To') ?? '')?.[1] ?? '';
