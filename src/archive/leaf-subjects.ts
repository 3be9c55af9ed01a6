import type { Digest, Instant, Takedown, Url } from '../model/index.ts';
import type { LeafRow, Store } from '../store/index.ts';
import type { LeafKind } from '../tlog/index.ts';
import { captureId } from '../warc/index.ts';
import { keysOfUrl } from './article-keys.ts';
import { readRecord } from './record-of-leaf.ts';

type Subject = Pick<LeafRow, 'articleId' | 'url' | 'rev' | 'captureId'>;

/** Tells from the records of leaves what of a catalogue they are about. */
export class LeafSubjects {
  readonly #store: Store;
  /** What of the ledger is to be taken down, by identity key: the article's id. */
  readonly #refused: ReadonlyMap<string, string>;
  /** By the id of a capture that something was cut from since, the one it has now. */
  #cut: ReadonlyMap<string, string> | undefined;

  /** `unlogged`: takedowns that the leaves do not know yet. */
  constructor(store: Store, unlogged: readonly Takedown[]) {
    this.#store = store;
    this.#refused = new Map(
      unlogged.flatMap(({ keys, articles }) => keys.map((key) => [key, articles[0]] as const)),
    );
  }

  /** What a leaf is about, as far as its record tells and the catalogue has it. */
  async of(kind: LeafKind, bytes: Uint8Array | undefined): Promise<Subject> {
    const record = readRecord(bytes);
    const { url, rev } = record;
    if (typeof url !== 'string') return {};
    const capture = await this.#captureOf(record, url);
    const isOfWords = (kind === 'revision' || kind === 'import') && typeof rev === 'number';
    const articleId = await this.#articleOf(url as Url, isOfWords ? capture : undefined);
    return {
      url: url as Url,
      ...(isOfWords ? { rev } : {}),
      ...(capture === undefined ? {} : { captureId: capture }),
      ...(articleId === undefined ? {} : { articleId }),
    };
  }

  /** A capture's id follows from what a record says of it. */
  async #captureOf(record: Record<string, unknown>, url: string): Promise<string | undefined> {
    const { requested = url, fetched, http, raw } = record as RecordOfCapture;
    if (fetched === undefined || raw?.sha256 === undefined || http?.status === undefined) {
      return undefined;
    }
    const id = captureId({
      url: requested,
      capturedAt: fetched,
      status: http.status,
      payload: raw.sha256,
    });
    this.#cut ??= new Map(
      (await this.#store.takedowns()).flatMap(({ removal }) =>
        removal.cut.map((one) => [one.id, one.now.id] as const),
      ),
    );
    return this.#cut.get(id) ?? id;
  }

  /** The article whose revision was cut from the capture, else the one that is known at the address. */
  async #articleOf(url: Url, capture: string | undefined): Promise<string | undefined> {
    const keys = keysOfUrl(url);
    const refused = keys.map((key) => this.#refused.get(key)).find((id) => id !== undefined);
    if (refused !== undefined) return refused;
    const [known] = await this.#store.knownKeys(keys);
    const from = capture === undefined ? [] : await this.#store.revisionsFrom([capture]);
    const articles = new Set(from.map(({ article }) => article));
    const isClear = known === undefined || !articles.has(known.articleId);
    return isClear && articles.size === 1 ? [...articles][0] : known?.articleId;
  }
}

/** What a record says of the capture that it stands on. */
interface RecordOfCapture {
  readonly requested?: string;
  readonly fetched?: Instant;
  readonly http?: { readonly status?: number };
  readonly raw?: { readonly sha256?: Digest };
}
