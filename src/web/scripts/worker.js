// Keeps what was read readable without the network; docs/reader.md tells what is kept, and how long.

const store = 'backissue-2';
/** Articles kept, and pictures: the last that were looked at. */
const most = { article: 50, image: 150 };
const offlinePage = '/offline';
const always = [offlinePage, '/style.css', '/reader.js', '/icon.svg'];
const keptAt = 'X-Kept-At';
/** Names who is shown an answer, so that a copy is shown to nobody else; unset where nobody logs in. */
const shownTo = 'X-Shown-To';
/** How often copies were dropped: what was asked for before that is not kept after it. */
let forgotten = 0;

/** What kind of thing is kept of an address; undefined: nothing. */
function kindOf({ pathname, search }) {
  if (search !== '') return undefined;
  if (pathname === '/') return 'front';
  if (/^\/article\/[^/]+(?:\/\d+)?$/.test(pathname)) return 'article';
  if (pathname.startsWith('/image/')) return 'image';
  return always.includes(pathname) ? 'always' : undefined;
}

/** Puts an answer last of its kind, with the moment of it, and drops the first beyond the most. */
async function keep(request, answer) {
  const cache = await caches.open(store);
  const headers = new Headers(answer.headers);
  headers.set(keptAt, new Date().toISOString());
  const { status } = answer;
  await cache.delete(request);
  await cache.put(request, new Response(await answer.blob(), { status, headers }));
  const kind = kindOf(new URL(request.url));
  const alike = (await cache.keys()).filter((one) => kindOf(new URL(one.url)) === kind);
  const beyond = alike.slice(0, Math.max(0, alike.length - (most[kind] ?? alike.length)));
  await Promise.all(beyond.map((one) => cache.delete(one)));
}

/** Drops all that somebody read here; what looks the same to everybody stays. */
async function forget() {
  forgotten += 1;
  const cache = await caches.open(store);
  const read = (await cache.keys()).filter((one) => kindOf(new URL(one.url)) !== 'always');
  await Promise.all(read.map((one) => cache.delete(one)));
}

/** Whether any copy is of a page that was shown to somebody else than this answer is. */
async function isOfAnother(answer) {
  const cache = await caches.open(store);
  for (const request of await cache.keys()) {
    if (!['front', 'article'].includes(kindOf(new URL(request.url)))) continue;
    const copy = await cache.match(request, { ignoreVary: true });
    if (copy?.headers.get(shownTo) !== answer.headers.get(shownTo)) return true;
  }
  return false;
}

/** A session that is not used for so long is over, and with it what was read under its name. */
const sessionMs = 30 * 86_400_000;

/** Whether a copy may be shown without asking the archive who reads here. */
const isFresh = ({ headers }) =>
  !/^user-/.test(headers.get(shownTo) ?? '') ||
  Date.now() - Date.parse(headers.get(keptAt)) < sessionMs;

const isPage = (answer) => /^text\/html/.test(answer.headers.get('Content-Type') ?? '');

/** Whether an answer shows that somebody else reads here now. Articles and the front page lead nowhere but
 * to the login; elsewhere the page that a way leads to tells. */
async function isForAnother(answer, kind) {
  const isTurnedAway = answer.status === 401 || answer.status === 403;
  if (kind !== undefined && (answer.type === 'opaqueredirect' || isTurnedAway)) return true;
  return kind !== 'always' && isPage(answer) && (await isOfAnother(answer));
}

/** Keeps an answer that may be kept; an answer that takes something back takes the copy with it. */
async function learn(request, answer, { kind, askedAt }) {
  const isLate = askedAt !== forgotten;
  if (await isForAnother(answer, kind)) await forget();
  // What was on its way while somebody logged out is theirs.
  if (kind === undefined || isLate) return;
  if (answer.status === 404 || answer.status === 410) {
    await (await caches.open(store)).delete(request);
  }
  const isKept = answer.status === 200 && !answer.redirected;
  if (!isKept || /no-store/.test(answer.headers.get('Cache-Control') ?? '')) return;
  await keep(request, answer);
}

