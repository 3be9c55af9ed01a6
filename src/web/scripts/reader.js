// Keys of the web reader; docs/reader.md tells them. Every page works without this.

const lists = ['.headline a', '.row h3 a', '.absent-row h3 a'].map((one) => `main ${one}`).join();
const places = ['f', 'e', 's', 'a'];
/** A moment after `g` in which the place must follow, ms. */
const patience = 1500;
const memory = 'backissue-list';
const keysPage = document.currentScript.dataset.keys;
let wentAt = -Infinity;

const links = () => [...document.querySelectorAll(lists)].filter((one) => one.checkVisibility());

function remembered() {
  try {
    const list = JSON.parse(sessionStorage.getItem(memory) ?? '[]');
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** The list that an article is opened from is gone through on the article's own page. */
function remember(event) {
  const opened = event.target.closest?.('a');
  const all = links();
  if (!all.includes(opened)) return;
  try {
    sessionStorage.setItem(memory, JSON.stringify(all.map((one) => one.pathname)));
  } catch {
    // A browser that keeps nothing has the neighbours of the article still.
  }
}

/** Moves the focus in a list, from where it is or from what the window shows first. */
function move(step) {
  const all = links();
  if (all.length === 0) return false;
  const item = document.activeElement?.closest('.item, .row, .absent-row');
  const here = all.findIndex((one) => one === document.activeElement || item?.contains(one));
  const shown = all.findIndex((one) => one.getBoundingClientRect().top >= 0);
  const next = here < 0 ? Math.max(0, shown) : here + step;
  const link = all[Math.min(all.length - 1, Math.max(0, next))];
  link.focus({ preventScroll: true });
  link.scrollIntoView({ block: 'nearest' });
  return true;
}

/** The article before or behind this one in the list it was opened from, or of its outlet. */
function turn(step) {
  const list = remembered();
  const here = list.indexOf(location.pathname);
  const path = here < 0 ? undefined : list[here + step];
  const side =
    step < 0 ? '.neighbours .previous a, a[rel="prev"]' : '.neighbours .next a, a[rel="next"]';
  const link = document.querySelector(side);
  if (path !== undefined) location.assign(path);
  else if (here < 0 && link !== null) link.click();
  else return false;
  return true;
}

function search() {
  const box = document.querySelector('input[type="search"]');
  box?.focus();
  box?.select();
  return box !== null;
}

function go(place) {
  const link = document.querySelector(`[data-go="${place}"]`);
  link?.click();
  return link !== null;
}

/** A page of the reader's own tells the keys in the reader's language; here it is put in a dialog. */
async function showKeys() {
  const open = document.querySelector('dialog.keys');
  if (open !== null) return open.open ? open.close() : open.showModal();
  const answer = await fetch(keysPage);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const told = page.querySelector('.key-list');
  if (told === null) return;
  const dialog = document.createElement('dialog');
  dialog.className = 'keys';
  dialog.append(page.querySelector('h1'), told);
  document.body.append(dialog);
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.showModal();
}

/** Clicks what has this key (`data-key`): in the item that has the focus, else outside of lists. */
function press(key) {
  const name = `[data-key="${CSS.escape(key)}"]`;
  const item = document.activeElement?.closest('.item');
  const alone = [...document.querySelectorAll(name)].find((one) => one.closest('.item') === null);
  const pressed = item?.querySelector(name) ?? alone;
  pressed?.click();
  return pressed !== undefined;
}

const acts = {
  j: () => move(1),
  k: () => move(-1),
  o: () => {
    const isListed = links().includes(document.activeElement);
    if (isListed) document.activeElement.click();
    return isListed;
  },
  h: () => turn(-1),
  p: () => turn(-1),
  l: () => turn(1),
  n: () => turn(1),
  '/': search,
  '?': () => {
    void showKeys();
    return true;
  },
  g: () => {
    wentAt = performance.now();
    return true;
  },
};

const isTyping = (element) =>
  element?.closest?.('input, textarea, select, [contenteditable]') !== null;

function act(key) {
  const isPlace = performance.now() - wentAt < patience && places.includes(key);
  wentAt = -Infinity;
  if (isPlace) return go(key);
  return Object.hasOwn(acts, key) && acts[key]() ? true : press(key);
}

document.addEventListener('click', remember, true);
document.addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, altKey, isComposing } = event;
  if (ctrlKey || metaKey || altKey || isComposing || isTyping(event.target)) return;
  if (document.querySelector('dialog[open]') !== null && key !== '?') return;
  if (act(key)) event.preventDefault();
});

// Only where browsers have it: on https, and on this very machine.
navigator.serviceWorker?.register('/worker.js').catch(() => undefined);
