/** Captures in and out as WARC and WACZ files. */
export {
  exportWebArchive,
  type WebArchiveOptions,
  type WebArchiveReport,
} from './export-web-archive.ts';
export { importWebArchive, webArchiveFormat } from './import-web-archive.ts';
