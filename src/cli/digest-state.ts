import type { Digest } from '../archive/index.ts';

/** How a digest fares, in words. */
export function digestState({ progress }: Digest): string {
  const { failures, lastError, nextTryAt, lastSentAt } = progress;
  if (failures > 0)
    return `not sent, ${failures} times (${lastError}); tried again at ${nextTryAt}.`;
  return lastSentAt === undefined ? 'nothing sent yet.' : `last sent ${lastSentAt}.`;
}
