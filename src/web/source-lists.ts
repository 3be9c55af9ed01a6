import type { Hono } from 'hono';
import type { Archive } from '../archive/index.ts';
import { followedListPage } from '../pages/index.ts';
import { followOpml, opmlOf } from '../transfer/index.ts';
import { fileSent } from './access.ts';
import { type Keeper, type KeepingParts, type Kept, keptSources } from './keeping.ts';
import { refusalOf } from './told-refusal.ts';

/** Subscription lists in and out. */
export function addLists(reader: Hono, parts: KeepingParts & { readonly archive: Archive }): void {
  const { archive, contextOf } = parts;
  reader.get('/sources.opml', async (request) => {
    const text = opmlOf(await archive.sourceList(), contextOf(request).archiveTitle);
    return request.body(text, 200, {
      'Content-Type': 'text/x-opml; charset=utf-8',
      'Content-Disposition': 'attachment; filename="sources.opml"',
    });
  });
  reader.post(
    '/sources/opml',
    keptSources(parts, (keeper) => listed(archive, keeper)),
  );
}

async function listed(archive: Archive, { request, context }: Keeper): Kept {
  const list = (await fileSent(request, 'file')) ?? (await fileSent(request, 'text'));
  if (list === undefined) return { status: 400, words: { key: 'trouble.list' } };
  try {
    return request.html(followedListPage(context, await followOpml(archive, list)));
  } catch (error) {
    return refusalOf(error, { invalid: 'trouble.list' });
  }
}
