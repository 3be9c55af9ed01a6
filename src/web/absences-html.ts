import type { Archive } from '../archive/index.ts';
import { absencesPage, type PageContext } from '../pages/index.ts';
import { absencesView } from '../views/index.ts';

/** The list of absences, of one outlet (by any of its sources) or of all. Throws `not-found`. */
export async function absencesHtml(
  archive: Archive,
  context: PageContext,
  sourceId: string | undefined,
): Promise<string> {
  return absencesPage(context, await absencesView(archive, sourceId));
}
