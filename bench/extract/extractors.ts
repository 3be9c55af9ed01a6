import { ours } from './ours.ts';
import { readable } from './readability.ts';

export interface Extractor {
  readonly name: string;
  /** The text of a page's article, empty where none is found or the extractor fails. */
  text(html: string, url: string): string;
}

export const extractors: readonly Extractor[] = [
  { name: 'backissue', text: ours },
  { name: 'Readability + linkedom', text: readable },
];
