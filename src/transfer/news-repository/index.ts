/** The news-repository format: read, plan, write. */
export type { ExportOutlet } from './export-outlets.ts';
export { type ExportBody, exportNewsRepository } from './export-repository.ts';
export { dropFeedFooter } from './feed-footer.ts';
export {
  type FileName,
  firstSlot,
  formatFileName,
  highestSlot,
  parseFileName,
} from './file-name.ts';
export { importNewsRepository } from './import-repository.ts';
export { formatListPage, formatReadme, type ListEntry } from './list-page.ts';
export { formatNewsFile, type NewsFile, type NewsFileInput, parseNewsFile } from './news-file.ts';
export type { NewsItem, NewsReading, Unreadable } from './news-item.ts';
export { outletFolderName, outletIdentity, outletSlug, outletSpellings } from './outlets.ts';
export { readNewsFolder } from './read-folder.ts';
export { readNewsHistory } from './read-history.ts';
export { type PlannedItem, planSlots, type SlotPlan, slotKey } from './slot-plan.ts';
export {
  type ExportFile,
  type WriteFailure,
  type WriteOptions,
  type WriteResult,
  writeNewsRepository,
} from './write-repository.ts';
