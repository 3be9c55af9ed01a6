import { type Draft, decodeContent, draftCopy, isRendered } from '../capture/index.ts';
import { sha256 } from '../digest/index.ts';
import { extractorName } from '../extract/index.ts';
import { header } from '../http/index.ts';
import { ArchiveError, type Capture, type Digest, type Source, type Url } from '../model/index.ts';
import { fieldOf, httpResponse, payloadDigest, type WarcRecord } from '../warc/index.ts';
import { commitImported } from './commit-imported.ts';
import { decide } from './decide.ts';
import type { Failure } from './events.ts';
import type { Find } from './find.ts';
import { foreignRecords } from './foreign-records.ts';
import type { ImportReport } from './import.ts';
import { type ImportOutlet, ImportSources } from './import-sources.ts';
import { knownWhole } from './known-whole.ts';
import { extractPage } from './read-again.ts';
import { pageUrls } from './read-page.ts';
import { refusalOf } from './refused.ts';
import type { Services } from './services.ts';

/** A capture of another web archive, read by its format's reader. */
export interface ForeignCapture {
  /** Where it lay: named in reports. */
  readonly path: string;
  readonly outlet: ImportOutlet;
  readonly url: Url;
  /** The answer (response, revisit or resource) first, then what belongs to it; all as they came. */
  readonly records: readonly [WarcRecord, ...WarcRecord[]];
  /** What is written beside the capture: whence it came, without the names of anybody's folders. */
  readonly about: Readonly<Record<string, string | number | boolean>>;
}

/** A capture on its way, with the page that it holds. */
interface Ready {
  readonly item: ForeignCapture;
  readonly draft: Draft;
  readonly source: Source;
  /** It is on record, and was worked through. */
  readonly isKnown: boolean;
  readonly page?: Omit<Find, 'capture'>;
}

type Counts = { read: number; imported: number; unchanged: number; revisions: number };
type Failed = { path: string; code: string; message: string }[];

/** Captures, and bytes of records, a commit: about what is held at once. */
const batchSize = 50;
const batchBytes = 8_000_000;

/**
 * Puts the captures of another web archive on record in their order: their records are kept as they
 * came, and the pages among them that are articles become articles. Doing it again changes nothing.
 * What cannot be taken in is named, and the rest goes on; what was committed before a failure stays.
 */
export async function importCaptures(
  services: Services,
  items: AsyncIterable<ForeignCapture | Failure>,
): Promise<ImportReport> {
  const report: Counts = { read: 0, imported: 0, unchanged: 0, revisions: 0 };
  const failed: Failed = [];
  const sources = new ImportSources(services);
  const payloads = new Map<string, Digest>();
  let batch: ForeignCapture[] = [];
  let bytes = 0;
  const write = async () => {
    const { refused, counted } = await decide(services, async (deciding) => {
      const refused: Failed = [];
      const ready = await readyOf(deciding, { sources, payloads, failed: refused }, batch);
      return { refused, counted: await commitBatch(deciding, sources, ready) };
    });
    failed.push(...refused);
    report.imported += counted.imported;
    report.unchanged += counted.unchanged;
    report.revisions += counted.revisions;
    services.tell({ type: 'imported', read: report.read });
    batch = [];
    bytes = 0;
  };
  for await (const item of items) {
    report.read += 1;
    if ('message' in item) {
      failed.push({ path: item.url, code: item.code, message: item.message });
      continue;
    }
    batch.push(item);
    bytes += item.records.reduce((sum, { block }) => sum + block.length, 0);
    if (batch.length >= batchSize || bytes >= batchBytes) await write();
  }
  if (batch.length > 0) await write();
  return { ...report, failed };
}

interface Context {
  readonly sources: ImportSources;
  /** SHA-256 of payloads by the digest that others state of them: what revisits refer to. */
  readonly payloads: Map<string, Digest>;
  readonly failed: Failed;
}

async function readyOf(
  services: Services,
  context: Context,
  batch: readonly ForeignCapture[],
): Promise<readonly Ready[]> {
  const ready: Ready[] = [];
  for (const item of batch) {
    try {
      ready.push(await readyOne(services, context, item, ready));
    } catch (thrown) {
      if (!(thrown instanceof ArchiveError) || thrown.code === 'internal') throw thrown;
      context.failed.push({ path: item.path, code: thrown.code, message: thrown.message });
    }
  }
  return ready;
}

async function readyOne(
  services: Services,
  context: Context,
  item: ForeignCapture,
  before: readonly Ready[],
): Promise<Ready> {
  await checkAllowed(services, [item.url]);
  const [answer] = item.records;
  const source = await context.sources.of(item.outlet, answer.date);
  const payload = await payloadOf(services, context, item, before);
  const records = foreignRecords(item.records);
  const draft = draftCopy({ url: item.url, records, payload, sourceId: source.id });
  const { id } = draft.capture;
  // One that a crash left without its source was taken in as evidence, and not worked through.
  const isKnown =
    (await services.store.capture(id))?.sourceId !== undefined ||
    before.some((one) => one.draft.capture.id === id);
  const page = isKnown ? undefined : pageIn(item, source);
  if (page !== undefined) await checkAllowed(services, [item.url, ...page.urls]);
  return { item, draft, source, isKnown, ...(page === undefined ? {} : { page }) };
}

