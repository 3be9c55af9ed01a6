import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { serve } from '../http/testing/loopback.ts';
import type { Url } from '../model/index.ts';
import {
  type Browser,
  type BrowserLimits,
  type BrowserRequest,
  browserFailure,
  createBrowser,
} from './index.ts';

const chromium = '/usr/bin/chromium';
const skipped = !existsSync(chromium);
const at = 'https://harbour.example/story' as Url;

/** A browser whose first process writes its number down. */
function browser(limits: BrowserLimits = {}): Browser & { pid(): number } {
  const folder = mkdtempSync(join(tmpdir(), 'backissue-browser-test-'));
  const executable = join(folder, 'chromium');
  const noted = join(folder, 'pid');
  writeFileSync(executable, `#!/bin/sh\necho $$ > ${noted}\nexec ${chromium} "$@"\n`);
  chmodSync(executable, 0o755);
  const own = createBrowser({ executable, ...limits });
  onTestFinished(async () => {
    await own.close();
    rmSync(folder, { recursive: true });
  });
  return {
    render: (page) => own.render(page),
    executable: () => own.executable(),
    close: () => own.close(),
    pid: () => Number(readFileSync(noted, 'utf8')),
  };
}

const isRunning = (pid: number): boolean =>
  existsSync(`/proc/${pid}/status`) &&
  !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));

const html = (body: string, headers: readonly (readonly [string, string])[] = []) => ({
  status: 200,
  headers: [['Content-Type', 'text/html; charset=utf-8'] as const, ...headers],
  content: Buffer.from(`<!doctype html><html><body>${body}</body></html>`),
});

const data = (text: string, type = 'application/json') => ({
  status: 200,
  headers: [
    ['Content-Type', type],
    ['Access-Control-Allow-Origin', '*'],
  ] as const,
  content: Buffer.from(text),
});

const nothing = async () => undefined;

