import type { Instant, Source, Url } from '../model/index.ts';
import type { Store } from '../store/index.ts';

const lone: Source = {
  id: 'captured',
  kind: 'import',
  url: 'https://captured.invalid/' as Url,
  title: 'Captured by hand',
  folder: 'captured',
  body: 'page',
  state: 'unfollowed',
  allowPrivate: false,
  followedAt: '1970-01-01T00:00:00.000Z' as Instant,
};

/** The source that pages captured by hand belong to; put on record first where it is not. */
export async function loneSource(store: Store): Promise<Source> {
  const known = await store.source(lone.id);
  if (known !== undefined) return known;
  await store.commit({ sources: [lone] });
  return lone;
}
