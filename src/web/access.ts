import type { Context, Hono, Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { formProof, isSame } from '../accounts/index.ts';
import type { Archive } from '../archive/index.ts';
import { ArchiveError } from '../model/index.ts';
import type { PageContext } from '../pages/index.ts';
import { trustedRanges } from './peers.ts';
import { isEditor } from './roles.ts';
import { type Refusal, refusalAnswer } from './told-refusal.ts';
import { type AccessOptions, type Visitor, visitorOf } from './visitor.ts';

/** What needs no login: the way in, how it looks and is to look, and whether we live. */
const open =
  /^\/(?:login|settings|keys|offline|(?:reader|worker)\.js|manifest\.webmanifest|icon\.svg|(?:icon-\d+|apple-touch-icon)\.png|style\.css|healthcheck|livez|readyz|metrics|api\/v1\/openapi\.json)$/;
/** Asked by hubs, with a token in the address, and by ledgers, whose signature is looked at: no visitor is looked for. */
const ofMachines = /^\/(?:websub\/[^/]+|witness\/(?:add-checkpoint|vkey))$/;
/** Asked by programs: a login is not shown to them, and no form proves that they mean what they send. */
const ofPrograms = /^\/api\/v1(?:\/|$)/;

/** Asked by those who verify and follow this archive: a login's page in the place of a file would be taken for it. */
const ofMirrors = /^\/(?:ledgers?|text)\//;

/** Most bytes of what a form or a program sends; of a subscription list, which editors alone send. */
const maxSize = 64 * 1024;
const maxList = 2 * 1024 * 1024;
const ofLists = /^\/sources\/opml$/;

/** What the ledger is handed out by. */
const ofLedger = /^\/ledgers?\//;

interface Gate {
  readonly archive: Archive;
  readonly access: AccessOptions;
  readonly publicUrl?: string;
  readonly contextOf: (request: Context) => PageContext;
}

/** Puts everything behind the login, and every writing request behind a proof that it is meant. */
export function addAccess(reader: Hono, { archive, access, publicUrl, contextOf }: Gate): void {
  const isTrusted = trustedRanges(access.trustedProxies);
  const asked = { accounts: archive.accounts, access, isTrusted, publicUrl };
  const tooLong = (request: Context) =>
    refusalAnswer(request, contextOf(request), { status: 413, words: { key: 'refusal.long' } });
  const limited = bodyLimit({ maxSize, onError: tooLong });
  const listLimited = bodyLimit({ maxSize: maxList, onError: tooLong });
  reader.use(async (request, next) => {
    const { path } = request.req;
    if (ofMachines.test(path)) return await next();
    const visitor = await visitorOf(request, asked);
    request.set('visitor', visitor);
    const isRefused =
      visitor.by === 'token' ? visitor.user === undefined : needsLogin(visitor, request, access);
    if (isRefused && (await isProvenImage(archive, request))) return await next();
    if (isRefused) return turnedAway(request, visitor);
    const answer = isReading(request)
      ? await next()
      : await (ofLists.test(path) && isEditor(visitor.user) ? listLimited : limited)(request, () =>
          written(request, contextOf, next),
        );
    keptPrivate(request, visitor, access);
    return answer;
  });
}

const isReading = ({ req }: Context): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(req.method);

function needsLogin({ user }: Visitor, request: Context, access: AccessOptions): boolean {
  if (user !== undefined || open.test(request.req.path)) return false;
  return !(isReading(request) && isForAll(request, access));
}

/** Whether everybody may read what is asked for; the ledger can be more open than what it is about, or less. */
const isForAll = ({ req }: Context, { publicReading, publicLedger }: AccessOptions): boolean =>
  ofLedger.test(req.path) ? (publicLedger ?? publicReading) : publicReading;

/** An image whose address an app was given: it shows images without a login. */
async function isProvenImage({ accounts }: Archive, request: Context): Promise<boolean> {
  const [, name] = /^\/image\/([^/]+)$/.exec(request.req.path) ?? [];
  const proof = request.req.query('for');
  if (name === undefined || proof === undefined || !isReading(request)) return false;
  return await accounts.isImageProof(name, proof);
}

/** A browser is shown the login, and led back behind it; a program is told what it lacks. */
function turnedAway(request: Context, { by }: Visitor): Response {
  const { req } = request;
  request.header('Cache-Control', 'no-store');
  if (
    by !== 'token' &&
    !ofPrograms.test(req.path) &&
    !ofMirrors.test(req.path) &&
    (req.header('accept') ?? '').includes('text/html')
  ) {
    const { pathname, search } = new URL(req.url);
    const next = isReading(request) ? pathname + search : '/';
    return request.redirect(`/login?next=${encodeURIComponent(next)}`, 303);
  }
  request.header('WWW-Authenticate', 'Bearer realm="Backissue"');
  return request.text('A login is needed: send a token as Authorization: Bearer TOKEN.', 401);
}

/** Lets a writing request on that a page of ours made, or a program with a token: no page of another
 * site can send a token. Others are told why not, in their language; programs by `refused`. */
async function written(request: Context, contextOf: Gate['contextOf'], next: Next): Promise<void> {
  const visitor = request.get('visitor') as Visitor;
  const isProgram =
    visitor.by === 'token' && /^bearer /i.test(request.req.header('authorization') ?? '');
  const refusal = isProgram ? undefined : await refusalFor(request, visitor);
  if (refusal === undefined) return await next();
  request.res = await refusalAnswer(request, contextOf(request), refusal);
}

async function refusalFor(request: Context, visitor: Visitor): Promise<Refusal | undefined> {
  const isOfPrograms = ofPrograms.test(request.req.path);
  const foreign = foreignIn(request, visitor);
  if (isOfPrograms && foreign !== undefined) throw new ArchiveError('refused', foreign);
  if (isOfPrograms) return requireOwnHeader(request);
  if (foreign !== undefined) {
    return { status: 403, words: { key: 'refusal.foreign' }, message: foreign };
  }
  // The login answers a wrong proof with another form.
  if (request.req.path === '/login' || (await hasProof(request, visitor))) return undefined;
  return { status: 403, words: { key: 'refusal.old' } };
}

/** Throws `refused` without a header that no page of another site can send: a browser asks us first
 * whether that may be (CORS), and is never told that it may. */
function requireOwnHeader({ req }: Context): undefined {
  if (req.header('x-backissue-request') !== undefined) return undefined;
  throw new ArchiveError(
    'refused',
    'Writing with a cookie or a password needs a header X-Backissue-Request: 1; with Authorization: Bearer TOKEN it needs none.',
  );
}

/** What is wrong where the browser says that another site made the request. */
function foreignIn({ req }: Context, { origin }: Visitor): string | undefined {
  const site = req.header('sec-fetch-site');
  const from = req.header('origin');
  // Under a policy of no referrer browsers say “null” of our own pages too; the proof decides then.
  const isOwn =
    site === undefined
      ? from === undefined || from === 'null' || URL.parse(from)?.host === origin.host
      : site === 'same-origin' || site === 'none';
  if (isOwn) return undefined;
  return `The request came from a page of ${from ?? 'another site'}; behind a proxy, tell the reader its address with --public-url.`;
}

/** Whether a form carries what only our pages for this browser carry. */
export async function hasProof(request: Context, { seed }: Visitor): Promise<boolean> {
  if (seed === undefined) return false;
  const proof = await field(request, 'proof');
  return isSame(proof, formProof(seed));
}

const forms = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

/** What calls itself a form and cannot be read as one has no fields, not even the proof of a visit. */
async function fieldsOf({ req }: Context): Promise<Readonly<Record<string, unknown>>> {
  if (!forms.test(req.header('content-type') ?? '')) return {};
  try {
    return await req.parseBody();
  } catch (thrown) {
    if (thrown instanceof TypeError) return {};
    throw thrown;
  }
}

/** A field of the form that was sent; '' for none and for a file. */
export async function field(request: Context, name: string): Promise<string> {
  const value = (await fieldsOf(request))[name];
  return typeof value === 'string' ? value : '';
}

/** The bytes of a file that a form sends, or of a field's text; undefined for none and an empty one. */
export async function fileSent(request: Context, name: string): Promise<Uint8Array | undefined> {
  const value = (await fieldsOf(request))[name];
  const bytes =
    value instanceof File
      ? new Uint8Array(await value.arrayBuffer())
      : new TextEncoder().encode(typeof value === 'string' ? value : '');
  return bytes.length === 0 ? undefined : bytes;
}

/** What one user is shown no cache keeps for another; the reader's own worker knows by `X-Shown-To` whose
 * its copies are. */
function keptPrivate(request: Context, { user }: Visitor, access: AccessOptions): void {
  request.header('X-Shown-To', user === undefined ? 'nobody' : `user-${user.id}`);
  const cache = request.res.headers.get('Cache-Control');
  if (user !== undefined || !isForAll(request, access)) {
    if (!/no-store|private/.test(cache ?? '')) {
      const how = cache?.replace(/^public, /, '') ?? 'no-cache';
      request.header('Cache-Control', `private, ${how}`);
    }
  }
  const vary = request.res.headers.get('Vary') ?? '';
  const told = vary.includes('Cookie') ? 'Authorization' : 'Cookie, Authorization';
  request.header('Vary', told, { append: true });
}