describe.skipIf(skipped)('an installed Chromium (skipped without /usr/bin/chromium)', () => {
  it('shows what scripts make of a page, and asks for scripts, styles and data alone', async () => {
    const asked: BrowserRequest[] = [];
    const { html: shown, software } = await browser().render({
      url: at,
      document: html(
        `<link rel="stylesheet" href="/a.css"><img src="/a.jpg"><iframe src="/frame"></iframe><video src="/a.mp4" autoplay></video><main></main><script src="https://static.example/app.js"></script>`,
      ),
      answer: async (request) => {
        asked.push(request);
        if (request.url.endsWith('.css')) return data('main{color:#333}', 'text/css');
        if (request.url.endsWith('.js')) {
          return data(
            `fetch('/words.json',{headers:{'X-Asked-By':'page'}}).then(r=>r.json()).then(({words})=>{document.querySelector('main').textContent=words})`,
            'text/javascript',
          );
        }
        return data('{"words":"港口恢复通航"}');
      },
    });
    expect(shown).toContain('<main>港口恢复通航</main>');
    expect(shown).toMatch(/^<!DOCTYPE html>/);
    expect(software).toMatch(/^Chromium\/\d+\./);
    expect(asked.map(({ kind, url }) => `${kind} ${url}`)).toEqual([
      'style https://harbour.example/a.css',
      'script https://static.example/app.js',
      'data https://harbour.example/words.json',
    ]);
    expect(asked.at(-1)?.headers).toContainEqual(['x-asked-by', 'page']);
  });

  it('has no network of its own: whatever a page tries goes nowhere', async () => {
    const hits: string[] = [];
    const server = await serve((request, response) => {
      hits.push(`${request.method} ${request.url}`);
      response.end('secret');
    });
    const udp = createSocket('udp4');
    udp.on('message', () => hits.push('udp'));
    await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
    onTestFinished(async () => {
      udp.close();
      await server.close();
    });
    const near = `127.0.0.1:${server.port}`;
    const { html: shown } = await browser().render({
      url: at,
      document: html(`<p id="end"></p><iframe src="http://${near}/frame"></iframe>
        <link rel="prefetch" href="http://${near}/prefetch"><link rel="preconnect" href="http://${near}">
        <img src="http://${near}/image"><object data="http://${near}/object"></object>
        <form id="form" method="post" action="http://${near}/form"></form>
        <script>
          const quietly = (act) => { try { return act(); } catch { return undefined; } };
          quietly(() => fetch('http://${near}/post', { method: 'POST', body: 'x', mode: 'no-cors' }).catch(() => {}));
          quietly(() => navigator.sendBeacon('http://${near}/beacon', 'x'));
          quietly(() => new WebSocket('ws://${near}/socket'));
          quietly(() => new EventSource('http://${near}/events'));
          quietly(() => window.open('http://${near}/popup'));
          quietly(() => navigator.serviceWorker.register('/worker.js').catch(() => {}));
          const worker = quietly(() => new Worker(URL.createObjectURL(new Blob([\`
            new WebSocket('ws://${near}/worker-socket');
            fetch('http://${near}/worker-fetch', { mode: 'no-cors' }).catch(() => {});
            try { new WebTransport('https://127.0.0.1:${udp.address().port}/') } catch {}\`]))));
          quietly(() => {
            const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${udp.address().port}' }] });
            peer.createDataChannel('a');
            peer.createOffer().then((offer) => peer.setLocalDescription(offer));
          });
          fetch('http://${near}/fetch').then((r) => r.text(), () => 'refused').then((text) => {
            document.querySelector('#end').textContent = text;
            quietly(() => document.querySelector('#form').submit());
            quietly(() => { location.href = 'http://${near}/away'; });
          });
        </script>`),
      answer: nothing,
    });
    expect(shown).toContain('<p id="end">refused</p>');
    expect(hits).toEqual([]);
  });

  it('is asked for no more than a page may cost', async () => {
    let asked = 0;
    const { html: shown } = await browser({ requests: 5 }).render({
      url: at,
      document: html(
        `<p></p><script>(async()=>{for(let i=0;i<40;i++){try{await fetch('/'+i)}catch{document.querySelector('p').append('no ')}}})()</script>`,
      ),
      answer: async () => {
        asked += 1;
        return data('{}');
      },
    });
    expect(asked).toBe(5);
    expect(shown).toContain('no no');
    const big = await browser({ bytes: 1000 }).render({
      url: at,
      document: html(
        `<p></p><script>fetch('/a').then(()=>'yes',()=>'too big').then((t)=>document.querySelector('p').append(t))</script>`,
      ),
      answer: async () => data('x'.repeat(1001)),
    });
    expect(big.html).toContain('too big');
  });

  it('gives what there is of a page that never ends loading', async () => {
    let ended = false;
    const { html: shown } = await browser({ pageMs: 8000 }).render({
      url: at,
      document: html(`<p>The ferry sails again.</p><script>fetch('/for-ever')</script>`),
      answer: (_request, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            ended = true;
            resolve(undefined);
          });
        }),
    });
    expect(shown).toContain('The ferry sails again.');
    expect(ended).toBe(true);
  });

  it('leaves a page that lets nobody read it, and reads the next one', async () => {
    const own = browser({ pageMs: 8000 });
    const stuck = own.render({
      url: at,
      document: html('<script>for(;;);</script>'),
      answer: nothing,
    });
    const error = await stuck.catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'unreachable' });
    expect(error.message).toContain(at);
    expect(browserFailure(error)).toBe('page');
    const { html: shown } = await own.render({
      url: at,
      document: html('<p>next</p>'),
      answer: nothing,
    });
    expect(shown).toContain('<p>next</p>');
  });

  it('that is killed is an error of its own, and is started again for the next page', async () => {
    const own = browser();
    const killed = own.render({
      url: at,
      document: html(`<script>fetch('/words')</script>`),
      answer: async () => {
        process.kill(own.pid(), 'SIGKILL');
        return undefined;
      },
    });
    const error = await killed.catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'unreachable' });
    expect(browserFailure(error)).toBe('browser');
    const { html: shown } = await own.render({
      url: at,
      document: html('<p>again</p>'),
      answer: nothing,
    });
    expect(shown).toContain('<p>again</p>');
  });

  it('leaves no process and no file behind, when it was idle and when it is closed', async () => {
    // A folder of its own: tests beside this one start browsers too.
    const place = mkdtempSync(join(tmpdir(), 'backissue-browser-left-'));
    const own = browser({ idleMs: 0 });
    vi.stubEnv('TMPDIR', place);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rmSync(place, { recursive: true });
    });
    await own.render({ url: at, document: html('<p>one</p>'), answer: nothing });
    const first = own.pid();
    await expect.poll(() => isRunning(first)).toBe(false);
    await own.render({ url: at, document: html('<p>two</p>'), answer: nothing });
    const second = own.pid();
    expect(second).not.toBe(first);
    await own.close();
    expect(isRunning(second)).toBe(false);
    expect(readdirSync(place)).toEqual([]);
    const late = own.render({ url: at, document: html(''), answer: nothing });
    await expect(late).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('is not told the environment of this process', async () => {
    const own = browser();
    process.env['BACKISSUE_TEST_SECRET'] = 'hidden';
    onTestFinished(() => void delete process.env['BACKISSUE_TEST_SECRET']);
    let environment = '';
    await own.render({
      url: at,
      document: html(`<script>fetch('/words')</script>`),
      answer: async () => {
        environment = readFileSync(`/proc/${own.pid()}/environ`, 'utf8');
        return undefined;
      },
    });
    expect(environment).toContain('PATH=');
    expect(environment).not.toContain('hidden');
  });
});

describe('without a Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backissue-browser-none-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('a page is an error that says what to do', async () => {
    const none = createBrowser({ executable: join(folder, 'chromium') });
    const error = await none
      .render({ url: at, document: html(''), answer: nothing })
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'not-found' });
    expect(error.message).toContain(join(folder, 'chromium'));
    expect(error.message).toContain('--chromium');
    expect(browserFailure(error)).toBe('browser');
    await none.close();
  });

  it('a program that is none is named as not starting', async () => {
    const program = join(folder, 'no-browser');
    writeFileSync(program, '#!/bin/sh\nexit 3\n');
    chmodSync(program, 0o755);
    expect(execFileSync('test', ['-x', program]).length).toBe(0);
    const none = createBrowser({ executable: program });
    const error = await none
      .render({ url: at, document: html(''), answer: nothing })
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'unreachable' });
    expect(error.message).toContain(program);
    expect(browserFailure(error)).toBe('browser');
  });

  it('one is looked for along PATH first', () => {
    writeFileSync(join(folder, 'google-chrome'), '');
    chmodSync(join(folder, 'google-chrome'), 0o755);
    expect(createBrowser({ path: `/nowhere:${folder}` }).executable()).toBe(
      join(folder, 'google-chrome'),
    );
  });
});
