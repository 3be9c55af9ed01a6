/** @module url Parses, canonicalises and compares URLs, and tells public addresses from private ones. */

export { articleKey, isOfOtherVersion } from './article-key.ts';
export { canonicalUrl } from './canonical-url.ts';
export { hostKey } from './host-key.ts';
export { literalAddress } from './literal-address.ts';
export { parseUrl } from './parse-url.ts';
export { isPrivateAddress } from './private-address.ts';
export { isOnionName, isPrivateName } from './private-name.ts';
export { surtOf } from './surt.ts';
