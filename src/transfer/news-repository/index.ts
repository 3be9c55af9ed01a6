/** The news-repository format: read, plan, write. */
export { type ExportBody, exportNewsRepository } from './export-repository.ts';
export { parseFileName } from './file-name.ts';
export { importNewsRepository } from './import-repository.ts';
export { formatNewsFile } from './news-file.ts';
export { outletSlug } from './outlets.ts';
export { readImportedNews } from './read-imported.ts';
export { type ExportFile, type WriteResult, writeNewsRepository } from './write-repository.ts';
