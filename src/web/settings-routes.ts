import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { formProof } from '../accounts/index.ts';
import {
  type PageContext,
  type Reading,
  readingOf,
  readingText,
  settingsPage,
} from '../pages/index.ts';
import { field } from './access.ts';
import { refusalAnswer } from './told-refusal.ts';
import { seedFor } from './visitor.ts';

const cookie = 'backissue_reading';
/** Browsers keep none longer than 400 days. */
const kept = 400 * 86_400;
const maxSize = 4096;

interface Routes {
  readonly contextOf: (request: Context) => PageContext;
  /** The reader's own address, with its scheme. */
  readonly baseOf: (request: Context) => string;
}

/** What this browser's reader has chosen; a cookie of none of ours chooses nothing. */
export const readingIn = (request: Context): Reading =>
  readingText.parse(getCookie(request, cookie) ?? '');

/** The page where a reader says how pages are to look: for everybody, logged in or not. */
export function addSettings(reader: Hono, { contextOf, baseOf }: Routes): void {
  reader.get('/settings', (request) => {
    const visitor = request.get('visitor');
    const proof = visitor === undefined ? undefined : formProof(seedFor(request, visitor));
    const view = {
      ...(proof !== undefined && { proof: { proof } }),
      saved: request.req.query('saved') !== undefined,
    };
    request.header('Cache-Control', 'no-store');
    return request.html(settingsPage(contextOf(request), view));
  });
  const tooLong = (request: Context) =>
    refusalAnswer(request, contextOf(request), { status: 413, words: { key: 'refusal.long' } });
  reader.post('/settings', bodyLimit({ maxSize, onError: tooLong }), async (request) => {
    if (isForeign(request)) {
      const refusal = { status: 403, words: { key: 'refusal.foreign' } } as const;
      return await refusalAnswer(request, contextOf(request), refusal);
    }
    const sent: Record<string, string> = {};
    for (const name of ['language', 'theme', 'size', 'face', 'width']) {
      sent[name] = await field(request, name);
    }
    const secure = request.get('visitor')?.origin.protocol ?? new URL(baseOf(request)).protocol;
    setCookie(request, cookie, readingText.format(readingOf((name) => sent[name])), {
      ...{ path: '/', maxAge: kept, httpOnly: true, sameSite: 'Lax' },
      secure: secure === 'https:',
    });
    return request.redirect('/settings?saved', 303);
  });
}

/** Where nobody logs in, no form has a proof: the browser's word must do that no other site sent it. */
function isForeign({ req }: Context): boolean {
  const site = req.header('sec-fetch-site');
  return !(site === undefined || site === 'same-origin' || site === 'none');
}
