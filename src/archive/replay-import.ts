import { isRendered } from '../capture/index.ts';
import { extractFragment, extractorName } from '../extract/index.ts';
import type { Capture } from '../model/index.ts';
import type { Change } from '../store/index.ts';
import { canonicalUrl } from '../url/index.ts';
import { foreignPage } from './import-captures.ts';
import { recordFinds, recording } from './record.ts';
import type { Evidence, ReplayMeans } from './replay-means.ts';

/** What stands beside an imported file. */
export interface ImportAbout {
  readonly kind: 'import';
  /** Of a format that is read; more of it is the format's own. */
  readonly format?: string;
  readonly path: string;
  /** The name of its outlet. */
  readonly site?: string;
}

/** What an imported file meant, or a capture of another archive. */
export async function importMeaning(
  means: ReplayMeans,
  about: ImportAbout,
  evidence: Evidence,
): Promise<Change> {
  const { capture, content, isWhole } = evidence;
  if (capture.status === 0 && !isRendered(capture))
    return await fileMeaning(means, about, evidence);
  if (!isWhole) return {};
  const answer = { ...capture, url: capture.askedUrl };
  const page = foreignPage(answer, await content(capture), capture.sourceId ?? '');
  if (page === undefined) return {};
  const now = Date.parse(capture.capturedAt);
  return (await recordFinds(means.store, [{ ...page, capture }], recording(means, now))).change;
}

async function fileMeaning(
  means: ReplayMeans,
  { format, site }: ImportAbout,
  { capture, content }: Evidence,
): Promise<Change> {
  const read = means.readImported?.({ format, bytes: await content(capture) });
  if (read === undefined) return {};
  const { article, kind } = extractFragment({
    ...read,
    url: capture.askedUrl,
    site: site ?? (await titleOf(means, capture)),
  });
  const find = {
    capture,
    article,
    kind,
    basis: 'import',
    extractor: extractorName,
    sourceId: capture.sourceId ?? '',
    urls: [canonicalUrl(capture.askedUrl), capture.askedUrl],
    isPast: true,
    revisit: false,
  } as const;
  const now = Date.parse(capture.capturedAt);
  return (await recordFinds(means.store, [find], recording(means, now))).change;
}

async function titleOf({ store }: ReplayMeans, { sourceId = '' }: Capture): Promise<string> {
  return (await store.source(sourceId))?.title ?? '';
}
