import type { JsonValue } from '../digest/index.ts';
import type { Takedown, Url } from '../model/index.ts';
import { metadataRecord, type WarcRecord } from '../warc/index.ts';
import { keysOfItem } from './article-keys.ts';
import { captureIdBeside, toldBeside } from './told-beside.ts';

/** Kinds of records that tell what a feed said of an article. */
const telling = ['page', 'evidence', 'entry', 'joined'];

/**
 * A record that tells of an article taken down, without its title and authors; undefined where it
 * tells none. Such records stand beside captures that stay (an answer that many addresses got) and
 * by themselves, where no answer came.
 */
export function withoutWordsBeside(
  { articles, keys, removal }: Pick<Takedown, 'articles' | 'keys' | 'removal'>,
  record: WarcRecord,
): WarcRecord | undefined {
  if (record.type !== 'metadata') return undefined;
  const about = toldBeside(record);
  if (about === undefined || !telling.includes(String(about['kind']))) return undefined;
  const { title = '', authors = [], article, source, guid, url } = about;
  if (title === '' && Array.isArray(authors) && authors.length === 0) return undefined;
  const beside = captureIdBeside(record);
  // What another article rests on is left, and named.
  if (removal.left.some(({ id }) => id === beside)) return undefined;
  const item = { guid: String(guid), url: String(url) as Url };
  const isOfIt =
    articles.includes(String(article)) ||
    (guid !== undefined && keysOfItem(String(source), item).some((key) => keys.includes(key)));
  if (!isOfIt) return undefined;
  const value = { ...about, title: '', authors: [] } as { readonly [name: string]: JsonValue };
  return metadataRecord({ ...(beside === '' ? {} : { about: beside }), date: record.date, value });
}
