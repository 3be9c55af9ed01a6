import type { ArchiveError } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import type { Recorded } from './find.ts';
import type { NoPage } from './visited-page.ts';

/** What one page or entry brought. */
export interface Taken {
  readonly captured: number;
  readonly recorded?: Recorded;
  readonly absence?: { readonly article: ArticleRecord; readonly kind: NoPage['kind'] };
  readonly error?: ArchiveError;
  /** Set when the page that came is not the article that was asked for. */
  readonly elsewhere?: NoPage;
}
