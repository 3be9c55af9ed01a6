/** Bytes as padded standard base64 (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const shape = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The bytes of padded standard base64 (RFC 4648 §4); undefined for anything else, also for a second
 * spelling of the same bytes (white space, missing padding, bits left over that are not zero).
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = fromLooseBase64(text);
  return bytes !== undefined && toBase64(bytes) === text ? bytes : undefined;
}

/** As `fromBase64`, whatever the bits left over in the last character are. */
export function fromLooseBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!shape.test(text)) return undefined;
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at);
  return bytes;
}

/** The 32 bytes of a hash in base64; undefined for anything else. */
export function hashFromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = text.length === 44 ? fromBase64(text) : undefined;
  return bytes?.length === 32 ? bytes : undefined;
}
