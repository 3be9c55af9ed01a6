import type { Context, Handler } from 'hono';
import type { User } from '../model/index.ts';
import type { PageContext } from '../pages/index.ts';
import { type Reading, readingOf } from './reading.ts';
import { isEditor } from './roles.ts';
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
  const isAllowed = (user: User) => isEditor(user);
  return kept(parts, act, (user) => {
    if (!isAllowed(user)) return { status: 403, words: { key: 'refusal.editors' } };
    if (parts.keepsSources !== false) return undefined;
    return { status: 409, words: { key: 'refusal.noWork' } };
  });
}

function kept(
  { contextOf }: KeepingParts,
  act: (keeper: Keeper) => Kept,
  refusalFor: (user: User) => Refusal | undefined,
): Handler {
  return async (request) => {
    const reading = readingOf(request);
    const refusal: Refusal | undefined =
      reading === undefined
        ? { status: 403, words: { key: 'refusal.login' } }
        : refusalFor(reading.user);
    const told =
      refusal ??
      (await act({ request, context: contextOf(request), reading: reading as Reading }).catch(
        (error: unknown) => refusalOf(error),
      ));
    if (!(told instanceof Response)) {
      return await refusalAnswer(request, contextOf(request), told);
    }
    return told;
  };
}
