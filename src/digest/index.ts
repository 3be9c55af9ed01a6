/** @module digest Names made from content: SHA-256, and the one canonical JSON to take it of. */
export { canonicalJson, type JsonValue } from './canonical-json.ts';
export { sha256 } from './sha256.ts';
export { StatedDigest } from './stated-digest.ts';
