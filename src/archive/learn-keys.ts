import type { KnownKey } from '../store/index.ts';
import { articleKey } from '../url/index.ts';
import type { Identity } from './identify.ts';
import { guidOf } from './identity.ts';
import { articleOfKey, type Known } from './known.ts';
import type { Draft } from './record-draft.ts';

/** Notes that an article is known by these keys; one that another is surely known by stays that one's. */
export function learnKeys(keys: Identity['keys'], id: string, known: Known, draft: Draft): void {
  for (const { key, url, kind } of keys) {
    const surer = kind === 'own' && known.claimed.has(key);
    if (known.articleByKey.has(key) && !surer) continue;
    if (surer) giveUp(key, id, known, draft);
    known.articleByKey.set(key, id);
    if (kind === 'claim') known.claimed.add(key);
    else known.claimed.delete(key);
    draft.keys.push({ key, url, articleId: id, ...(kind === 'claim' ? { claimed: true } : {}) });
  }
}

/** An address that turns out to be another article's is no longer shown as this one's. */
function giveUp(key: string, to: string, known: Known, draft: Draft): void {
  const article = articleOfKey(known, key);
  if (article === undefined || article.id === to || articleKey(article.url) !== key) return;
  const isOwn = (one: KnownKey) =>
    one.articleId === article.id && one.claimed !== true && guidOf(one.key) === undefined;
  const url = known.ownUrls.get(article.id) ?? draft.keys.find(isOwn)?.url;
  if (url === undefined) return;
  known.articles.set(article.id, { ...article, url });
  draft.touched.add(article.id);
}
