/** @module store/migrate One catalogue made of another, whatever engines they lie in. */
export { type CatalogueEnd, type CopiedPart, copyCatalogueInto } from './copy-catalogue.ts';