/** Throws `refused` where a takedown refuses one of these addresses of a page. */
async function checkAllowed({ store }: Services, urls: readonly Url[]): Promise<void> {
  const refused = await refusalOf(store, urls);
  if (refused !== undefined) throw refused;
}

/** The SHA-256 of what an answer brought; of a revisit, of the capture it refers to. */
async function payloadOf(
  services: Services,
  { payloads }: Context,
  { records: [answer], url }: ForeignCapture,
  before: readonly Ready[],
): Promise<Digest> {
  const stated = fieldOf(answer, 'WARC-Payload-Digest');
  if (answer.type !== 'revisit') {
    const payload = sha256(httpResponse(answer).body);
    // What is stated in another way than ours is the only name some revisits have.
    if (stated !== undefined && payloadDigest(answer) === undefined) payloads.set(stated, payload);
    return payload;
  }
  const { status, body } = httpResponse(answer);
  if (status === 304) return sha256(body);
  const own = payloadDigest(answer) ?? payloads.get(stated ?? '');
  if (own !== undefined && (await isThere(services, own, before))) return own;
  const referred = await referredPayload(services, answer, before);
  if (referred !== undefined) return referred;
  throw new ArchiveError(
    'not-found',
    `${url} refers to an earlier capture that is not in the archive; import the file that has it, then this one again.`,
  );
}

async function isThere(
  services: Services,
  payload: Digest,
  before: readonly Ready[],
): Promise<boolean> {
  if (before.some(({ draft }) => draft.capture.payload === payload)) return true;
  return (await knownWhole(services)(payload)) !== undefined;
}

/** The payload of the capture that a revisit names by address and time, to the second, as far as it
 * was not taken down. */
async function referredPayload(
  services: Services,
  answer: WarcRecord,
  before: readonly Ready[],
): Promise<Digest | undefined> {
  const url = fieldOf(answer, 'WARC-Refers-To-Target-URI') as Url | undefined;
  const second = fieldOf(answer, 'WARC-Refers-To-Date')?.slice(0, 19);
  if (url === undefined || second === undefined) return undefined;
  const known = await services.store.capturesOf([url], 200);
  const named = [...before.map(({ draft }) => draft.capture), ...known].find(
    ({ askedUrl, capturedAt }) => askedUrl === url && capturedAt.startsWith(second),
  );
  if (named === undefined || !(await isThere(services, named.payload, before))) return undefined;
  return named.payload;
}

/** The article in a capture; none where it is no page that was served, or no article. */
function pageIn(
  { records: [answer], url }: ForeignCapture,
  source: Source,
): Omit<Find, 'capture'> | undefined {
  if (answer.type !== 'response' && answer.type !== 'conversion') return undefined;
  const { status, headers, body } = httpResponse(answer);
  const answered = { url, status, headers, capturedAt: answer.date };
  return foreignPage(answered, decodeContent(body, headers), source.id);
}

/** What an answer of another archive is, as far as it is an article's page. */
export function foreignPage(
  answer: Pick<Capture, 'status' | 'headers' | 'capturedAt'> & { readonly url: Url },
  content: Uint8Array,
  sourceId: string,
): Omit<Find, 'capture'> | undefined {
  const { url, status, headers, capturedAt } = answer;
  const contentType = header(headers, 'content-type') ?? '';
  const isRead = isRendered(answer);
  if ((status !== 200 && !isRead) || !/html/i.test(contentType)) return undefined;
  const extraction = extractPage({ finalUrl: url, headers, capturedAt }, content, undefined);
  if (extraction.kind !== 'article' || extraction.article.text === '') return undefined;
  return {
    article: extraction.article,
    kind: extraction.kind,
    basis: 'page',
    extractor: isRead ? `${extractorName}+browser` : extractorName,
    sourceId,
    urls: pageUrls(url, [], extraction),
    asked: { url, moved: false },
    isPast: true,
    revisit: false,
  };
}

async function commitBatch(
  services: Services,
  sources: ImportSources,
  ready: readonly Ready[],
): Promise<Omit<Counts, 'read'>> {
  const fresh = ready.filter(({ isKnown }) => !isKnown);
  const lying = await services.store.knownCaptures(fresh.map(({ draft }) => draft.capture.id));
  const drafts = fresh.filter(({ draft }) => !lying.has(draft.capture.id)).map(keepingOf);
  const findsOf = async (captures: readonly Capture[]): Promise<readonly Find[]> => {
    const byId = new Map(captures.map((capture) => [capture.id, capture]));
    for (const id of lying) {
      const capture = await services.store.capture(id);
      if (capture !== undefined) byId.set(id, capture);
    }
    return fresh.flatMap(({ draft, page }): Find[] => {
      const capture = byId.get(draft.capture.id);
      return page === undefined || capture === undefined ? [] : [{ ...page, capture }];
    });
  };
  const { captured, revisions } = await commitImported(services, sources, drafts, findsOf);
  return { imported: captured, unchanged: ready.length - captured, revisions };
}

const keepingOf = ({ draft, item, source }: Ready) => ({
  draft,
  about: { v: 1, kind: 'import', ...item.about, source: source.id },
});
