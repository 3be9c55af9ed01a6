import type { Context } from 'hono';
import type { Archive } from '../archive/index.ts';
import { articlePage, type PageContext } from '../pages/index.ts';
import { articleView, outletsOf } from '../views/index.ts';
import { articleMarks, isKept, isOpening } from './article-marks.ts';
import { imagesFor } from './links.ts';
import { readingOf } from './reading.ts';

/** The page of an article, at its newest revision or at the one numbered in the path. Its newest is read by
 * whoever opens it under a name. */
export async function articleHtml(
  archive: Archive,
  context: PageContext,
  request: Context,
): Promise<string> {
  const { req } = request;
  const number = req.param('revision');
  const revision = number === undefined ? undefined : Number(number);
  const state = await archive.article(req.param('id') ?? '', revision);
  const image = await imagesFor(
    archive,
    state.revision.content.images.map(({ url }) => url),
  );
  const links = { ...context.links, image };
  const outlets = outletsOf(await archive.sourceList());
  const view = await articleView(archive, state, outlets);
  const reading = readingOf(request);
  const opens = number === undefined && isOpening(request);
  const how = { opens, kept: isKept(req) };
  const marks = reading && (await articleMarks(archive, context, state, { reading, ...how }));
  const proofs = await archive.proofs(state.revisions);
  return articlePage({ ...context, links }, { ...view, proofs, ...(marks && { marks }) });
}
