import type { Capture } from '../model/index.ts';
import { type CapturePlace, scanWarc, type WarcRecord } from '../warc/index.ts';
import type { Services } from './services.ts';
import { captureIdBeside, type ToldBeside, toldBeside } from './told-beside.ts';

/**
 * Captures that were made for others: further pages of an article's page, and images of articles, as
 * the records beside them tell. Reads the capture files that hold `captures`. Throws `corrupt`.
 */
export async function relatedCaptures(
  { captures: place, store }: Services,
  captures: readonly Capture[],
  articles: readonly string[],
): Promise<{ readonly parts: readonly Capture[]; readonly images: readonly Capture[] }> {
  const ids = new Set(captures.map(({ id }) => id));
  const kindOf = (about: ToldBeside | undefined): 'parts' | 'images' | undefined => {
    if (about?.['kind'] === 'page-part' && ids.has(String(about['of']))) return 'parts';
    const isImage = about?.['kind'] === 'image' && articles.includes(String(about['article']));
    return isImage ? 'images' : undefined;
  };
  const related = { parts: [] as Capture[], images: [] as Capture[] };
  for await (const record of metadataIn(place, captures)) {
    const kind = kindOf(toldBeside(record));
    const capture = kind && (await store.capture(captureIdBeside(record)));
    if (capture?.removed === undefined && kind && capture) related[kind].push(capture);
  }
  return related;
}

async function* metadataIn(
  place: CapturePlace,
  captures: readonly Capture[],
): AsyncGenerator<WarcRecord> {
  for (const file of new Set(captures.map(({ record }) => record.file))) {
    for await (const { record } of scanWarc(place, file)) {
      if (record.type === 'metadata') yield record;
    }
  }
}
