import { readContent } from '../capture/index.ts';
import {
  type Extraction,
  isFullerVersion,
  isOfVersion,
  isThin,
  type OtherVersions,
} from '../extract/index.ts';
import { ArchiveError, type Capture, type Url } from '../model/index.ts';
import { looksLikeArticle } from './article-address.ts';
import { keysOfUrl } from './article-keys.ts';
import type { AskPart, PartPage } from './parts.ts';
import { extractPage, pageType } from './read-again.ts';
import type { Services } from './services.ts';

/** The version of a page whose words are taken. */
export interface PageVersion {
  readonly extraction: Extraction;
  readonly from: keyof OtherVersions;
}

/** What came of looking for another version of a page. */
export interface VersionFound {
  readonly version?: PageVersion;
  /** The capture that it was read from, where the archive held it already. */
  readonly captureId?: string;
  /** The answer, where it was asked for; one that is no fuller version too. */
  readonly pages: readonly PartPage[];
}

/** A page that was served at `url`, with hardly a word of its article. */
interface ThinPage {
  readonly extraction: Extraction;
  readonly url: Url;
}

const none: VersionFound = { pages: [] };
const names = ['amp', 'print'] as const;

/**
 * Looks for the words of a page that has hardly any in its AMP or print version. One that has none at
 * all, and is not closed to readers who do not pay, is asked for in that version, once; else, and where
 * that brings nothing, what the archive holds of either counts. None is looked for where the page had
 * its words before: that it has lost them is a change, which no other version is to hide.
 */
export async function findVersion(
  services: Pick<Services, 'store' | 'captures' | 'siteRules'>,
  page: ThinPage,
  ask: AskPart,
): Promise<VersionFound> {
  const { article, versions } = page.extraction;
  if (versions === undefined || !isThin(article.text) || !looksLikeArticle(page.url)) return none;
  if (await hadOwnWords(services.store, page.url, versions)) return none;
  const asked = await askVersion(page, versions, ask);
  if (asked.version !== undefined) return asked;
  const held = await heldVersion(services, page, versions);
  return { ...held, pages: asked.pages };
}

async function askVersion(
  { extraction, url }: ThinPage,
  versions: OtherVersions,
  ask: AskPart,
): Promise<VersionFound> {
  const from = versions.amp === undefined ? 'print' : 'amp';
  const at = versions[from];
  if (at === undefined || extraction.article.text !== '' || extraction.paywalled) return none;
  const { exchanged, extraction: told } = await ask(at, url);
  if (exchanged === undefined) return none;
  const isJoined = told !== undefined && isFullerVersion(extraction, told);
  const pages = [{ exchanged, url: at, number: 0, isJoined }];
  return isJoined ? { version: { extraction: told, from }, pages } : { pages };
}

async function heldVersion(
  services: Pick<Services, 'store' | 'captures' | 'siteRules'>,
  { extraction, url }: ThinPage,
  versions: OtherVersions,
): Promise<Omit<VersionFound, 'pages'>> {
  for (const from of names) {
    const at = versions[from];
    const capture = at && (await services.store.captureOf(at));
    if (capture === undefined) continue;
    const told = await readHeld(services, capture, url);
    if (told !== undefined && isFullerVersion(extraction, told)) {
      return { version: { extraction: told, from }, captureId: capture.id };
    }
  }
  return {};
}

/** What a capture says; undefined where it is no page, or not to be had, which `doctor` tells. */
async function readHeld(
  { store, captures, siteRules }: Pick<Services, 'store' | 'captures' | 'siteRules'>,
  capture: Capture,
  partOf: Url,
): Promise<Extraction | undefined> {
  if (!/html/i.test(pageType(capture.headers))) return undefined;
  try {
    const content = await readContent(captures, capture, store.captureWithPayload);
    return extractPage(capture, content, siteRules, { partOf });
  } catch (error) {
    if (error instanceof ArchiveError && error.code !== 'internal') return undefined;
    throw error;
  }
}

/** Whether the words on record were read from a page, and not from one of these versions. */
async function hadOwnWords(
  store: Services['store'],
  url: Url,
  { amp, print }: OtherVersions,
): Promise<boolean> {
  const [known] = await store.knownKeys(keysOfUrl(url));
  const [latest] = known === undefined ? [] : await store.latestRevisions([known.articleId]);
  if (latest === undefined || latest.basis !== 'page') return false;
  if (isOfVersion(latest.extractor) || isThin(latest.content.text)) return false;
  const from = (await store.capture(latest.captureId))?.askedUrl;
  return from !== undefined && from !== amp && from !== print;
}
