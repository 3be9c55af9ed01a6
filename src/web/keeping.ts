import type { Context, Handler } from 'hono';
import type { User } from '../model/index.ts';
import type { PageContext } from '../pages/index.ts';
import { type Reading, readingOf } from './reading.ts';
import { isEditor, isOwner } from './roles.ts';
import { type Refusal, refusalAnswer, refusalOf } from './told-refusal.ts';

/** What a handler of something kept is given. */
export interface Keeper {
  readonly request: Context;
  readonly context: PageContext;
  readonly reading: Reading;
}

/** An answer, or why there is none. */
export type Kept = Promise<Response | Refusal>;

export interface KeepingParts {
  readonly contextOf: (request: Context) => PageContext;
  /** False: what is followed is not changed here, and nothing is fetched. */
  readonly keepsSources?: boolean;
}

/** Whoever may change what is followed, in a browser where that can be done; undefined for others. */
export function sourceKeeper(
  request: Context,
  { keepsSources }: KeepingParts,
): Reading | undefined {
  const reading = readingOf(request);
  return keepsSources !== false && isEditor(reading?.user) ? reading : undefined;
}

/** Does something to sources for editors and owners; whatever is in the way is a page in one sentence of the
 * reader's language. */
export function keptSources(parts: KeepingParts, act: (keeper: Keeper) => Kept): Handler {
  return kept(parts, act, (user) => {
    if (!isEditor(user)) return { status: 403, words: { key: 'refusal.editors' } };
    if (parts.keepsSources !== false) return undefined;
    return { status: 409, words: { key: 'refusal.noWork' } };
  });
}

/** Does something to users, for owners. */
export function keptUsers(
  parts: Pick<KeepingParts, 'contextOf'>,
  act: (keeper: Keeper) => Kept,
): Handler {
  const noUser = { invalid: 'trouble.noUser', 'not-found': 'trouble.noUser' } as const;
  return kept(
    parts,
    (keeper) => act(keeper).catch((error: unknown) => refusalOf(error, noUser)),
    (user) => (isOwner(user) ? undefined : { status: 403, words: { key: 'refusal.owners' } }),
  );
}

function kept(
  { contextOf }: Pick<KeepingParts, 'contextOf'>,
  act: (keeper: Keeper) => Kept,
  refusalFor: (user: User) => Refusal | undefined,
): Handler {
  return async (request) => {
    const reading = readingOf(request);
    const context = contextOf(request);
    const told =
      reading === undefined
        ? ({ status: 403, words: { key: 'refusal.login' } } as const)
        : (refusalFor(reading.user) ??
          (await act({ request, context, reading }).catch((error: unknown) => refusalOf(error))));
    return told instanceof Response ? told : await refusalAnswer(request, context, told);
  };
}
