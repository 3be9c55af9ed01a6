import type { Exchanged } from '../capture/index.ts';
import type { Source, Url } from '../model/index.ts';
import { askPage, refusal } from './ask-page.ts';
import { findVersion } from './other-version.ts';
import { type AskedPart, type AskPart, readParts } from './parts.ts';
import { type PageHints, pageUrls, readPage } from './read-page.ts';
import type { Services } from './services.ts';
import type { NoPage, Page } from './visited-page.ts';

/** Asks for an article's page and reads it, with all its pages where it has several, and in another
 * version where it has hardly a word. `witness` is what its feed tells of it, as HTML. Never throws for
 * what the other side does. */
export async function visitPage(
  services: Services,
  url: Url,
  source: Source | undefined,
  witness?: string,
): Promise<Page | NoPage> {
  const asked = await askPage(services, url, source);
  if ('served' in asked) return asked;
  const hints = witness === undefined ? {} : { witness };
  const own = readAnswer(services, url, asked, hints);
  const refused = await refusal(services, ledTo(own));
  if (refused !== undefined) return refused;
  const { page, led } = await inVersion(services, url, own, { source, hints });
  const refusedThen = await refusal(services, led);
  if (refusedThen !== undefined) return refusedThen;
  return page.served ? await withParts(services, page, source) : page;
}

/** The addresses that an answer led to, or says that it is of. */
function ledTo(answer: Answer): readonly [Url, ...Url[]] {
  if (answer.served) return answer.urls;
  const { finalUrl } = answer.exchanged.answer;
  return answer.wordless ? pageUrls(finalUrl, [], answer.wordless) : [finalUrl];
}

/** Asks for one page alone, and for nothing that it names. */
export async function visitOnly(
  services: Services,
  url: Url,
  source: Source | undefined,
): Promise<Page | NoPage> {
  const asked = await askPage(services, url, source);
  return 'served' in asked ? asked : readAnswer(services, url, asked, {});
}

/** A page with the words of another version of it, where it has hardly any of its own; and where both
 * say that they belong. */
async function inVersion(
  services: Services,
  url: Url,
  own: Answer,
  { source, hints }: { readonly source: Source | undefined; readonly hints: PageHints },
): Promise<{ readonly page: Answer; readonly led: readonly Url[] }> {
  const { exchanged } = own;
  const extraction = own.served ? own.extraction : own.wordless;
  if (extraction === undefined) return { page: own, led: ledTo(own) };
  const ask: AskPart = async (at, partOf) => await askPart(services, at, partOf, source);
  const thin = { extraction, url: exchanged.answer.finalUrl };
  const { version, captureId, pages } = await findVersion(services, thin, ask);
  const page = version ? readAnswer(services, url, exchanged, { ...hints, version }) : own;
  const held = captureId === undefined ? {} : { heldVersion: captureId };
  const parts = pages.length === 0 ? {} : { parts: pages };
  return {
    page: { ...page, ...parts, ...(page.served ? held : {}) },
    led: [...ledTo(page), ...(version ? pageUrls(thin.url, [], version.extraction) : [])],
  };
}

async function withParts(
  services: Services,
  page: Page,
  source: Source | undefined,
): Promise<Page> {
  const { parts, readFrom } = page.extraction;
  if (parts === undefined || readFrom !== undefined) return page;
  const { finalUrl: url, content } = page.exchanged.answer;
  const first = { extraction: page.extraction, url, bytes: content.length };
  const ask: AskPart = async (at, partOf) => await askPart(services, at, partOf, source);
  const { extraction, pages, missing } = await readParts(first, ask, services.now);
  return {
    ...page,
    extraction,
    parts: [...(page.parts ?? []), ...pages],
    ...(missing === undefined ? {} : { missing }),
  };
}

/** Asks for a further page, as politely as for the first. */
async function askPart(
  services: Services,
  url: Url,
  partOf: Url,
  source: Source | undefined,
): Promise<AskedPart> {
  const asked = await askPage(services, url, source);
  if ('served' in asked) {
    const mayPass = asked.isOurs === true || asked.kind === 'timeout';
    return { says: asked.error.message, mayPass };
  }
  const page = readAnswer(services, url, asked, { partOf });
  if (page.served) return { exchanged: asked, extraction: page.extraction };
  const mayPass = page.kind === 'server-error';
  return { exchanged: asked, says: page.error.message, mayPass };
}

type Answer = Page | (NoPage & { readonly exchanged: Exchanged });

function readAnswer(
  { siteRules }: Services,
  url: Url,
  exchanged: Exchanged,
  hints: PageHints,
): Answer {
  const { hops, ...answer } = exchanged.answer;
  const { capturedAt } = exchanged.last.capture;
  const answered = { ...answer, hops: hops.map((hop) => hop.url), capturedAt };
  return { ...readPage(url, answered, { siteRules, ...hints }), exchanged };
}
