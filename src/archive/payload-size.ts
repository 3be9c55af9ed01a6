import { readPayload } from '../capture/index.ts';
import type { Capture } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import type { CapturePlace } from '../warc/index.ts';
import { mayGoOn } from './away.ts';

/**
 * The bytes of a capture's payload after transfer decoding, counted where it lies. `beside`: captures
 * that are about to be on record, which may hold what this one refers to. Undefined where it cannot be
 * read, since it was removed or is damaged: what is known of a capture is logged all the same.
 */
export async function payloadSize(
  { captures, store }: { readonly captures: CapturePlace; readonly store: Store },
  capture: Capture,
  beside: readonly Capture[],
): Promise<number | undefined> {
  const fresh = beside.filter(
    ({ id, payload }) => payload === capture.payload && id !== capture.id,
  );
  try {
    const payload = await readPayload(captures, capture, async (wanted, after) => {
      const known = fresh.some(({ id }) => id === after?.id) ? undefined : after;
      const found = await store.captureWithPayload(wanted, known);
      return found ?? fresh[fresh.findIndex(({ id }) => id === after?.id) + 1];
    });
    return payload.length;
  } catch (thrown) {
    if (mayGoOn(thrown)) return undefined;
    throw thrown;
  }
}
