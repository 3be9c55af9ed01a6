import { joined } from './byte-strings.ts';

/** What a witness signs (C2SP tlog-cosignature): the note's text with the second it was seen. */
export function cosignedMessage(text: string, seconds: bigint): Uint8Array<ArrayBuffer> {
  return joined(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** A cosignature's bytes taken apart: eight of the time, big end first, then 64 of the signature. */
export function parseCosignature(
  bytes: Uint8Array<ArrayBuffer>,
  text: string,
): {
  readonly seconds: bigint;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly message: Uint8Array<ArrayBuffer>;
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const seconds = bytes.length === 72 ? view.getBigUint64(0) : 0n;
  return { seconds, signature: bytes.slice(8), message: cosignedMessage(text, seconds) };
}
