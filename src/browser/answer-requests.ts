import type { BrowserContext, Request, Route } from 'playwright-core';
import type { Header, Url } from '../model/index.ts';
import type { BrowserAnswer, BrowserRequest, PageToRender } from './contract.ts';
import type { Traffic } from './traffic.ts';

/** Only in the page itself: workers have no WebRTC. */
const withoutWebRtc = `for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) {
  delete globalThis[name];
}`;

/** Answers all that a page asks for: the page itself once, scripts, styles and data through `traffic`,
 * nothing else. Closes what it opens besides. */
export async function answerRequests(
  context: BrowserContext,
  page: PageToRender,
  traffic: Traffic,
): Promise<void> {
  let isOpened = false;
  await context.addInitScript(withoutWebRtc);
  await context.routeWebSocket(/.*/, (socket) => void socket.close());
  context.on('page', (tab) => {
    if (context.pages()[0] !== tab) void tab.close().catch(() => undefined);
  });
  await context.route(/.*/, async (route) => {
    const isFirst = !isOpened;
    isOpened = true;
    // Unanswered a request keeps the page waiting; the page may be gone by the time there is an answer.
    await answerOne(route, isFirst ? page.document : undefined, traffic).catch(() =>
      route.abort().catch(() => undefined),
    );
  });
}

async function answerOne(
  route: Route,
  document: BrowserAnswer | undefined,
  traffic: Traffic,
): Promise<void> {
  if (document !== undefined) return await give(route, document);
  const request = route.request();
  // Nobody leaves, and no frame is filled: a page stays where it is when there is no content.
  if (request.isNavigationRequest()) return await route.fulfill({ status: 204 });
  const type = request.resourceType();
  // A picture that fails is often replaced; its address is what is wanted.
  if (type === 'image') return await route.fulfill({ contentType: 'image/gif', body: onePixel });
  const asked = requestOf(request);
  const answer = asked && (await traffic.ask(asked));
  if (answer === undefined) return await route.abort('blockedbyclient');
  await give(route, answer);
}

const onePixel = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');

const kinds: Readonly<Record<string, BrowserRequest['kind']>> = {
  script: 'script',
  stylesheet: 'style',
  xhr: 'data',
  fetch: 'data',
};

/** A request that is answered; undefined for what a reader of text has no need of, and for what may
 * change something at the other side. */
function requestOf(request: Request): BrowserRequest | undefined {
  const kind = kinds[request.resourceType()];
  const url = request.url().split('#', 1)[0] ?? '';
  if (kind === undefined || request.method() !== 'GET' || !/^https?:/i.test(url)) return undefined;
  return { url: url as Url, kind, headers: Object.entries(request.headers()) };
}

/** Headers that tell of the way here, which the body has behind it, or that start what is blocked. */
const notHandedOn =
  /^(?:content-(?:encoding|length|disposition)|transfer-encoding|connection|keep-alive|set-cookie2?|alt-svc|link|refresh|report-to|reporting-endpoints|nel)$/i;

/** Chromium leaves a request unanswered for one header that is none, and tells nobody. */
const isHeader = ([name, value]: Header): boolean =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[^\t\P{Cc}]/u.test(value);

async function give(route: Route, answer: BrowserAnswer): Promise<void> {
  const { status, content } = answer;
  const kept = answer.headers.filter((header) => isHeader(header) && !notHandedOn.test(header[0]));
  const headers = joinedHeaders(kept);
  await route.fulfill({ status, headers, body: Buffer.from(content) });
}

function joinedHeaders(headers: readonly Header[]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    joined[key] = joined[key] === undefined ? value : `${joined[key]}, ${value}`;
  }
  return joined;
}
