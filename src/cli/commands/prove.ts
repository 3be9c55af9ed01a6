import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Archive } from '../../archive/index.ts';
import {
  type EvidenceLanguage,
  type EvidenceRevision,
  evidencePage,
  ledgerFolder,
  openView,
  proveLeaf,
  sha256Of,
  verifyPage,
} from '../../audit/index.ts';
import { ArchiveError, errorFrom } from '../../model/index.ts';
import type { Adder, Flags } from '../adder.ts';
import type { Session } from '../session.ts';
import { usageError } from '../usage-error.ts';

export function addProveCommand(add: Adder): void {
  add('prove <article>', 'one file that proves what an article said and when, offline', prove)
    .option('--output <FILE>', 'the file (default: evidence-ARTICLE.html)')
    .option('--language <en|zh-Hans|zh-Hant>', 'what it says of itself (default: en)')
    .option('--no-captures', 'without the captured pages')
    .option('--checker <FILE>', 'also write verify.html, which checks evidence files');
}

async function prove(
  session: Session,
  [named = '']: readonly string[],
  flags: Flags,
): Promise<void> {
  const language = languageOf(flags['language']);
  const files = ledgerFolder(join(session.config.archive, 'ledger'));
  const view = await openView({ ledger: files }, undefined);
  const means = { view, withCaptures: flags['captures'] !== false };
  const { id, proved, unproved } = await session.withArchive('read', (archive) =>
    provenRevisions(archive, named, means),
  );
  if (proved.length === 0) throw nothingProved(named, unproved);
  const page = evidencePage(
    { v: 1, kind: 'evidence', vkey: view.vkey, revisions: proved },
    language,
  );
  const file = typeof flags['output'] === 'string' ? flags['output'] : `evidence-${id}.html`;
  await write(file, page);
  if (typeof flags['checker'] === 'string') await write(flags['checker'], verifyPage(language));
  const bytes = Buffer.byteLength(page);
  if (unproved.length > 0) session.exit(1);
  session.answer({ file, bytes, revisions: proved.length, unproved }, () => [
    `${file}: ${proved.length === 1 ? '1 revision' : `${proved.length} revisions`}, ${bytes} bytes; any browser checks it, offline.`,
    ...unproved.map(({ rev, reason }) => `  revision ${rev} is not in it: ${reason}`),
  ]);
}

function languageOf(given: Flags[string]): EvidenceLanguage {
  const language = given ?? 'en';
  if (language === 'en' || language === 'zh-Hans' || language === 'zh-Hant') return language;
  throw usageError(`--language is ${String(given)}; it takes en, zh-Hans or zh-Hant.`);
}

interface Unproved {
  readonly rev: number;
  readonly reason: string;
}

interface Means {
  readonly view: Awaited<ReturnType<typeof openView>>;
  readonly withCaptures: boolean;
}

async function provenRevisions(archive: Archive, named: string, means: Means) {
  const { article } = await archive.article(named);
  const proved: EvidenceRevision[] = [];
  const unproved: Unproved[] = [];
  for (const [at, { id }] of (await archive.revisions(article.id)).entries()) {
    const revision = await archive.revision(id);
    const found = revision && (await proven(archive, revision, means));
    if (typeof found === 'object') proved.push(found);
    else unproved.push({ rev: at + 1, reason: found ?? 'it is not kept any more' });
  }
  return { id: article.id, proved, unproved };
}

/** What proves a revision, or why nothing does. */
async function proven(
  archive: Archive,
  revision: NonNullable<Awaited<ReturnType<Archive['revision']>>>,
  { view, withCaptures }: Means,
): Promise<EvidenceRevision | string> {
  const leaf = await archive.leafOf(revision);
  if (leaf === undefined) return 'the ledger has no leaf of it';
  if (leaf.bytes === undefined) return 'its record was removed by a takedown';
  if (leaf.index >= view.checkpoint.size) return 'the ledger was not published since';
  const record = new TextDecoder().decode(leaf.bytes);
  const named = JSON.parse(record);
  const text = `${revision.content.title}\n\n${revision.content.text}`;
  const body = withCaptures ? await bodyOf(archive, revision.captureId) : undefined;
  const isBody = body !== undefined && sha256Of(body) === named.raw?.sha256;
  return {
    ...{ leaf: leaf.line, record },
    proof: await proveLeaf(view.files, view.checkpoint, leaf.index),
    ...(sha256Of(text) === named.text?.sha256 && { text }),
    ...(isBody && { raw: Buffer.from(body).toString('base64') }),
  };
}

async function bodyOf(archive: Archive, captureId: string): Promise<Uint8Array | undefined> {
  try {
    return (await archive.captured(captureId)).bytes;
  } catch (thrown) {
    const error = errorFrom(thrown, captureId);
    if (error.code === 'not-found') return undefined;
    throw error;
  }
}

async function write(file: string, page: string): Promise<void> {
  try {
    await writeFile(file, page);
  } catch (thrown) {
    throw errorFrom(thrown, file);
  }
}

const nothingProved = (named: string, unproved: readonly Unproved[]): ArchiveError =>
  new ArchiveError(
    'not-found',
    `Nothing proves ${named}: ${unproved.at(-1)?.reason ?? 'it has no revision'}; run backissue ledger to see how the ledger stands.`,
  );
