/** What a server gave: a stamp, or why it gave none, and how long it asks to be left alone, in ms. */
export type StampAnswer =
  | { readonly bytes: Uint8Array }
  | { readonly fault: string; readonly waitMs?: number };

/** A status that comes with no stamp. */
export const noStamp = (status: number, retryAfterMs: number | undefined): StampAnswer => ({
  fault: `It answered ${status}.`,
  ...(retryAfterMs !== undefined && { waitMs: retryAfterMs }),
});

/**
 * How long and how much a server may answer; `round`: what ends all that are asked together. Whoever wrote the setting is
 * who runs this machine: any address will do.
 */
export const patience = (...round: readonly AbortSignal[]) => ({
  allowPrivate: true,
  maxBytes: 65_536,
  signal: AbortSignal.any([AbortSignal.timeout(10_000), ...round]),
});
