import { existsSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

export interface LabelledPage {
  readonly id: string;
  readonly url?: string;
  /** Path of the page in its set. */
  readonly html: string;
  readonly text?: string;
  readonly with?: readonly string[];
  readonly without?: readonly string[];
}

const root = new URL('../../../shared/data/pages/', import.meta.url);
export const setNames: readonly string[] = [
  'aeb',
  'naeb-a',
  'zhnews-a',
  'magic',
  'zhweb',
  'n4k',
  'wcxb',
  'traf',
];

export const hasCorpora = (): boolean => existsSync(root);

export function pagesOf(set: string): readonly LabelledPage[] {
  return JSON.parse(readFileSync(new URL(`${set}/manifest.json`, root), 'utf8'));
}

export function htmlOf(set: string, page: LabelledPage): string {
  return brotliDecompressSync(readFileSync(new URL(`${set}/${page.html}`, root))).toString('utf8');
}

export const urlOf = (page: LabelledPage): string =>
  /^https?:\/\//.test(page.url ?? '') ? (page.url ?? '') : 'http://example.com/article';
