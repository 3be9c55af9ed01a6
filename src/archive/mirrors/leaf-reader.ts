import { sha256 } from '../../digest/index.ts';
import { ArchiveError } from '../../model/index.ts';
import type { NumberedLeaf } from '../../replica/index.ts';
import { parseUrl } from '../../url/index.ts';
import { keysOfUrl } from '../article-keys.ts';
import { isTooLarge } from './mirror-budget.ts';
import {
  factsOf,
  isMirroredType,
  type Mirrored,
  type MirroredFacts,
  objectIn,
  textDigestIn,
} from './mirrored.ts';
import { forgetRefused } from './removed-here.ts';
import type { Wanting } from './taking-mark.ts';
import type { TakingMeans } from './taking-means.ts';

/** A leaf that tells of an article: a state of its words, or a look that missed it. */
export interface LeafTold {
  readonly index: number;
  readonly kind: 'words' | 'absence';
  readonly facts: MirroredFacts;
  readonly mirrored: Omit<Mirrored, 'log'>;
}

/** What a leaf brought, verified. `skip`: nothing for the catalogue. */
export type LeafBrought =
  | LeafTold
  | {
      readonly index: number;
      readonly kind: 'takedown';
      /** The leaf that is gone. */
      readonly of: number;
      readonly reason: string;
    }
  | { readonly index: number; readonly kind: 'wanting'; readonly why: Wanting }
  | { readonly index: number; readonly kind: 'skip' };

/** Where a text lies at a mirror, by its digest. */
export const textPath = (digest: string): string => `text/${digest.slice(0, 2)}/${digest}.txt`;

type ReadingMeans = Pick<TakingMeans, 'services' | 'kept' | 'place' | 'path' | 'removed'>;

/** Brings the records and texts of leaves from a mirror, and holds them against what was signed. */
export class LeafReader {
  readonly #means: ReadingMeans;
  readonly #gone: ReadonlySet<number>;

  /** `gone`: leaves that were taken down since. */
  constructor(means: ReadingMeans, gone: ReadonlySet<number>) {
    this.#means = means;
    this.#gone = gone;
  }

  async bring({ index, leaf, line }: NumberedLeaf): Promise<LeafBrought> {
    const skip = { index, kind: 'skip' } as const;
    if (this.#gone.has(index)) return skip;
    const isRemoved = this.#means.removed.has(index) && leaf.ref === undefined;
    if (isRemoved) return { index, kind: 'wanting', why: 'removed-there' };
    const record = await this.#record(leaf.record);
    if (record === undefined) return { index, kind: 'wanting', why: 'missing-record' };
    if (record === 'altered') return { index, kind: 'wanting', why: 'altered-record' };
    if (leaf.kind === 'takedown' && leaf.ref !== undefined) {
      const { reason } = objectIn(record) ?? {};
      const why = typeof reason === 'string' ? reason : '';
      return { index, kind: 'takedown', of: leaf.ref, reason: why };
    }
    const isWords = leaf.kind === 'revision' || leaf.kind === 'import';
    if (!isWords && leaf.kind !== 'absence') return skip;
    if (await this.#isRefused(index, leaf.record, record)) return skip;
    return await this.#told({ index, line, record }, isWords);
  }

  /** Of what was taken down here nothing is kept, its record neither. */
  async #isRefused(index: number, digest: string, record: string): Promise<boolean> {
    const { services, kept } = this.#means;
    const { url: named, kind } = objectIn(record) ?? {};
    const isOfWords = typeof named === 'string' && kind !== 'key';
    const url = isOfWords ? parseUrl(named) : undefined;
    const keys = url === undefined ? [] : keysOfUrl(url);
    if (url === undefined || (await services.store.refusedKeys(keys)).size === 0) return false;
    // A takedown that is being carried out tells of its leaves in the same file.
    return await services.alone(() =>
      forgetRefused(services, url, { log: kept.id, index, record: digest }),
    );
  }

  async #told(
    told: { readonly index: number; readonly line: string; readonly record: string },
    isWords: boolean,
  ): Promise<LeafBrought> {
    const { index } = told;
    const fields = objectIn(told.record) ?? {};
    // What that archive took of another lies in that one's own ledger, with the older signature.
    if (isMirroredAnswer(fields['http'])) return { index, kind: 'skip' };
    const text = isWords ? await this.#text(textDigestIn(fields) ?? '') : '';
    if (text === undefined) return { index, kind: 'wanting', why: 'missing-text' };
    if (text === 'altered') return { index, kind: 'wanting', why: 'altered-text' };
    const mirrored = { ...told, ...(typeof text === 'object' && { text: text.text }) };
    const facts = factsIn(mirrored);
    if (facts === undefined) return { index, kind: 'wanting', why: 'altered-record' };
    return { index, kind: isWords ? 'words' : 'absence', facts, mirrored };
  }

  async #record(digest: string): Promise<string | 'altered' | undefined> {
    const { kept, place, path } = this.#means;
    const from = { read: (name: string) => place.read(`${path}${name}`) };
    const bytes = await unlessTooLarge(() => kept.record(digest, from));
    return typeof bytes === 'object' ? new TextDecoder().decode(bytes) : bytes;
  }

  async #text(digest: string): Promise<{ readonly text: string } | 'altered' | undefined> {
    if (digest === '') return 'altered';
    const bytes = await unlessTooLarge(() => this.#means.place.read(textPath(digest)));
    if (typeof bytes !== 'object') return bytes;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return sha256(bytes) === digest && sha256(text) === digest ? { text } : 'altered';
  }
}

/** A file that is larger than any can be is not the one that was signed for. */
async function unlessTooLarge<Read>(read: () => Promise<Read>): Promise<Read | 'altered'> {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof ArchiveError && isTooLarge(thrown)) return 'altered';
    throw thrown;
  }
}

/** No server's answer is one, whatever type it says that it is of: those have a status. */
function isMirroredAnswer(http: unknown): boolean {
  const { status, type } = (http ?? {}) as Readonly<Record<string, unknown>>;
  return status === 0 && isMirroredType(type);
}

/** Undefined for a record that was signed and tells nothing that can be taken. */
function factsIn(mirrored: Omit<Mirrored, 'log'>): MirroredFacts | undefined {
  try {
    return factsOf(mirrored);
  } catch (thrown) {
    if (thrown instanceof ArchiveError && thrown.code === 'invalid') return undefined;
    throw thrown;
  }
}
