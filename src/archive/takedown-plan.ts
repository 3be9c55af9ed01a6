import { isRendered, isWhole, usedFor, usesField } from '../capture/index.ts';
import { sha256 } from '../digest/index.ts';
import type { Capture, CutCapture, LeftCapture, Removal, Takedown } from '../model/index.ts';
import { readRecord } from '../warc/index.ts';
import { conversionsOf } from './conversions-of.ts';
import { relatedCaptures } from './related-captures.ts';
import type { Services } from './services.ts';
import { documentCaptures, removedCapture } from './takedown-documents.ts';
import { type Subject, subjectOf } from './takedown-subject.ts';

/** What a takedown of this article would remove, and what it would leave. Throws as `findArticle`. */
export async function planTakedown(
  services: Services,
  named: string,
): Promise<Pick<Takedown, 'articles' | 'url' | 'keys' | 'removal'>> {
  const subject = await subjectOf(services, named);
  const { articles, url, keys } = subject;
  const own = await ownCaptures(services, subject);
  const documents = await documentCaptures(services, subject);
  const made = await conversionsOf(services, [...own.captures, ...documents.cut]);
  const conversions = await withoutEvidence(services, articles, made);
  const captures = [...own.captures, ...conversions.captures];
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
    left: [...own.left, ...conversions.left, ...documents.left],
    moved: await movedPayloads(services, captures, documents.cut),
  };
  return { articles, url, keys, removal };
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
  const shownPages = [...pages, ...related.parts].filter(isRendered);
  const asked = await askedForAlone(store, shownPages);
  const all = new Map(
    [...pages, ...related.parts, ...asked, ...pictures].map((capture) => [capture.id, capture]),
  );
  const { captures, left } = await withoutEvidence(services, articles, [...all.values()]);
  const common = await Promise.all(captures.map((one) => isCommonAnswer(store, one, all)));
  return { captures: captures.filter((_, at) => common[at] !== true), left };
}

/** Captures parted from those that revisions of other articles were cut from. */
async function withoutEvidence(
  { store }: Services,
  articles: readonly string[],
  captures: readonly Capture[],
): Promise<{ readonly captures: readonly Capture[]; readonly left: readonly LeftCapture[] }> {
  const others = await store.evidenceOfOthers(
    captures.map(({ id }) => id),
    articles,
  );
  const why = 'another article rests on it';
  return {
    captures: captures.filter(({ id }) => !others.has(id)),
    left: captures
      .filter(({ id }) => others.has(id))
      .map(({ id, askedUrl: url }) => ({ id, url, why })),
  };
}

/** What a browser asked for to show these pages, and for no other page. */
async function askedForAlone(
  store: Services['store'],
  pages: readonly Capture[],
): Promise<readonly Capture[]> {
  if (pages.length === 0) return [];
  const own = new Set(pages.map(({ id }) => id));
  const others = (await store.capturesTelling(usesField)).filter(({ id }) => !own.has(id));
  const shared = new Set(others.flatMap(usedFor));
  const ids = new Set(pages.flatMap(usedFor).filter((id) => !shared.has(id)));
  const found = await Promise.all([...ids].map((id) => store.capture(id)));
  // An imported page says itself what it was made of: that it may say of its own import alone.
  const sources = new Set(pages.map(({ sourceId }) => sourceId));
  return found.flatMap((one) =>
    one === undefined || one.removed !== undefined || !sources.has(one.sourceId) ? [] : one,
  );
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

/** Payloads that lie in captures alone which are to be removed or cut, while captures that stay refer
 * to them: the oldest of those gets it. So does a capture to be cut that refers to another, where no
 * other is what it will be: else there would be nothing to cut. */
async function movedPayloads(
  services: Services,
  captures: readonly Capture[],
  cut: readonly CutCapture[],
): Promise<Removal['moved']> {
  const going = new Set([...captures, ...cut].map(({ id }) => id));
  const payloads = new Set([...captures, ...cut].map(({ payload }) => payload));
  payloads.delete(sha256(''));
  const moved = [];
  for (const payload of payloads) {
    const all = await services.store.capturesWith(payload);
    const from = await firstWhole(services, all);
    if (from === undefined) continue;
    const staying = all.filter(({ id }) => !going.has(id));
    const heirs = [
      ...((await firstWhole(services, staying)) === undefined ? staying.slice(0, 1) : []),
      ...(await withoutWhole(services, all, cut)),
    ];
    moved.push(...heirs.map((heir) => ({ payload, from: from.id, to: heir.id })));
  }
  return moved;
}

/** Of captures of the same bytes that are cut differently, by what each will be, one where none is whole. */
async function withoutWhole(
  services: Services,
  captures: readonly Capture[],
  cut: readonly CutCapture[],
): Promise<readonly Capture[]> {
  const will = new Map(cut.map(({ id, now }) => [id, now.payload]));
  const heirs: Capture[] = [];
  for (const payload of new Set(captures.flatMap(({ id }) => will.get(id) ?? []))) {
    const same = captures.filter(({ id }) => will.get(id) === payload);
    if ((await firstWhole(services, same)) === undefined) heirs.push(...same.slice(0, 1));
  }
  return heirs;
}

async function firstWhole(
  { captures: place }: Services,
  captures: readonly Capture[],
): Promise<Capture | undefined> {
  for (const capture of captures) {
    if (isWhole(await readRecord(place, capture.record))) return capture;
  }
  return undefined;
}
