import { sha256 } from '../digest/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import type { Services } from './services.ts';
import { siteTrace } from './sites.ts';

const atOnce = 500;

/**
 * A text for each article that changes with all that is told of it: its row, what is on record beside
 * it, and, where it has several revisions, what is known of its site, by which these are compared.
 */
export async function tracesOf(
  { store }: Services,
  articles: readonly ArticleRecord[],
): Promise<ReadonlyMap<string, string>> {
  const sites = new Map<string, string>();
  const traces = new Map<string, string>();
  for (let from = 0; from < articles.length; from += atOnce) {
    const some = articles.slice(from, from + atOnce);
    const beside = await store.traces(some.map(({ id }) => id));
    for (const article of some) {
      const { nextVisitAt: _, imagesDueAt, ...told } = article;
      const { host } = new URL(article.url);
      if (article.revisions > 1 && !sites.has(host)) {
        sites.set(host, await siteTrace(store, article.url));
      }
      const site = article.revisions > 1 ? sites.get(host) : '';
      const text = JSON.stringify([told, imagesDueAt === undefined, beside.get(article.id), site]);
      traces.set(article.id, sha256(text).slice(0, 24));
    }
  }
  return traces;
}
