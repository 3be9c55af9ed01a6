import { readContent } from '../capture/index.ts';
import { sha256 } from '../digest/index.ts';
import {
  ArchiveError,
  type Capture,
  type CutCapture,
  type LeftCapture,
  type Removal,
  type RemovedCapture,
  type Revision,
  type Takedown,
  type Url,
} from '../model/index.ts';
import { parseUrl } from '../url/index.ts';
import { captureId } from '../warc/index.ts';
import { type Cutting, cutListing } from './cut-listing.ts';
import { isFrontPage } from './identify.ts';
import { guidOf } from './identity.ts';
import { articleState } from './read.ts';
import { keysOfItem, keysOfUrl } from './refused.ts';
import { relatedCaptures } from './related-captures.ts';
import type { Services } from './services.ts';

/** What is to be taken down. */
interface Subject extends Pick<Takedown, 'articles' | 'url' | 'keys'> {
  /** Addresses of the article alone. */
  readonly urls: readonly Url[];
  readonly sources: readonly string[];
  readonly revisions: readonly Revision[];
  readonly images: readonly Url[];
}

/** What a takedown of this article would remove, and what it would leave. Throws as `findArticle`. */
export async function planTakedown(
  services: Services,
  named: string,
): Promise<Pick<Takedown, 'articles' | 'url' | 'keys' | 'removal'>> {
  const subject = await subjectOf(services, named);
  const { articles, url, keys } = subject;
  const { captures, left } = await ownCaptures(services, subject);
  const documents = await documentCaptures(services, subject);
  const removal: Removal = {
    captures: captures.map(removedCapture),
    cut: documents.cut,
    revisions: subject.revisions.map(
      ({ id, article, number, seenAt, captureId: of, textDigest }) => ({
        id,
        article,
        number,
        seenAt,
        captureId: of,
        textDigest,
      }),
    ),
    left: [...left, ...documents.left],
    moved: await movedPayloads(services, captures),
  };
  return { articles, url, keys, removal };
}

/** An article, or one taken down before: then what came of it since. */
async function subjectOf(services: Services, named: string): Promise<Subject> {
  const former = await takedownNamed(services, named);
  if (former !== undefined) {
    const entries = await services.store.entriesOf(former.articles);
    return {
      ...former,
      urls: [],
      sources: [...new Set(entries.map(({ sourceId }) => sourceId))],
      revisions: [],
      images: [],
    };
  }
  const { article, revisions, merged } = await articleState(services, named);
  const all = [...revisions, ...merged.flatMap((one) => one.revisions)];
  const articles = [article, ...merged.map((one) => one.article)];
  const keys = await services.store.keysOf(article.id);
  const urls = keys.filter(({ key }) => guidOf(key) === undefined).map(({ url }) => url);
  const ids = articles.map(({ id }) => id);
  const entries = await services.store.entriesOf(ids);
  const images = new Set<Url>();
  for (const { id } of all) {
    for (const image of (await services.store.revision(id))?.content.images ?? []) {
      images.add(image.url);
    }
  }
  return {
    articles: [article.id, ...merged.map((one) => one.article.id)],
    url: article.url,
    keys: [...new Set([...keys.map(({ key }) => key), ...urls.flatMap(keysOfUrl)])],
    urls: [...new Set([...urls, article.url])].filter((url) => !isFrontPage(url)),
    sources: [...new Set([...articles, ...entries].map(({ sourceId }) => sourceId))],
    revisions: all,
    images: [...images],
  };
}

/** The newest takedown in force that a person names: by article id, a prefix of one, or a URL. */
export async function takedownNamed(
  { store }: Pick<Services, 'store'>,
  named: string,
): Promise<Takedown | undefined> {
  const url = parseUrl(named);
  if (url !== undefined) return await store.takedownOf(keysOfUrl(url));
  if (!/^[0-9a-f]{1,20}$/.test(named)) return undefined;
  const found = await store.takedownsByPrefix(named);
  return found.find(({ liftedAt }) => liftedAt === undefined);
}

/** Captures of the article's addresses and further pages, of its revisions, and of images that it
 * alone shows. */
