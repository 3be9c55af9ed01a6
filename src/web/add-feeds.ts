import type { Context, Hono } from 'hono';
import type { Archive } from '../archive/index.ts';
import type { FeedFormat, FeedOf, PageContext } from '../pages/index.ts';
import { feedAnswer } from './feed-answer.ts';

/** What the routes of the reader share: its archive, and what it makes of a request. */
export interface RouteParts {
  readonly archive: Archive;
  contextOf(request: Context): PageContext;
  /** What the reader's paths are put behind to be absolute. */
  baseOf(request: Context): string;
}

const formats: readonly FeedFormat[] = ['atom', 'rss', 'json'];

/** The feeds of everything, an outlet, a folder, a search, a saved one, and edits, in every format. */
export function addFeeds(reader: Hono, { archive, contextOf, baseOf }: RouteParts): void {
  const feed = (path: string, of: (request: Context) => FeedOf) => {
    for (const format of formats) {
      reader.get(`${path}.${format}`, (request) =>
        feedAnswer(archive, contextOf(request), request, {
          of: of(request),
          format,
          base: baseOf(request),
        }),
      );
    }
  };
  feed('/feed', () => ({ of: 'all' }));
  feed('/folder', ({ req }) => ({ of: 'folder', folder: req.query('name') ?? '' }));
  feed('/search', ({ req }) => ({ of: 'search', query: req.query('q') ?? '' }));
  feed('/saved/:id/hits', ({ req }) => ({ of: 'saved', id: req.param('id') ?? '' }));
  feed('/edits', () => ({ of: 'edits' }));
  feed('/outlet/:outlet/feed', ({ req }) => ({ of: 'outlet', id: req.param('outlet') ?? '' }));
  feed('/outlet/:outlet/edits', ({ req }) => ({ of: 'edits', outlet: req.param('outlet') ?? '' }));
}
