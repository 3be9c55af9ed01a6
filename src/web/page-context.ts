import type { Context } from 'hono';
import { instant, type Now } from '../model/index.ts';
import type { Links, PageContext } from '../pages/index.ts';
import { mayRun } from './add-scripts.ts';
import { linksOver } from './links.ts';
import { readingOf } from './reading.ts';
import { isOwner } from './roles.ts';
import { listsSaved } from './saved-routes.ts';
import { readingIn } from './settings-routes.ts';
import type { AccessOptions } from './visitor.ts';
import { wantedLocale } from './wanted-locale.ts';

/** What every page is told of the reader. */
export interface ContextOptions {
  readonly now: Now;
  /** Shown at the head of every page. */
  readonly title: string;
  /** IANA name; dates are shown in it. */
  readonly timeZone: string;
  /** The reader's address on the internet, from which feeds and citations link; unset: that of the
   * request, which behind a proxy may be another. */
  readonly publicUrl?: string;
  /** Who may read; unset: whoever reaches the reader, and nobody logs in or writes. */
  readonly access?: AccessOptions;
}

/** What the reader's paths are put behind to be absolute. */
export const baseOf = ({ publicUrl }: ContextOptions, { req }: Context): string =>
  publicUrl?.replace(/\/+$/, '') ?? new URL(req.url).origin;

/** What the pages need to know of who asks, and how they are to look. */
export function contextOf(options: ContextOptions, request: Context): PageContext {
  const visitor = request.get('visitor');
  const reading = readingIn(request);
  return {
    ...(visitor && { visitor: visitor.user === undefined ? {} : { name: visitor.user.name } }),
    links: {
      ...linksFor(
        request,
        linksOver(baseOf(options, request), () => undefined),
      ),
      ...(listsSaved(options, request) ? { saved: () => '/saved' } : {}),
      ...(isOwner(readingOf(request)?.user) ? { users: usersPath } : {}),
    },
    archiveTitle: options.title,
    locale: reading.language ?? wantedLocale(request.req.header('accept-language') ?? ''),
    reading,
    timeZone: options.timeZone,
    now: instant(options.now()),
  };
}

const usersPath: NonNullable<Links['users']> = (name, act) =>
  ['/users', ...[name, act].flatMap((part) => part ?? [])]
    .map((part, at) => (at === 0 ? part : encodeURIComponent(part)))
    .join('/');

function linksFor({ req }: Context, { script, ...links }: Links): Links {
  return script !== undefined && mayRun(req.path) ? { ...links, script } : links;
}