async function ownCaptures(
  services: Services,
  { articles, urls, revisions, images }: Subject,
): Promise<{ captures: readonly Capture[]; left: readonly LeftCapture[] }> {
  const { store } = services;
  const evidence = await Promise.all(
    revisions.filter(({ basis }) => basis !== 'feed').map((one) => store.capture(one.captureId)),
  );
  const pages = [...(await store.capturesAt(urls)), ...evidence.flatMap((one) => one ?? [])];
  const related = await relatedCaptures(services, pages, articles);
  const shown = [...new Set([...images, ...related.images.map(({ askedUrl }) => askedUrl)])];
  const shared = await store.imagesOfOthers(shown, articles);
  const pictures = await store.capturesAt(shown.filter((image) => !shared.has(image)));
  const all = new Map(
    [...pages, ...related.parts, ...pictures].map((capture) => [capture.id, capture]),
  );
  const others = await store.evidenceOfOthers([...all.keys()], articles);
  const captures: Capture[] = [];
  const left: LeftCapture[] = [];
  for (const capture of all.values()) {
    if (others.has(capture.id)) {
      const why = 'another article rests on it';
      left.push({ id: capture.id, url: capture.askedUrl, why });
    } else if (!(await isCommonAnswer(store, capture, all))) captures.push(capture);
  }
  return { captures, left };
}

/** Whether a refusal or redirect is what other addresses got too, to the byte: it says nothing of
 * the article. */
async function isCommonAnswer(
  store: Services['store'],
  { status, payload }: Capture,
  own: ReadonlyMap<string, Capture>,
): Promise<boolean> {
  if (status === 200 || status === 0) return false;
  return (await store.capturesWith(payload)).some(({ id }) => !own.has(id));
}

/** Feeds, sitemaps and section pages that tell of the article. */
async function documentCaptures(
  services: Services,
  { keys, sources }: Subject,
): Promise<{ cut: readonly CutCapture[]; left: readonly LeftCapture[] }> {
  const { store } = services;
  const byPayload = Map.groupBy(await store.documentsOf(sources), ({ payload }) => payload);
  const cut: CutCapture[] = [];
  const left: LeftCapture[] = [];
  for (const [payload, [first]] of byPayload) {
    if (first === undefined) continue;
    const cutting = await cuttingOf(services, first, keys);
    if (cutting.is === 'left') {
      left.push({ id: first.id, url: first.askedUrl, why: cutting.why });
    } else if (cutting.is === 'cut') {
      for (const capture of await store.capturesWith(payload)) {
        cut.push(cutCapture(capture, cutting.payload));
      }
    }
  }
  return { cut, left };
}

async function cuttingOf(
  { captures, store }: Services,
  capture: Capture,
  keys: readonly string[],
): Promise<Cutting> {
  if (capture.headers.some(([name, value]) => isMedia(name, value))) return { is: 'clean' };
  try {
    const content = await readContent(captures, capture, store.captureWithPayload);
    return cutDocument(capture, content, keys);
  } catch (thrown) {
    if (!(thrown instanceof ArchiveError)) throw thrown;
    return { is: 'left', why: thrown.message };
  }
}

const isMedia = (name: string, value: string): boolean =>
  /^content-type$/i.test(name) && /^(?:image|video|audio|font)\//i.test(value);

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

function removedCapture(capture: Capture): RemovedCapture {
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

/** Payloads that lie in a capture to be removed while captures that stay refer to it: the oldest of
 * those gets it. */
async function movedPayloads(
  { store }: Services,
  captures: readonly Capture[],
): Promise<Removal['moved']> {
  const removed = new Set(captures.map(({ id }) => id));
  const payloads = new Set(captures.map(({ payload }) => payload));
  payloads.delete(sha256(''));
  const moved = [];
  for (const payload of payloads) {
    const all = await store.capturesWith(payload);
    const [whole] = all;
    const heir = all.find(({ id }) => !removed.has(id));
    if (whole === undefined || heir === undefined || !removed.has(whole.id)) continue;
    moved.push({ payload, from: whole.id, to: heir.id });
  }
  return moved;
}
