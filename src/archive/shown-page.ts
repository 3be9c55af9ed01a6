import type { Browser } from '../browser/index.ts';
import {
  draftRendered,
  type Exchanged,
  type HeldAnswer,
  isBrowserMissing,
  isRendered,
  readContent,
} from '../capture/index.ts';
import { createCookieJar, freshForSeconds, type HttpRequest } from '../http/index.ts';
import { ArchiveError, type Source, type Url } from '../model/index.ts';
import type { RevisionRecord } from '../store/index.ts';
import { askingFor } from './asking.ts';
import { draftOptions } from './draft-options.ts';
import { mayBePrivate } from './may-be-private.ts';
import type { Services } from './services.ts';

/** A page of a source, and what a browser asks for to show it: all with one jar. */
export interface ShownPage {
  /** How the page itself is asked for. */
  request(url: Url): Promise<HttpRequest>;
  /** The answer as a browser shows it; why not, where it cannot. */
  shown(answered: Exchanged): Promise<Exchanged | NotShown>;
}

/** Why a page was not shown; no evidence of anything. */
interface NotShown {
  readonly served: false;
  readonly kind: 'timeout';
  readonly status: number;
  readonly error: ArchiveError;
  readonly exchanged?: Exchanged;
  /** There is no browser that runs. */
  readonly isOurs?: true;
  /** It could not read this page. */
  readonly isUnread?: true;
}

/** One page of a source. For a browser it has a jar in any case: what its scripts ask for is often
 * answered only to who brings the page's cookies. */
export function shownPage(services: Services, source: Source | undefined): ShownPage {
  const jar = source?.browser === true ? createCookieJar() : undefined;
  const request = async (url: Url): Promise<HttpRequest> => ({
    url,
    allowPrivate: mayBePrivate(source, url),
    ...(jar === undefined ? {} : { cookies: jar }),
    ...(await askingFor(services, source, url)),
  });
  const shown = async (answered: Exchanged): Promise<Exchanged | NotShown> => {
    const { finalUrl } = answered.answer;
    try {
      return await draftRendered(answered, {
        ...draftOptions(services, source),
        http: services.http,
        browser: browserOf(services),
        now: services.now,
        held: (url) => heldAnswer(services, url),
        request: async (url) => {
          const asked = await request(url);
          return { ...asked, allowPrivate: asked.allowPrivate === true && isNear(finalUrl, url) };
        },
      });
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code === 'internal') throw error;
      return notShown(answered, error);
    }
  };
  return { request, shown };
}

/** A source as an article of it is looked at again: a page captured by hand is shown by a browser where
 * it was then. */
export async function lookedAtAs(
  { store }: Pick<Services, 'store'>,
  source: Source | undefined,
  latest: RevisionRecord | undefined,
): Promise<Source | undefined> {
  if (source?.kind !== 'import' || latest === undefined) return source;
  const capture = await store.capture(latest.captureId);
  return capture !== undefined && isRendered(capture) ? { ...source, browser: true } : source;
}

/** Throws ArchiveError `not-found` for an archive that was opened without one. */
export function browserOf({ browser }: Pick<Services, 'browser'>): Browser {
  if (browser !== undefined) return browser;
  const says =
    'This archive was opened without a browser; open it with one, or follow with --no-browser.';
  throw new ArchiveError('not-found', says);
}

/** A page on a private address may ask its own server for more, not another port beside it. */
const isNear = (page: Url, url: Url): boolean => new URL(page).host === new URL(url).host;

function notShown(answered: Exchanged, error: ArchiveError): NotShown {
  const unread = { served: false, kind: 'timeout', error } as const;
  return isBrowserMissing(error) || error.code === 'not-found'
    ? { ...unread, status: 0, isOurs: true }
    : { ...unread, status: answered.answer.status, exchanged: answered, isUnread: true };
}

/** An answer on record that still counts by what it said itself; one that cannot be read any more is
 * none, so that it is asked for again. */
async function heldAnswer(
  { store, captures, now }: Services,
  url: Url,
): Promise<HeldAnswer | undefined> {
  const capture = await store.captureOf(url);
  if (capture === undefined) return undefined;
  const { id, status, headers, capturedAt } = capture;
  const at = Date.parse(capturedAt);
  if (at + freshForSeconds(headers, at) * 1000 <= now()) return undefined;
  try {
    const content = await readContent(captures, capture, store.captureWithPayload);
    return { id, answer: { status, headers, content } };
  } catch (thrown) {
    if (thrown instanceof ArchiveError && thrown.code !== 'internal') return undefined;
    throw thrown;
  }
}
