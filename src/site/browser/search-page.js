// The search of a static site; docs/mirrors.md tells how it works. `npm run make:site-search` bundles it.
import { findInPieces } from '../search-pieces.ts';
import { askedBy } from '../search-query.ts';

const own = document.currentScript.src.replace(/[^/]*$/, '');
const list = document.querySelector('#hits');
const outcome = document.querySelector('#outcome');
const field = document.querySelector('#q');
/** Hits shown at a time. */
const together = 10;
const waiting = new Map();

/** A page on a disk may fetch nothing, but run scripts: each piece calls one of these. */
window.backissue = {
  index: (...values) => waiting.get('index.js')?.(values),
  terms: (name, at, lines) => waiting.get(`${name}/${at}.js`)?.(lines),
  docs: (name, at, lines) => waiting.get(`${name}/d${at}.js`)?.(lines),
};

const loads = new Map();

function load(path) {
  const loading =
    loads.get(path) ??
    new Promise((resolve, reject) => {
      waiting.set(path, resolve);
      const script = document.createElement('script');
      script.onerror = () => reject(new Error(path));
      script.src = own + path;
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

async function docOf({ segment, doc }, perFile) {
  const lines = await load(`${segment}/d${Math.floor(doc / perFile)}.js`);
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
  const docs = await Promise.all(some.map((one) => docOf(one, perFile)));
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

async function search(query) {
  outcome.textContent = list.dataset.searching;
  const [segments, names, perFile, stems] = await load('index.js');
  const asked = askedBy(query, new Set(stems));
  const found = await findInPieces(segments, asked, (name, at) => load(`${name}/${at}.js`));
  const { one, other, nothing } = list.dataset;
  const told = found.length === 1 ? one : found.length > 0 ? other : nothing;
  await show(found, 0, perFile, new Map(names));
  const counted = new Intl.NumberFormat(document.documentElement.lang).format(found.length);
  outcome.textContent = told.replace('{n}', counted);
  performance.mark('backissue-found');
}

const query = new URLSearchParams(location.search).get('q') ?? '';
field.value = query;
if (query.trim() !== '') search(query).catch(broken);
