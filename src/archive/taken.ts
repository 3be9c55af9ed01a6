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
  /** Set when its article was taken down while the page was waited for: nothing of it is kept. */
  readonly refused?: ArchiveError;
}
