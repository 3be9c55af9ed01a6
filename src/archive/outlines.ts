import { sha256 } from '../digest/index.ts';
import type { ArticleCursor, ArticleOutline } from '../store/index.ts';
import type { Services } from './services.ts';
import { siteTrace } from './sites.ts';

const atOnce = 1000;

/**
 * All articles in short, oldest first in the order of lists, some at a time. `beside` changes with what is on
 * record of an article and, where it has several revisions, with what is known of its site, by which these are
 * compared.
 */
export async function* outlinesOf({ store }: Services): AsyncGenerator<ArticleOutline[]> {
  const sites = new Map<string, string>();
  const withSite = async (outline: ArticleOutline): Promise<ArticleOutline> => {
    const { host } = new URL(outline.url);
    const known = sites.get(host) ?? sha256(await siteTrace(store, outline.url));
    sites.set(host, known);
    return { ...outline, beside: `${outline.beside} ${known}` };
  };
  let after: ArticleCursor | undefined;
  for (;;) {
    const some = await store.outlines(atOnce, after);
    const last = some.at(-1);
    if (last === undefined) return;
    after = { sortAt: last.sortAt, id: last.id };
    const told: ArticleOutline[] = [];
    for (const one of some) told.push(one.revisions < 2 ? one : await withSite(one));
    yield told;
  }
}
