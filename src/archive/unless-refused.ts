import type { Entry, Url } from '../model/index.ts';
import { keysOfItem, keysOfUrl } from './article-keys.ts';
import { refusalOfKeys } from './refused.ts';
import type { Services } from './services.ts';
import type { Taken } from './taken.ts';

/** What a step is about to write of an article: addresses of its page, and the entry that led to it. */
interface Written {
  readonly urls: readonly Url[];
  readonly entry?: Entry | undefined;
}

/**
 * Runs a step that writes of an article, alone; where a takedown refuses it by now, nothing. The page
 * may have been waited for while its article was taken down: it, and what its feed told, would come
 * back.
 */
export async function unlessRefused(
  services: Services,
  { urls, entry }: Written,
  step: () => Promise<Taken>,
): Promise<Taken> {
  return await services.alone(async () => {
    const told = entry === undefined ? [] : keysOfItem(entry.sourceId, entry.entry);
    const [named] = entry === undefined ? urls : [...urls, entry.entry.url];
    const keys = new Set([...urls.flatMap(keysOfUrl), ...told]);
    const refused = named && (await refusalOfKeys(services.store, named, [...keys]));
    return refused === undefined ? await step() : { captured: 0, refused };
  });
}
