/** @module extract Page or fragment -> Article, with the reason for everything that was cut. */
export { extractArticle } from './extract-article.ts';
export { extractFragment } from './extract-fragment.ts';
export {
  type CutBlock,
  type ExtractInput,
  type Extraction,
  extractorName,
  type FragmentInput,
  type PageKind,
} from './extraction.ts';
