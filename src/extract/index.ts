/** @module extract Page or fragment -> Article, with the reason for everything that was cut. */
export { extractArticle } from './extract-article.ts';
export { extractFragment } from './extract-fragment.ts';
export {
  type CutBlock,
  type DateFact,
  type ExtractInput,
  type Extraction,
  extractorAlone,
  extractorName,
  extractorOf,
  extractorWithSite,
  type FragmentInput,
  isOfVersion,
  type PageKind,
} from './extraction.ts';
export { isFullerVersion, isThin, toldByVersion } from './fuller-version.ts';
export { isPartOf, isWholeOf, joinParts } from './join-parts.ts';
export type { OtherVersions } from './other-versions.ts';
export type { RuleFault } from './rule-lines.ts';
export { learnChange, sameWords } from './same-words.ts';
export { withoutFurniture } from './site-cut.ts';
export { siteKey } from './site-key.ts';
export { emptyMemory, type LearnedPage, learnPage, type SiteMemory } from './site-memory.ts';
export { formatMemory, parseMemory } from './site-memory-json.ts';
export { type PageBody, sitePage } from './site-page.ts';
export { type RuleFile, type SiteRuleBook, type SiteRules, siteRuleBook } from './site-rules.ts';
