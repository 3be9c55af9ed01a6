import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const program = '/usr/bin/chromium';
export const isChromiumThere: boolean = existsSync(program);

/** Chromium that finds no host but loopback. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

/** What pages did that no page of ours does. */
export interface Watched {
  readonly context: BrowserContext;
  /** One line each: a script ran, something was asked of elsewhere, a policy was in the way, a dialog
   * opened, the console was written to. */
  readonly seen: string[];
}

/** Told to the console, which every frame has. */
const traps = `
const tell = (what) => console.log(what + ' in ' + location.href);
window.ran = (number) => tell('RAN ' + number);
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => tell('RAN ' + name);
document.addEventListener('securitypolicyviolation', (event) =>
  tell('POLICY ' + event.violatedDirective + ' ' + event.blockedURI));
`;

/** Watches all pages of a context, which may ask for what is at these addresses. `isBare`: policies of content are passed over, so that nothing but
 * what the pages hold keeps scripts away. */
export async function watched(
  browser: Browser,
  bases: string | readonly string[],
  { isBare = false }: { readonly isBare?: boolean } = {},
): Promise<Watched> {
  const context = await browser.newContext({ bypassCSP: isBare });
  const seen: string[] = [];
  await context.addInitScript({ content: traps });
  context.on('request', (request) => {
    const url = request.url();
    const isOwn = [bases].flat().some((base) => url.startsWith(base));
    if (!isOwn && !/^(data|about):/.test(url)) seen.push(`ASKED ${url}`);
  });
  context.on('console', (message) => seen.push(message.text()));
  context.on('dialog', (dialog) => {
    seen.push(`DIALOG ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('weberror', (error) => seen.push(`ERROR ${error.error().message}`));
  return { context, seen };
}

/** Runs in a page: what stands in it, frames too, that could run or load something. The reader's own
 * scripts are files of its own that the head names. */
export const dangersInPage = `(() => {
  const found = [];
  const look = (page) => {
    for (const one of page.querySelectorAll('*')) {
      const name = one.localName;
      const isOwnScript = name === 'script' && one.parentNode === page.head && one.text === '' && URL.parse(one.src)?.origin === page.location.origin;
      if (isOwnScript) continue;
      if (/^(script|style|object|embed|applet|base|svg|math|template|portal|audio|video|image)$/.test(name)) found.push('<' + name + '>');
      if (name === 'meta' && /^(refresh|set-cookie)$/i.test(one.httpEquiv)) found.push('<meta ' + one.httpEquiv + '>');
      for (const { name: attribute, value } of one.attributes) {
        if (/^on/i.test(attribute) || attribute === 'style' || attribute === 'srcdoc' || attribute === 'ping') found.push(name + ' ' + attribute);
        if (/^(href|src|action|formaction|data|poster|cite|background|xlink:href)$/i.test(attribute)) {
          const url = URL.parse(value, page.location.href);
          const isOurs = url?.origin === page.location.origin;
          const isFile = attribute === 'src' || attribute === 'action' || attribute === 'formaction' || name === 'link';
          if (!/^(https?|data):$/.test(url?.protocol ?? 'https:')) found.push(name + ' ' + attribute + '=' + value);
          else if (url?.protocol === 'data:' && !(name === 'img' && value.startsWith('data:image/')) && value !== 'data:,') found.push(name + ' ' + value);
          else if (isFile && url !== null && !isOurs && url.protocol !== 'data:') found.push(name + ' ' + attribute + '=' + value);
        }
      }
    }
    for (const frame of page.querySelectorAll('iframe')) {
      if (!frame.hasAttribute('data-wall')) found.push('<iframe>');
      else if (frame.contentDocument === null) found.push('closed frame ' + frame.src);
      else look(frame.contentDocument);
    }
  };
  look(document);
  return found;
})()`;
