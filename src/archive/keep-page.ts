import type { Exchanged } from '../capture/index.ts';
import type { Capture } from '../model/index.ts';
import { exchangeKeepings } from './about.ts';
import type { Keeping } from './deed.ts';
import type { Services } from './services.ts';
import type { NoPage, Page } from './visited-page.ts';
import { keepCaptures } from './write.ts';

type About = Parameters<typeof exchangeKeepings>[1];

/** A page's captures as they are kept: that of its answer, how many, and what it changes. */
interface KeptPage {
  readonly capture: Capture;
  readonly count: number;
  readonly change: Awaited<ReturnType<typeof keepCaptures>>['change'];
}

/** The captures of an article's further pages and other versions, each with the page it goes on from. */
export const pagePartKeepings = ({ exchanged, parts = [] }: Page | NoPage): Keeping[] =>
  parts.flatMap((part) =>
    exchangeKeepings(part.exchanged, {
      v: 1,
      kind: 'page-part',
      ...(exchanged === undefined ? {} : { of: exchanged.last.capture.id }),
      number: part.number,
      joined: part.isJoined,
    }),
  );

/** Keeps a page's captures, and others before them; the answer's capture last. */
export async function keepPage(
  services: Services,
  exchanged: Exchanged,
  about: About,
  before: readonly Keeping[] = [],
): Promise<KeptPage> {
  const kept = await keepCaptures(services, [...before, ...exchangeKeepings(exchanged, about)]);
  const capture = kept.captures.at(-1);
  if (capture === undefined) throw new TypeError('an exchange without a capture');
  return { capture, count: kept.captures.length, change: kept.change };
}

/** Keeps what came in the place of a page; undefined where nothing came. */
export async function keepUnserved(
  services: Services,
  page: NoPage,
  about: About,
): Promise<KeptPage | undefined> {
  const { exchanged } = page;
  if (exchanged === undefined) return undefined;
  return await keepPage(services, exchanged, about, pagePartKeepings(page));
}
