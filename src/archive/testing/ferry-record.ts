import { instant, type Url } from '../../model/index.ts';
import type { ArticleRecord } from '../../store/index.ts';

export const ferryUrl = 'https://paper.test/2026/06/01/ferry-sails' as Url;

/** The record of an article at that address, of which nothing was captured yet. */
export const ferryRecord = (id: string, more: Partial<ArticleRecord> = {}): ArticleRecord => ({
  ...{ id, url: ferryUrl, sourceId: 'feed', title: 'Ferry sails', authors: [], language: 'en' },
  ...{ sortAt: instant(0), firstSeenAt: instant(0), lastSeenAt: instant(0) },
  ...{ revisionId: '', revisions: 0, lead: '' },
  ...more,
});
