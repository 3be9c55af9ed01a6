import { ArchiveError, type Capture } from '../model/index.ts';
import { belongsTo, captureIdOf, scanWarc } from '../warc/index.ts';
import type { Services } from './services.ts';

/**
 * Captures that are these ones in another form, at whatever address, and conversions of those: their
 * records alone tell. Reads the capture files that hold captures which no server answered with. What
 * stands behind damage in them is not found: who acts on it meets the damage when all files are read.
 */
export async function conversionsOf(
  services: Pick<Services, 'store' | 'captures'>,
  of: readonly Pick<Capture, 'id'>[],
): Promise<readonly Capture[]> {
  const ids = new Set(of.map(({ id }) => id));
  const found: Capture[] = [];
  for (const file of await services.store.filesWithStatus(0)) {
    try {
      await findIn(services, file, ids, found);
    } catch (thrown) {
      if (!(thrown instanceof ArchiveError) || thrown.code !== 'corrupt') throw thrown;
    }
  }
  return found;
}

async function findIn(
  { store, captures: place }: Pick<Services, 'store' | 'captures'>,
  file: string,
  ids: Set<string>,
  found: Capture[],
): Promise<void> {
  for await (const { record } of scanWarc(place, file)) {
    const id = captureIdOf(record);
    if (record.type !== 'conversion' || ids.has(id)) continue;
    if (!belongsTo(record).some((named) => ids.has(captureIdOf({ id: named })))) continue;
    const capture = await store.capture(id);
    if (capture === undefined || capture.removed !== undefined) continue;
    ids.add(id);
    found.push(capture);
  }
}
