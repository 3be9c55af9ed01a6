/** @module site An archive as a static site: the reader without a server, and a search that runs in browsers. */
export { exportSite, type SiteReport } from './export-site.ts';
export type { SiteOptions } from './site-options.ts';
export { siteParts } from './site-parts.ts';
