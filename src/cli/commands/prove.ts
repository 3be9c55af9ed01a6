import { writeFile } from 'node:fs/promises';
import { type ArticleEvidence, unprovedSays } from '../../archive/index.ts';
import { type EvidenceLanguage, verifyPage } from '../../audit/index.ts';
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
  const how = { language, captures: flags['captures'] !== false };
  const evidence = await session.withArchive('read', (archive) => archive.evidence(named, how));
  const { id, page, revisions } = evidence;
  const unproved = evidence.unproved.map(({ rev, reason }) => ({
    ...{ rev, reason: unprovedSays[reason] },
  }));
  if (page === undefined) throw nothingProved(named, evidence);
  const file = typeof flags['output'] === 'string' ? flags['output'] : `evidence-${id}.html`;
  await write(file, page);
  if (typeof flags['checker'] === 'string') await write(flags['checker'], verifyPage(language));
  const bytes = Buffer.byteLength(page);
  if (unproved.length > 0) session.exit(1);
  session.answer({ file, bytes, revisions, unproved }, () => [
    `${file}: ${revisions === 1 ? '1 revision' : `${revisions} revisions`}, ${bytes} bytes; any browser checks it, offline.`,
    ...unproved.map(({ rev, reason }) => `  revision ${rev} is not in it: ${reason}`),
  ]);
}

function languageOf(given: Flags[string]): EvidenceLanguage {
  const language = given ?? 'en';
  if (language === 'en' || language === 'zh-Hans' || language === 'zh-Hant') return language;
  throw usageError(`--language is ${String(given)}; it takes en, zh-Hans or zh-Hant.`);
}

async function write(file: string, page: string): Promise<void> {
  try {
    await writeFile(file, page);
  } catch (thrown) {
    throw errorFrom(thrown, file);
  }
}

function nothingProved(named: string, { unproved }: ArticleEvidence): ArchiveError {
  const last = unproved.at(-1)?.reason;
  const why = last === undefined ? 'it has no revision' : unprovedSays[last];
  return new ArchiveError(
    'not-found',
    `Nothing proves ${named}: ${why}; run backissue ledger to see how the ledger stands.`,
  );
}
