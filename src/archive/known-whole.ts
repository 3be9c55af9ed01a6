import { wholeCapture } from '../capture/index.ts';
import { ArchiveError, type Capture, type Digest } from '../model/index.ts';
import type { Services } from './services.ts';

/** What a draft asks of earlier captures: the one that holds a payload, so that a revisit may refer to
 * it. One that cannot be read any more is none: then the payload is kept once more. */
export function knownWhole({
  store,
  captures,
}: Pick<Services, 'store' | 'captures'>): (payload: Digest) => Promise<Capture | undefined> {
  return async (payload) => {
    try {
      return (await wholeCapture(captures, payload, store.captureWithPayload))?.capture;
    } catch (thrown) {
      if (thrown instanceof ArchiveError && thrown.code !== 'internal') return undefined;
      throw thrown;
    }
  };
}
