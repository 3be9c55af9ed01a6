import type { Capture } from '../../model/index.ts';

/** A capture as it is on record, with the path of its bytes. */
export const captureDocument = (capture: Capture) => ({
  ...capture,
  bytes: `/capture/${capture.id}`,
});
