import { joined } from './byte-strings.ts';

/** SHA-256 with the WebCrypto of browsers and Node alike. Gives 32 bytes. */
export async function sha256Bytes(
  ...parts: readonly (Uint8Array | string)[]
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
}

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

/** The hash of an entry as a leaf: SHA-256(00 ‖ entry) (RFC 6962 §2.1). For browsers too. */
export function hashLeaf(entry: Uint8Array | string): Promise<Uint8Array<ArrayBuffer>> {
  return sha256Bytes(leafMark, entry);
}

/** The hash over two subtrees: SHA-256(01 ‖ left ‖ right) (RFC 6962 §2.1). For browsers too. */
export function hashNode(left: Uint8Array, right: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return sha256Bytes(nodeMark, left, right);
}
