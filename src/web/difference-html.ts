import type { Archive } from '../archive/index.ts';
import { differencePage, type PageContext } from '../pages/index.ts';
import { lineOf, outletsOf, revisionLines } from '../views/index.ts';

/** The page that compares two revisions of an article. Throws as `Archive.diff`. */
export async function differenceHtml(
  archive: Archive,
  context: PageContext,
  wanted: { readonly id: string; readonly from: number; readonly to: number },
): Promise<string> {
  const { article, from, to, edit, weighed, told } = await archive.diff(
    wanted.id,
    wanted.from,
    wanted.to,
  );
  const outlets = outletsOf(await archive.sourceList());
  const { title, language } = to.content;
  return differencePage(context, {
    line: { ...lineOf(article, outlets), title, language },
    from,
    to,
    edit,
    weighed,
    told,
    revisions: await revisionLines(archive, await archive.article(article.id)),
  });
}
