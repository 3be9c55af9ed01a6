/** @module html Parse, sanitise and read HTML; charset sniffing. */
export { articleImages } from './article-images.ts';
export { articleText } from './article-text.ts';
export { decodeText } from './decode-text.ts';
export { escapeHtml } from './escape-html.ts';
export { type AlternateLink, type AnchorLink, type PageLinks, pageLinks } from './page-links.ts';
export { plainText } from './plain-text.ts';
export { sanitizeArticleHtml } from './sanitize-article-html.ts';
