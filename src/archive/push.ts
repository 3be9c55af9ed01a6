import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ArchiveError, instant, type Push, type Source, type Url } from '../model/index.ts';
import { parseUrl } from '../url/index.ts';
import type { Services } from './services.ts';

/** What a feed says of its hub. */
export interface HubOffer {
  readonly hubs: readonly Url[];
  /** The feed's address as it names itself; the hub knows it by this. */
  readonly self?: Url;
}

/** What a hub asks of our callback address. */
export interface HubQuestion {
  readonly mode: string;
  readonly topic: string;
  readonly challenge: string;
  readonly leaseSeconds?: number;
}

const day = 86_400_000;
const wantedLeaseSeconds = 10 * 86_400;
const longestLeaseSeconds = 30 * 86_400;

/**
 * Subscribes to the hub that a feed offers (WebSub, W3C 2018, section 5), where our address is
 * public; again before the lease ends. Does nothing while a subscription stands. A hub that refuses
 * or fails is asked again after a day, and told as a warning: the feed is polled all the same.
 */
export async function subscribeToHub(
  services: Services,
  source: Source,
  offer: HubOffer | undefined,
): Promise<void> {
  const [hub] = offer?.hubs ?? [];
  if (hub === undefined || services.publicUrl === undefined) return;
  const topic = offer?.self ?? source.url;
  const known = await services.store.push(source.id);
  const stands = known !== undefined && known.hub === hub && known.topic === topic;
  if (stands && Date.parse(known.until) > services.now()) return;
  const push: Push = {
    sourceId: source.id,
    hub,
    topic,
    token: stands ? known.token : randomBytes(16).toString('hex'),
    secret: stands ? known.secret : randomBytes(24).toString('hex'),
    state: stands && known.state === 'active' ? 'active' : 'asked',
    until: instant(services.now() + day),
  };
  // The hub may ask back before it answers, so our side is on record first.
  await services.store.commit({ pushes: [push] });
  await ask(services, source, push, services.publicUrl);
}

async function ask(
  services: Services,
  source: Source,
  push: Push,
  publicUrl: string,
): Promise<void> {
  const callback = new URL(`websub/${push.token}`, publicUrl.replace(/\/*$/, '/')).href;
  const form = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.topic': push.topic,
    'hub.callback': callback,
    'hub.secret': push.secret,
    'hub.lease_seconds': String(wantedLeaseSeconds),
  });
  try {
    const { status, content } = await services.http.post({
      url: push.hub,
      contentType: 'application/x-www-form-urlencoded',
      body: new TextEncoder().encode(form.toString()),
      allowPrivate: source.allowPrivate && sameHost(source.url, push.hub),
      ...(source.proxy === undefined ? {} : { proxy: source.proxy }),
    });
    if (status >= 200 && status < 300) return;
    const said = new TextDecoder().decode(content).slice(0, 200);
    await refused(services, push, `it answered ${status} ${said}`.trim());
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'internal') throw error;
    await refused(services, push, error.message);
  }
}

const sameHost = (one: Url, other: Url): boolean => new URL(one).host === new URL(other).host;

async function refused(services: Services, push: Push, why: string): Promise<void> {
  await services.store.commit({ pushes: [{ ...push, state: 'refused' }] });
  const message = `${push.hub}: the hub of ${push.topic} takes no subscription (${why}); the feed is polled as before.`;
  services.tell({ type: 'warning', url: push.hub, message });
}

/**
 * Answers a hub that asks whether we want what it was asked for (5.3): the challenge to be sent
 * back. Throws `not-found` for a subscription we did not ask for.
 */
export async function confirmPush(
  services: Services,
  token: string,
  question: HubQuestion,
): Promise<string> {
  const push = await pushOf(services, token);
  const source = await services.store.source(push.sourceId);
  const isWanted = source?.state === 'followed' && question.topic === push.topic;
  if (question.mode === 'denied') {
    await refused(services, push, 'it was denied');
    return '';
  }
  if (question.mode === 'unsubscribe' && !isWanted) return question.challenge;
  if (question.mode !== 'subscribe' || !isWanted) throw unknownPush(token);
  const told = question.leaseSeconds ?? Number.NaN;
  const lease = Number.isFinite(told) && told > 0 ? told : wantedLeaseSeconds;
  const seconds = Math.min(longestLeaseSeconds, lease);
  // Asked again when nine tenths of the lease are over.
  const until = instant(services.now() + seconds * 900);
  await services.store.commit({ pushes: [{ ...push, state: 'active', until }] });
  return question.challenge;
}

/**
 * Takes a hub's word that there is news (7): the source is polled at once. What the hub sends along
 * is only looked at to check its signature: what we keep is what the outlet itself serves. A wrong
 * signature is passed over, as section 8 asks. Throws `not-found` for an unknown token.
 */
export async function heedPush(
  services: Services,
  token: string,
  signature: string,
  body: Uint8Array,
): Promise<void> {
  const push = await pushOf(services, token);
  if (!isSigned(push.secret, signature, body)) return;
  const now = instant(services.now());
  await services.store.commit({ pushes: [{ ...push, toldAt: now }] });
  await services.store.hastenPoll(push.sourceId, now);
  services.tell({ type: 'pushed', sourceId: push.sourceId, url: push.topic });
}

const methods = ['sha1', 'sha256', 'sha384', 'sha512'];

function isSigned(secret: string, signature: string, body: Uint8Array): boolean {
  const [method = '', given = ''] = signature.split('=');
  if (!methods.includes(method)) return false;
  const right = createHmac(method, secret).update(body).digest();
  const told = Buffer.from(given, 'hex');
  return told.length === right.length && timingSafeEqual(told, right);
}

async function pushOf(services: Services, token: string): Promise<Push> {
  const push = await services.store.pushByToken(token);
  if (push !== undefined) return push;
  throw unknownPush(token);
}

const unknownPush = (token: string) =>
  new ArchiveError('not-found', `${token.slice(0, 40)}: there is no such subscription here.`);

/** The address that hubs call us at; throws `invalid` for one that is none. */
export function checkPublicUrl(text: string): string {
  const url = parseUrl(text);
  if (url !== undefined) return url;
  throw new ArchiveError(
    'invalid',
    `${text}: this is no http or https address; give the one this reader has on the internet.`,
  );
}
