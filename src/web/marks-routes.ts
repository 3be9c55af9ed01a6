import type { Context, Hono } from 'hono';
import { type Archive, sourcesIn } from '../archive/index.ts';
import { ArchiveError } from '../model/index.ts';
import type { PageContext } from '../pages/index.ts';
import { outletsOf } from '../views/index.ts';
import { field } from './access.ts';
import { markedHtml } from './marked-html.ts';
import { parseMoment } from './moments.ts';
import { ownPath } from './own-path.ts';
import { readingOf } from './reading.ts';
import { holdUser } from './roles.ts';

interface Routes {
  readonly archive: Archive;
  readonly contextOf: (request: Context) => PageContext;
}

/** What is unread and starred, and the forms that change it; each acts for whoever has logged in. */
export function addMarks(reader: Hono, { archive, contextOf }: Routes): void {
  const { accounts } = archive;
  for (const only of ['unread', 'starred'] as const) {
    reader.get(`/${only}`, async (request) => {
      const reading = readingOf(request);
      if (reading === undefined) return request.redirect(`/login?next=%2F${only}`, 303);
      const { outlet, folder, after } = request.req.query();
      const asked = { only, outlet, folder, after };
      return request.html(await markedHtml(archive, contextOf(request), { reading, ...asked }));
    });
  }
  reader.post('/article/:id/marks', async (request) => {
    const user = holdUser(request.get('visitor')?.user);
    const { article } = await archive.article(request.req.param('id'));
    const marks = {
      ...flag('read', await field(request, 'read')),
      ...flag('starred', await field(request, 'starred')),
    };
    await accounts.markArticles(user.id, [article.id], marks);
    const [now] = await accounts.marksOf(user.id, [article.id]);
    const kept = now?.read === true ? '' : '?unread=1';
    return request.redirect(`/article/${article.id}${kept}`, 303);
  });
  reader.post('/read', async (request) => {
    const user = holdUser(request.get('visitor')?.user);
    const asked = parseMoment(await field(request, 'before'));
    const { now } = contextOf(request);
    const place = await placeNamed(archive, request);
    await accounts.markAllRead(user.id, { before: asked < now ? asked : now, ...place });
    return request.redirect(ownPath(await field(request, 'next')), 303);
  });
}

async function placeNamed(
  archive: Archive,
  request: Context,
): Promise<{ readonly sourceIds?: readonly string[] }> {
  const outlet = await field(request, 'outlet');
  const folder = await field(request, 'folder');
  if (outlet === '' && folder === '') return {};
  const sources = await archive.sourceList();
  if (outlet === '') return { sourceIds: sourcesIn(folder, sources) };
  return { sourceIds: outletsOf(sources).named(outlet).sourceIds };
}

/** A mark as a form has it; '' leaves it as it is. Throws `invalid`. */
function flag<Name extends string>(name: Name, text: string): { readonly [Key in Name]?: boolean } {
  if (text === '') return {};
  if (text === '0' || text === '1') return { [name]: text === '1' } as { [Key in Name]?: boolean };
  throw new ArchiveError(
    'invalid',
    `${text.slice(0, 20)}: ${name} is 0 or 1; load the page again.`,
  );
}
