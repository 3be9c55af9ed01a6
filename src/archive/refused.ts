import { ArchiveError, type Takedown, type Url } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { keysOfUrl } from './article-keys.ts';

/** Tells for each of some things whether a takedown refuses it. */
export async function refusals<Value>(
  store: Pick<Store, 'refusedKeys'>,
  values: readonly Value[],
  keysOf: (value: Value) => readonly string[],
): Promise<(value: Value) => boolean> {
  const refused = await store.refusedKeys([...new Set(values.flatMap(keysOf))]);
  return (value) => refused.size > 0 && keysOf(value).some((key) => refused.has(key));
}

/** The error for an address that is not captured any more, where a takedown says so. */
export async function refusalOf(
  store: Pick<Store, 'takedownOf'>,
  urls: readonly Url[],
): Promise<ArchiveError | undefined> {
  const [url] = urls;
  return url && (await refusalOfKeys(store, url, urls.flatMap(keysOfUrl)));
}

/** As `refusalOf`, by the keys of an article; `url` is how the error names it. */
export async function refusalOfKeys(
  store: Pick<Store, 'takedownOf'>,
  url: Url,
  keys: readonly string[],
): Promise<ArchiveError | undefined> {
  const takedown = await store.takedownOf(keys);
  if (takedown === undefined) return undefined;
  return new ArchiveError(
    'refused',
    `${url}: ${removedWords(takedown)}, so it is not captured; backissue takedown --lift allows it again.`,
  );
}

/** `its article was removed on 2026-11-26 (privacy)` */
export const removedWords = ({ at, reason }: Pick<Takedown, 'at' | 'reason'>): string =>
  `its article was removed on ${at.slice(0, 10)} (${reason})`;
