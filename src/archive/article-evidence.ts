import {
  type EvidenceLanguage,
  type EvidenceRevision,
  evidencePage,
  proveLeaf,
} from '../audit/index.ts';
import { sha256 } from '../digest/index.ts';
import { ArchiveError, errorFrom, optional } from '../model/index.ts';
import type { RevisionRecord } from '../store/index.ts';
import { publishedView } from './article-proofs.ts';
import { capturedBytes } from './captured-content.ts';
import { leafOf } from './leaf-of.ts';
import { articleState, findArticle } from './read.ts';
import type { Services } from './services.ts';
import { EvidenceStamps } from './stamps/evidence-stamps.ts';
import { text1 } from './text-1.ts';

/** How evidence is made. */
export interface EvidenceOptions {
  readonly language: EvidenceLanguage;
  /** Whether captured pages come with it; default true. */
  readonly captures?: boolean;
  /** How many revisions it holds, most, the newest; unset: all. */
  readonly mostRevisions?: number;
  /** Bytes of captured pages, most; those of the newest revisions come first. Unset: all. */
  readonly mostBytes?: number;
}

/** Why a revision is not proved. */
export type Unproved = 'unlogged' | 'removed' | 'unpublished' | 'not-kept' | 'left-out';

/** One file that proves an article. */
export interface ArticleEvidence {
  /** The article's id. */
  readonly id: string;
  /** HTML that a browser checks offline; unset when no revision is proved. */
  readonly page?: string;
  /** How many revisions it proves. */
  readonly revisions: number;
  readonly unproved: readonly { readonly rev: number; readonly reason: Unproved }[];
}

/** What proves one revision, apart. */
export interface RevisionEvidence extends EvidenceRevision {
  readonly index: number;
  /** The log's verifier key, as text. */
  readonly vkey: string;
}

type View = NonNullable<Awaited<ReturnType<typeof publishedView>>>;

/** The evidence file of an article. Throws ArchiveError: `not-found` for one that is not there. */
export async function articleEvidence(
  services: Services,
  named: string,
  options: EvidenceOptions,
): Promise<ArticleEvidence> {
  const { id } = await findArticle(services, named);
  const view = await publishedView(services.ledgerFolder);
  const stamps = new EvidenceStamps(view);
  const headers = await services.store.revisions(id);
  const first = Math.max(0, headers.length - (options.mostRevisions ?? headers.length));
  const proved: EvidenceRevision[] = [];
  const unproved: { readonly rev: number; readonly reason: Unproved }[] = [];
  let room = options.captures === false ? 0 : (options.mostBytes ?? Number.POSITIVE_INFINITY);
  for (const { id: one, number } of headers.slice(first).reverse()) {
    const revision = await services.store.revision(one);
    const found = revision ? await proven(services, revision, view) : 'not-kept';
    if (typeof found === 'string') unproved.unshift({ rev: number, reason: found });
    else {
      const raw = await rawOf(services, found, { captureId: revision?.captureId ?? '', room });
      room -= raw?.length ?? 0;
      const stamped = await stamps.proofsOf(found.index);
      const { leaf, record, proof, text } = found;
      proved.unshift({
        ...{ leaf, record, proof, ...optional('text', text), ...optional('raw', raw) },
        ...optional('stamped', stamped),
      });
    }
  }
  const left = headers.slice(0, first).map(({ number }) => number);
  unproved.unshift(...left.map((rev) => ({ rev, reason: 'left-out' as const })));
  const told = { id, revisions: proved.length, unproved };
  if (view === undefined || proved.length === 0) return told;
  const evidence = {
    ...({ v: 1, kind: 'evidence', vkey: view.vkey, revisions: proved } as const),
    ...optional('stamps', stamps.stamps),
  };
  return { ...told, page: evidencePage(evidence, options.language) };
}

/**
 * What proves one revision (unset: the newest), without its captured page. Throws ArchiveError
 * `not-found` when nothing does, with the reason.
 */
export async function revisionEvidence(
  services: Services,
  named: string,
  number?: number,
): Promise<RevisionEvidence> {
  const { revision } = await articleState(services, named, number);
  const view = await publishedView(services.ledgerFolder);
  const found = await proven(services, revision, view);
  if (typeof found !== 'string') return found;
  throw new ArchiveError(
    'not-found',
    `Nothing proves revision ${revision.number} of ${named}: ${unprovedSays[found]}.`,
  );
}

/** The reasons in words. */
export const unprovedSays: Readonly<Record<Unproved, string>> = {
  unlogged: 'the ledger has no leaf of it',
  removed: 'its record was removed by a takedown',
  unpublished: 'the ledger was not published since',
  'not-kept': 'it is not kept any more',
  'left-out': 'there are too many revisions for one file',
};

async function proven(
  { store }: Services,
  revision: RevisionRecord,
  view: View | undefined,
): Promise<RevisionEvidence | Unproved> {
  const leaf = await leafOf(store, revision);
  if (leaf === undefined) return 'unlogged';
  if (leaf.bytes === undefined) return 'removed';
  if (view === undefined || leaf.index >= view.checkpoint.size) return 'unpublished';
  const record = new TextDecoder().decode(leaf.bytes);
  const text = text1(revision.content);
  return {
    ...{ index: leaf.index, vkey: view.vkey, leaf: leaf.line, record },
    proof: await proveLeaf(view.files, view.checkpoint, leaf.index),
    // What a better extractor made of it is not what was logged.
    ...(sha256(text) === JSON.parse(record).text?.sha256 && { text }),
  };
}

/** The captured body in base64, if it has room, is there still, and is the one that was logged. */
async function rawOf(
  services: Services,
  { record }: EvidenceRevision,
  { captureId, room }: { readonly captureId: string; readonly room: number },
): Promise<string | undefined> {
  if (room === 0) return undefined;
  try {
    const { bytes } = await capturedBytes(services, captureId);
    if (sha256(bytes) !== JSON.parse(record).raw?.sha256) return undefined;
    const raw = Buffer.from(bytes).toString('base64');
    return raw.length <= room ? raw : undefined;
  } catch (thrown) {
    const error = errorFrom(thrown, captureId);
    if (error.code === 'not-found') return undefined;
    throw error;
  }
}
