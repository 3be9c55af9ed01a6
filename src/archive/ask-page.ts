import { draftExchanges, type Exchanged } from '../capture/index.ts';
import { failureKind } from '../http/index.ts';
import type { ArchiveError, Source, Url } from '../model/index.ts';
import { hostKey } from '../url/index.ts';
import { absenceOfFailure } from './absence-says.ts';
import { mayGoOn } from './away.ts';
import { draftOptions } from './draft-options.ts';
import { refusalOf } from './refused.ts';
import type { Services } from './services.ts';
import { shownPage } from './shown-page.ts';
import type { NoPage } from './visited-page.ts';

/** Asks for one page, as its source is asked; tells of an address that is refused, or gave no answer.
 * Never throws for what the other side does. */
export async function askPage(
  services: Services,
  url: Url,
  source: Source | undefined,
): Promise<Exchanged | NoPage> {
  const refused = await refusal(services, [url]);
  if (refused !== undefined) return refused;
  const page = shownPage(services, source);
  let exchanged: Exchanged;
  try {
    const request = await page.request(url);
    exchanged = await draftExchanges(services.http, request, draftOptions(services, source));
  } catch (error) {
    if (!mayGoOn(error)) throw error;
    const none = { served: false, kind: absenceOfFailure(error), status: 0, error } as const;
    return isFaultOfOurs(services, url, error) ? { ...none, isOurs: true } : none;
  }
  services.weather.good(services.now());
  return source?.browser === true ? await page.shown(exchanged) : exchanged;
}

/** Told of an address whose article was taken down, and of one that leads to such: nothing is kept. */
export async function refusal(
  services: Services,
  urls: readonly Url[],
): Promise<NoPage | undefined> {
  const error = await refusalOf(services.store, urls);
  if (error === undefined) return undefined;
  return { served: false, kind: 'refused', status: 0, error, isTakenDown: true };
}

/** Whether no answer came because of our own proxy or, as far as we know, network. */
export function isFaultOfOurs(services: Services, url: Url, error: ArchiveError): boolean {
  const kind = failureKind(error);
  if (kind === 'proxy') return true;
  if (kind !== 'dns' && kind !== 'connect' && kind !== 'timeout') return false;
  services.weather.bad(hostKey(url), services.now());
  return services.weather.mayBeOurs(hostKey(url), services.now());
}
