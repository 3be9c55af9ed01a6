// The search of a static site; docs/mirrors.md tells how it works. `npm run make:site-search` bundles it.
import { unpackPostings } from '../postings.ts';
import { findInPieces } from '../search-pieces.ts';
import { askedBy } from '../search-query.ts';

performance.mark('backissue-begun');
const own = document.currentScript.src.replace(/[^/]*$/, '');
const list = document.querySelector('#hits');
const outcome = document.querySelector('#outcome');
const field = document.querySelector('#q');
/** Hits shown at a time. */
const together = 10;
const waiting = new Map();

/** The index page comes with the page, and has called when all of it is loaded. */
let takeIndex;
const index = new Promise((resolve, reject) => {
  takeIndex = resolve;
  addEventListener('load', () => reject(new Error('index.js')));
});
index.catch(() => undefined);

/** A page on a disk may fetch nothing, but run scripts: each piece calls one of these. */
window.backissue = {
  index: (...values) => takeIndex(values),
  terms: (name, at, lines) => waiting.get(`${name}/${at}.js`)?.(lines),
  told: (at, lines) => waiting.get(toldPath(at))?.(lines),
};

const toldPath = (at) => `told/${at >> 6}/${at}.js`;

const loads = new Map();

/** Loads what calls with this path; `state` tells caches one state of a file from another. */
function load(path, state) {
  const loading =
    loads.get(path) ??
    new Promise((resolve, reject) => {
      waiting.set(path, resolve);
      const script = document.createElement('script');
      script.onerror = () => reject(new Error(path));
      script.src = own + path + (state === undefined ? '' : `?${state}`);
      document.head.append(script);
    });
  loads.set(path, loading);
  return loading;
}

function made(name, className, text) {
  const one = document.createElement(name);
  if (className !== '') one.className = className;
  if (text !== undefined) one.textContent = text;
  return one;
}

function linked(className, href, text, language) {
  const link = made('a', '', text);
  link.href = href;
  if (language !== '' && language !== 'und') link.lang = language;
  const around = made(className === 'headline' ? 'h2' : 'span', className);
  around.append(link);
  return around;
}

async function docOf({ doc }, perFile) {
  const lines = await load(toldPath(Math.floor(doc / perFile)));
  return JSON.parse(lines.split('\n')[doc % perFile]);
}

function hit([id, title, outlet, at, language, lead], outlets) {
  const item = made('li', '');
  const article = made('article', 'item');
  const page = `article/${id.slice(0, 2)}/${id}.html`;
  const text = made('p', 'lead', lead);
  if (language !== 'und') text.lang = language;
  const meta = made('p', 'meta');
  const time = made('time', '', dateOf(at));
  time.dateTime = at;
  const name = outlets.get(outlet) ?? outlet;
  meta.append(linked('outlet-name', `outlet/${outlet}/index.html`, name, ''), ' ', time);
  article.append(linked('headline', page, title || list.dataset.untitled, language), text, meta);
  item.append(article);
  return item;
}

function dateOf(at) {
  const style = { year: 'numeric', month: 'long', day: 'numeric', timeZone: list.dataset.zone };
  return new Intl.DateTimeFormat(document.documentElement.lang, style).format(new Date(at));
}

async function show(found, from, perFile, outlets) {
  const some = found.slice(from, from + together);
  const own = asking;
  const docs = await Promise.all(some.map((one) => docOf(one, perFile)));
  if (own !== asking) return;
  list.append(...docs.map((doc) => hit(doc, outlets)));
  if (found.length <= from + together) return;
  const more = made('button', '', list.dataset.more);
  more.type = 'button';
  more.addEventListener('click', () => {
    more.parentElement.remove();
    show(found, from + together, perFile, outlets).catch(broken);
  });
  const item = made('li', 'more');
  item.append(more);
  list.append(item);
}

function broken() {
  outcome.textContent = list.dataset.broken;
}

/** Counts what was asked: an answer that comes after the next question is dropped. */
let asking = 0;

async function search(query) {
  asking += 1;
  const own = asking;
  performance.mark('backissue-asked');
  list.replaceChildren();
  outcome.textContent = list.dataset.searching;
  const [segments, replaced, names, perFile, stems] = await index;
  const left = new Set(unpackPostings(replaced).map((posting) => posting >>> 1));
  const asked = askedBy(query, new Set(stems));
  const piece = ([, , , name, state], at) => load(`${name}/${at}.js`, state);
  const found = await findInPieces(segments, asked, piece, left);
  if (own !== asking) return;
  const { one, other, nothing } = list.dataset;
  const told = found.length === 1 ? one : found.length > 0 ? other : nothing;
  await show(found, 0, perFile, new Map(names));
  const counted = new Intl.NumberFormat(document.documentElement.lang).format(found.length);
  outcome.textContent = told.replace('{n}', counted);
  performance.mark('backissue-found');
}

/** Asks without loading the page anew; its address tells the query, where a page on a disk may change its own. */
function ask(event) {
  event.preventDefault();
  try {
    history.replaceState(null, '', `?q=${encodeURIComponent(field.value)}`);
  } catch {
    // The search goes on without.
  }
  if (field.value.trim() !== '') search(field.value).catch(broken);
}

field.form.addEventListener('submit', ask);
const query = new URLSearchParams(location.search).get('q') ?? '';
field.value = query;
if (query.trim() !== '') search(query).catch(broken);
// The tables that words are looked up in are read while nobody has asked yet.
else setTimeout(() => askedBy('港台', new Set()));