/** A moment as the reader of a page writes it. */
function written(html, at) {
  const [, language = 'en'] = /<html lang="([\w-]+)"/.exec(html) ?? [];
  const how = { dateStyle: 'long', timeStyle: 'short' };
  return new Intl.DateTimeFormat(language, how).format(new Date(at));
}

/** A copy of a page, which says above its text that it is one and of when. */
async function marked(copy) {
  if (!isPage(copy)) return copy;
  const html = await copy.text();
  const at = copy.headers.get(keptAt);
  const offline = (await (await caches.match(offlinePage))?.text()) ?? '';
  const [notice = ''] = /<p class="notice kept">.*?<\/p>/s.exec(offline) ?? [];
  const said = notice.replace(
    '<span class="kept-at"></span>',
    `<time datetime="${at}">${written(html, at)}</time>`,
  );
  const page = html.replace(/<main [^>]*>/, (main) => main + said);
  return new Response(page, { status: 200, headers: copy.headers });
}

/** Where nothing is kept: a page that says so, and lists the articles that are. */
async function nothingKept() {
  const copy = await caches.match(offlinePage);
  if (copy === undefined) return Response.error();
  const cache = await caches.open(store);
  const lines = [];
  for (const request of (await cache.keys()).reverse()) {
    const { pathname } = new URL(request.url);
    if (!['article', 'front'].includes(kindOf(new URL(request.url)))) continue;
    const copy = await cache.match(request, { ignoreVary: true });
    if (!isFresh(copy)) continue;
    const html = await copy.text();
    // What stands between the tags is escaped already.
    const [, title = pathname] = /<title>([^<]*)<\/title>/.exec(html) ?? [];
    lines.push(`<li><a href="${pathname}">${title}</a></li>`);
  }
  const html = (await copy.text()).replace(/<p class="notice kept">.*?<\/p>/s, '');
  const page = html.replace(
    '<ul class="kept-list"></ul>',
    () => `<ul class="kept-list">${lines.join('')}</ul>`,
  );
  return new Response(page, { status: 503, headers: copy.headers });
}

/** The network first; what is kept where it does not answer. */
async function answered(event, kind) {
  const { request } = event;
  const asked = { kind, askedAt: forgotten };
  try {
    const answer = await fetch(request);
    event.waitUntil(learn(request, answer.clone(), asked));
    // Behind the form of settings: what is kept for every page is in that language from now on.
    if (new URL(request.url).pathname === '/settings') event.waitUntil(fill());
    return answer;
  } catch {
    const copy = kind === undefined ? undefined : await caches.match(request, { ignoreVary: true });
    if (copy !== undefined && isFresh(copy)) return await marked(copy);
    return request.mode === 'navigate' ? await nothingKept() : Response.error();
  }
}

let filled = Promise.resolve();

/** Keeps the pages that others need, in the language and colours of now: one filling after the other, so that
 * the older never has the last word. */
function fill() {
  filled = filled.then(fillOnce, fillOnce);
  return filled;
}

async function fillOnce() {
  for (const path of always) {
    const answer = await fetch(path);
    if (answer.ok) await keep(new Request(path), answer);
  }
}

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(fill());
});
/** What a worker of before kept in another shape goes with it. */
async function begin() {
  const names = (await caches.keys()).filter((name) => /^backissue-/.test(name) && name !== store);
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener('activate', (event) => event.waitUntil(begin()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  // Somebody else may read here from now on.
  if (request.method === 'POST' && /^\/log(?:in|out)$/.test(url.pathname)) {
    event.waitUntil(forget());
  } else if (request.method === 'GET') {
    const kind = kindOf(url);
    if (kind !== undefined || request.mode === 'navigate') event.respondWith(answered(event, kind));
  }
});
