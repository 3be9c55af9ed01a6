import { readContent } from '../capture/index.ts';
import { header } from '../http/index.ts';
import {
  ArchiveError,
  type Capture,
  type CutCapture,
  type LeftCapture,
  type RemovedCapture,
} from '../model/index.ts';
import { captureId } from '../warc/index.ts';
import { keysOfItem, keysOfUrl } from './article-keys.ts';
import { type Cutting, cutListing } from './cut-listing.ts';
import { namedBy } from './named-by.ts';
import type { Services } from './services.ts';
import type { Subject } from './takedown-subject.ts';

/** Feeds, sitemaps and section pages that tell of the article. */
export async function documentCaptures(
  services: Services,
  { keys, sources }: Subject,
): Promise<{ readonly cut: readonly CutCapture[]; readonly left: readonly LeftCapture[] }> {
  const { store } = services;
  const by = namedBy(keys);
  const cut: CutCapture[] = [];
  const left: LeftCapture[] = [];
  for await (const document of documentsOf(store, sources)) {
    for (const alike of readAlike(await store.capturesWith(document.payload))) {
      const [first] = alike;
      if (by.isAddress(first.askedUrl) || (await isOfArticle(store, first))) continue;
      const cutting = await cuttingOf(services, first, keys);
      if (cutting.is === 'cut') cut.push(...alike.map((one) => cutCapture(one, cutting.payload)));
      if (cutting.is === 'left') left.push({ id: first.id, url: first.askedUrl, why: cutting.why });
    }
  }
  return { cut, left };
}

/** Captures of the same bytes, those together that mean the same items: another address or source may
 * make other articles of what they name. */
function readAlike(captures: readonly Capture[]): Iterable<readonly [Capture, ...Capture[]]> {
  const groups = new Map<string, [Capture, ...Capture[]]>();
  for (const capture of captures) {
    const { askedUrl, finalUrl, sourceId, headers } = capture;
    const read = ['content-type', 'content-encoding'].map((name) => header(headers, name));
    const key = JSON.stringify([askedUrl, finalUrl, sourceId, ...read]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [capture]);
    else group.push(capture);
  }
  return groups.values();
}

/** Documents held at once. */
const atOnce = 200;

async function* documentsOf(
  store: Services['store'],
  sources: readonly string[],
): AsyncGenerator<Capture> {
  for (let after: Capture['payload'] | undefined; ; ) {
    const documents = await store.documentsOf(sources, atOnce, after);
    yield* documents;
    after = documents.at(-1)?.payload;
    if (after === undefined) return;
  }
}

/** A page of another article may link to it: it is no listing. */
async function isOfArticle(
  store: Services['store'],
  { askedUrl, finalUrl }: Capture,
): Promise<boolean> {
  if ((await store.sourceAt(askedUrl)) !== undefined) return false;
  const keys = [askedUrl, finalUrl].flatMap(keysOfUrl);
  return (await store.knownKeys([...new Set(keys)])).length > 0;
}

async function cuttingOf(
  { captures, store }: Services,
  capture: Capture,
  keys: readonly string[],
): Promise<Cutting> {
  try {
    const content = await readContent(captures, capture, store.captureWithPayload);
    return cutDocument(capture, content, keys);
  } catch (thrown) {
    if (!(thrown instanceof ArchiveError)) throw thrown;
    return { is: 'left', why: thrown.message };
  }
}

/** A captured document without the items that these keys name. */
export function cutDocument(
  capture: Pick<Capture, 'askedUrl' | 'headers' | 'sourceId'>,
  content: Uint8Array,
  keys: readonly string[],
): Cutting {
  const refused = new Set(keys);
  const { askedUrl: url, headers, sourceId = '' } = capture;
  return cutListing({ url, content, headers }, (entry) =>
    keysOfItem(sourceId, entry).some((key) => refused.has(key)),
  );
}

function cutCapture(capture: Capture, payload: CutCapture['payload']): CutCapture {
  const { askedUrl: url, capturedAt, status } = capture;
  const id = captureId({ url, capturedAt, status, payload });
  return { ...removedCapture(capture), now: { id, payload } };
}

/** What stays known of a capture when what it held has gone. */
export function removedCapture(capture: Capture): RemovedCapture {
  const { id, askedUrl: url, finalUrl, capturedAt, status, payload, sourceId } = capture;
  return {
    id,
    url,
    capturedAt,
    status,
    payload,
    ...(finalUrl === url ? {} : { finalUrl }),
    ...(sourceId === undefined ? {} : { sourceId }),
  };
}
