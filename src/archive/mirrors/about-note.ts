import { canonicalJson } from '../../digest/index.ts';
import { errorFrom, type SourceKind, type Url } from '../../model/index.ts';
import { openNote, type VerifierKey } from '../../tlog/index.ts';
import { parseUrl } from '../../url/index.ts';
import { objectIn } from './mirrored.ts';

/** What an archive says of itself in `ledger/about`, signed by its ledger's key. */
export interface ArchiveAbout {
  readonly title: string;
  /** Leaves of its ledger when it said so: of two such notes the one with more is the newer. */
  readonly size: number;
  /** Addresses of its copies. */
  readonly mirrors: readonly string[];
  readonly sources: readonly ToldSource[];
}

/** A source as a mirror tells of it. */
export interface ToldSource {
  readonly id: string;
  readonly kind: SourceKind;
  readonly url: Url;
  readonly title: string;
  readonly folder?: string;
  /** Whether that archive polls it; else it is of another archive, or was followed once. */
  readonly isFollowed: boolean;
}

/** The first line, which no other kind of note has: a signature of one never stands for another. */
const kindLine = 'backissue-about/v1\n';
const mostSources = 20_000;
const mostMirrors = 100;

/** The text that is signed. */
export const formatAbout = (about: ArchiveAbout): string =>
  `${kindLine}${canonicalJson({
    ...{ title: about.title.toWellFormed(), size: about.size, mirrors: [...about.mirrors] },
    sources: about.sources.map((one) => ({ ...one, title: one.title.toWellFormed() })),
  })}\n`;

/** Reads a signed note; undefined where the key did not sign it, or it is none. */
export async function openAbout(
  note: Uint8Array | string,
  key: VerifierKey,
): Promise<ArchiveAbout | undefined> {
  const text = await signedText(note, key);
  if (text === undefined || !text.startsWith(kindLine)) return undefined;
  const { title, size, mirrors, sources } = objectIn(text.slice(kindLine.length)) ?? {};
  if (typeof title !== 'string' || !Number.isSafeInteger(size)) return undefined;
  return {
    ...{ title: title.slice(0, 300), size: size as number },
    mirrors: listIn(mirrors, mostMirrors).flatMap((one) => addressIn(one) ?? []),
    sources: listIn(sources, mostSources).flatMap((one) => sourceIn(one) ?? []),
  };
}

async function signedText(
  note: Uint8Array | string,
  key: VerifierKey,
): Promise<string | undefined> {
  try {
    return (await openNote(note, [key])).text;
  } catch (thrown) {
    const { code } = errorFrom(thrown, 'about');
    if (code === 'internal') throw thrown;
    return undefined;
  }
}

const listIn = (value: unknown, most: number): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, most) : [];

/** Where mirrors may be: on hosts, or in git repositories there. Nobody else says where our keys (ssh) are used. */
function addressIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 2000 || !URL.canParse(value)) return undefined;
  return /^(?:https?|git):\/\//.test(value) ? value : undefined;
}

function sourceIn(value: unknown): ToldSource | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, kind, url, title, folder, isFollowed } = value as Readonly<Record<string, unknown>>;
  const known = (['feed', 'sitemap', 'page', 'import'] as const).find((one) => one === kind);
  const address = typeof url === 'string' ? parseUrl(url) : undefined;
  if (typeof id !== 'string' || !/^[0-9a-f]{12}$/.test(id)) return undefined;
  if (known === undefined || address === undefined || typeof title !== 'string') return undefined;
  return {
    ...{ id, kind: known, url: address, title: title.slice(0, 300) },
    isFollowed: isFollowed === true,
    ...(typeof folder === 'string' && folder !== '' && { folder: folder.slice(0, 300) }),
  };
}
