import { siteKey } from '../extract/index.ts';
import type { Source } from '../model/index.ts';
import { articleKey } from '../url/index.ts';
import { sourceId } from './identity.ts';
import type { Peek } from './peek.ts';
import type { Services } from './services.ts';

/**
 * The source that is the same document under whatever address: http or https, with `www.` or a slash
 * at the end, where it redirects, or where the feed says it lives, if the entries are the same.
 */
export async function knownSource(services: Services, peek: Peek): Promise<Source | undefined> {
  const exact = await services.store.source(sourceId(peek.url));
  if (exact !== undefined) return exact;
  const keys = new Set(peek.addresses.map(articleKey));
  const alike = (await services.store.sources()).filter((source) => source.kind === peek.kind);
  const same = alike.find((source) => keys.has(articleKey(source.url)));
  const address = peek.hints?.self;
  if (same !== undefined || address === undefined) return same;
  const self = articleKey(address);
  const named = alike.find((source) => articleKey(source.url) === self);
  if (named === undefined || !(await tellsTheSame(services, named, peek))) return undefined;
  return named;
}

/** A feed's word for where it lives is believed where its entries are known from there. */
async function tellsTheSame(services: Services, source: Source, peek: Peek): Promise<boolean> {
  const guids = peek.entries.slice(0, 50).map((entry) => entry.guid);
  if ((await services.store.entries(source.id, guids)).length > 0) return true;
  const poll = await services.store.pollState(source.id);
  return poll?.lastSuccessAt === undefined && siteKey(source.url) === siteKey(peek.url);
}
