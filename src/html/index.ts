/** @module html Parse, sanitise and read HTML; charset sniffing. */

export { isPictureName } from './amp-picture.ts';
export type { AnchorLink } from './anchor-text.ts';
export { articleImages } from './article-images.ts';
export { articleText, oneLine } from './article-text.ts';
export { articleXhtml } from './article-xhtml.ts';
export { type DecodedText, decodeText, type TextHint } from './decode-text.ts';
export { escapeHtml } from './escape-html.ts';
export { ownString } from './own-string.ts';
export { type AlternateLink, type PageLinks, pageLinks } from './page-links.ts';
export { permitted } from './permitted.ts';
export { plainText } from './plain-text.ts';
export { isSafeAddress } from './safe-address.ts';
export { sanitizeArticleHtml, sanitizeArticleTags } from './sanitize-article-html.ts';
export { strictUri } from './strict-uri.ts';
export { type Attributes, noAttributes } from './tag-attributes.ts';
export { readTags, type TagHandler } from './tag-events.ts';
export { isVoidTag } from './tag-names.ts';
