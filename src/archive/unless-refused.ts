import type { Entry, Url } from '../model/index.ts';
import { keysOfItem, keysOfUrl } from './article-keys.ts';
import { decide } from './decide.ts';
import { refusalOfKeys } from './refused.ts';
import type { Services } from './services.ts';
import type { Taken } from './taken.ts';

/** What a step is about to write of an article: addresses of its page, and the entry that led to it. */
interface Written {
  readonly urls: readonly Url[];
  readonly entry?: Entry | undefined;
}

/**
 * Runs a step that writes of an article, as `decide` does; where a takedown refuses it by now, nothing. The page
 * may have been waited for while its article was taken down: it, and what its feed told, would come
 * back.
 */
export async function unlessRefused(
  services: Services,
  { urls, entry }: Written,
  step: (services: Services) => Promise<Taken>,
): Promise<Taken> {
  return await decide(services, async (deciding) => {
    const told = entry === undefined ? [] : keysOfItem(entry.sourceId, entry.entry);
    const [named] = entry === undefined ? urls : [...urls, entry.entry.url];
    const keys = new Set([...urls.flatMap(keysOfUrl), ...told]);
    const refused = named && (await refusalOfKeys(deciding.store, named, [...keys]));
    return refused === undefined ? await step(deciding) : { captured: 0, refused };
  });
}
