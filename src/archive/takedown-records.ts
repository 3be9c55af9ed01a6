import { recordContent } from '../capture/index.ts';
import { ArchiveError, type Capture, type CutCapture, type Takedown } from '../model/index.ts';
import {
  belongsTo,
  captureIdOf,
  cutRecord,
  fieldOf,
  httpResponse,
  referringRecord,
  removedRecord,
  removedSays,
  type WarcRecord,
} from '../warc/index.ts';
import type { BesideRemoved } from './beside-removed.ts';
import { knownWhole } from './known-whole.ts';
import type { Services } from './services.ts';
import { cutDocument } from './takedown-documents.ts';

/** What a takedown does to records. */
export interface Removing {
  readonly takedown: Takedown;
  readonly beside: BesideRemoved;
  readonly removed: ReadonlySet<string>;
  readonly cut: ReadonlyMap<string, CutCapture>;
  /** By payload the capture that holds it from now on. */
  readonly heirs: ReadonlyMap<string, Capture>;
}

/** What takes the place of the next record of a capture file; undefined: it stays as it is. To be asked
 * of every record of a file, in their order: `beside` remembers the group that a record is in. */
export async function replacementOf(
  services: Services,
  removing: Removing,
  record: WarcRecord,
): Promise<WarcRecord | undefined> {
  const { takedown, beside, removed, cut, heirs } = removing;
  // Asked first, whatever comes of it: it must see every record.
  const bare = beside.replacementOf(record);
  if (removedSays(record) !== undefined) return undefined;
  const cutting = cut.get(captureIdOf(record));
  if (removed.has(captureIdOf(record))) return removedRecord(record, takedown);
  if (cutting !== undefined) return await cutOut(services, removing, record, cutting);
  if (bare !== undefined) return bare;
  const renamed = namedAfter(record, cut);
  if (renamed !== undefined) return renamed;
  const heir = heirs.get(payloadOf(record));
  if (record.type !== 'revisit' || heir === undefined || heir.id === captureIdOf(record)) {
    return undefined;
  }
  return referringRecord(record, earlier(heir));
}

const payloadOf = (record: WarcRecord): string =>
  (fieldOf(record, 'WARC-Payload-Digest') ?? '').replace('sha256:', '');

const earlier = ({ id, capturedAt, finalUrl }: Capture) => ({
  captureId: id,
  capturedAt,
  url: finalUrl,
});

/** A record that belongs to a capture which has another id now; undefined where it belongs to none. */
function namedAfter(record: WarcRecord, cut: Removing['cut']): WarcRecord | undefined {
  const before = belongsTo(record).find((id) => cut.has(captureIdOf({ id })));
  if (before === undefined) return undefined;
  const now = `<urn:uuid:${cut.get(captureIdOf({ id: before }))?.now.id}>`;
  const headers = record.headers.map(([name, value]) =>
    value === `<${before}>` && isNaming.test(name)
      ? ([name, now] as const)
      : ([name, value] as const),
  );
  return { ...record, headers };
}

const isNaming = /^WARC-(?:Concurrent-To|Refers-To)$/i;

async function cutOut(
  { store, captures }: Services,
  { takedown }: Removing,
  record: WarcRecord,
  { now }: CutCapture,
): Promise<WarcRecord> {
  const names = { captureId: now.id, payload: now.payload };
  if (record.type === 'revisit') {
    const whole = await knownWhole({ store, captures })(now.payload);
    const renamed = cutRecord(record, { ...names, body: new Uint8Array() });
    return whole === undefined ? renamed : referringRecord(renamed, earlier(whole));
  }
  const capture = await store.capture(now.id);
  const { headers } = httpResponse(record);
  const cutting =
    capture && cutDocument({ ...capture, headers }, recordContent(record), takedown.keys);
  if (cutting?.is !== 'cut' || cutting.payload !== now.payload) {
    throw new ArchiveError(
      'corrupt',
      `${record.targetUri}: its capture ${now.id} is not what was planned to be cut; run doctor.`,
    );
  }
  return cutRecord(record, { ...names, body: cutting.body });
}
