/** What a server gave: a stamp, or why it gave none, and how long it asks to be left alone, in ms. */
export type StampAnswer =
  | { readonly bytes: Uint8Array }
  | { readonly fault: string; readonly waitMs?: number };

/** A status that comes with no stamp. */
export const noStamp = (status: number, retryAfterMs: number | undefined): StampAnswer => ({
  fault: `It answered ${status}.`,
  ...(retryAfterMs !== undefined && { waitMs: retryAfterMs }),
});

/** How long and how much a server may answer. Whoever wrote the setting is who runs this machine: any address will do. */
export const patience = () => ({
  allowPrivate: true,
  maxBytes: 65_536,
  signal: AbortSignal.timeout(10_000),
});
