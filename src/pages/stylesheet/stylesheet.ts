import { accountStyle } from './account-style.ts';
import { apiStyle } from './api-style.ts';
import { articleStyle } from './article-style.ts';
import { editsStyle } from './edits-style.ts';
import { foundation } from './foundation.ts';
import { keepingStyle } from './keeping-style.ts';
import { listStyle } from './list-style.ts';
import { marksStyle } from './marks-style.ts';
import { mastheadStyle } from './masthead-style.ts';
import { printStyle } from './print-style.ts';
import { readingStyle } from './reading-style.ts';
import { recordStyle } from './record-style.ts';
import { searchStyle } from './search-style.ts';
import { serviceStyle } from './service-style.ts';

/** The one stylesheet of all pages, UTF-8; it names no other resource. */
export const stylesheet = [
  '@charset "utf-8";\n',
  foundation,
  mastheadStyle,
  listStyle,
  articleStyle,
  recordStyle,
  editsStyle,
  serviceStyle,
  searchStyle,
  accountStyle,
  readingStyle,
  apiStyle,
  marksStyle,
  keepingStyle,
  printStyle,
].join('');
