import type { Context, Hono } from 'hono';
import type { Archive } from '../archive/index.ts';
import { ArchiveError } from '../model/index.ts';
import type { PageContext, Proof } from '../pages/index.ts';
import { field } from './access.ts';
import { readingOf } from './reading.ts';
import { holdEditor, isEditor } from './roles.ts';
import { savedHtml, savedSearchHtml } from './saved-html.ts';
import type { AccessOptions } from './visitor.ts';

interface Routes {
  readonly archive: Archive;
  readonly contextOf: (request: Context) => PageContext;
  /** Whether the list of saved searches is shown to whoever asks. */
  readonly lists: (request: Context) => boolean;
}

/** Saved searches tell what their keeper is after: they are listed to who has logged in, or, where nobody
 * does, where the reader has no address on the internet. One of them, and its feed, is at an address
 * that nobody guesses. */
export function listsSaved(
  { access, publicUrl }: { readonly access?: AccessOptions; readonly publicUrl?: string },
  request: Context,
): boolean {
  if (access === undefined) return publicUrl === undefined;
  return request.get('visitor')?.user !== undefined;
}

/** Saved searches, with their pages and feeds; editors and owners save others, and say what is seen. */
export function addSaved(reader: Hono, { archive, contextOf, lists }: Routes): void {
  reader.get('/saved', async (request, next) => {
    if (!lists(request)) return await next();
    return request.html(await savedHtml(archive, contextOf(request)));
  });
  reader.get('/saved/:id', async (request) => {
    const asked = { id: request.req.param('id'), proof: proofForEditor(request) };
    return request.html(await savedSearchHtml(archive, contextOf(request), asked));
  });
  reader.post('/saved', async (request) => {
    holdEditor(request.get('visitor')?.user);
    const [name, text] = [await field(request, 'name'), await field(request, 'query')];
    const { id } = await archive.saveSearch({ name, text });
    return request.redirect(`/saved/${id}`, 303);
  });
  reader.post('/saved/:id/seen', async (request) => {
    holdEditor(request.get('visitor')?.user);
    const id = request.req.param('id');
    await archive.lookAtSaved(id, markOf(await field(request, 'mark')));
    return request.redirect(`/saved/${encodeURIComponent(id)}`, 303);
  });
}

/** What shows that a form is ours, for whoever may write for all; undefined for others. */
export function proofForEditor(request: Context): Proof | undefined {
  const reading = readingOf(request);
  return reading !== undefined && isEditor(reading.user) ? { proof: reading.proof } : undefined;
}

function markOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ArchiveError('invalid', `${text}: this is no mark of a hit; load the page again.`);
}
