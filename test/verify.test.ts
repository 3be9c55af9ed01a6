import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkSplitView, readKey } from '../src/audit/index.ts';
import { copyArchive } from './copied-archive.ts';
import { isChromiumThere, launchChromium } from './hostile/watched-chromium.ts';
import { isOnPostgres } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { quayPage as page, quayPath as path } from './quay-story.ts';
import { type Site, startSite } from './small-site.ts';

const time = clock();
const place = scratch();
let site: Site;
/** An archive of two revisions that nobody changes; tests work on copies. */
const whole = join(place.folder, 'whole');
let copies = 0;

const capture = async (folder: string, text: string): Promise<void> => {
  time.pass(86_400_000);
  site.set(path, page(text));
  const archive = await openForTest(folder, time.now, { ledger: {} });
  await archive.capture(site.url(path), { allowPrivate: true });
  await archive.close();
};

const copy = async (): Promise<string> => {
  copies += 1;
  const folder = join(place.folder, `copy ${copies}`);
  await copyArchive(whole, folder);
  return folder;
};

const verified = async (...parameters: string[]) => {
  const { code, json } = await command(['verify', ...parameters, '--json'], { now: time.now });
  const { faults, ...rest } = json() as unknown as { faults: { kind: string }[] };
  return { code, kinds: [...new Set(faults.map(({ kind }) => kind))], ...rest };
};

/** Flips a bit in the middle of a file. */
function flip(file: string): void {
  const bytes = readFileSync(file);
  const at = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
}

const below = (folder: string, ending: RegExp): string => {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .find((file) => ending.test(file));
  if (found === undefined) throw new Error(`nothing like ${ending} in ${folder}`);
  return found;
};

beforeAll(async () => {
  site = await startSite({ [path]: page('Quay.') });
  await capture(whole, 'Quay.');
  await capture(whole, 'Quay and pier.');
});
afterAll(async () => {
  await site.close();
  place.clear();
});

describe('verify', () => {
  it('finds an archive whole, captures and ledger', async () => {
    const found = await verified(whole);
    expect(found).toMatchObject({ code: 0, kinds: [], ok: true, size: 2, removed: [] });
    expect(found).toHaveProperty('root', expect.stringMatching(/^[0-9a-f]{64}$/));
  });

  it.each([
    ['a tile', /tile\/0\/.*\/2$/, 'altered-tile'],
    ['the entries', /tile\/entries\/.*\/2$/, 'altered-entry'],
    ['a record', /record\/.*json$/, 'altered-record'],
    ['the checkpoint', /checkpoint$/, 'forged-note'],
  ])('names %s of which a bit is another', async (_, ending, kind) => {
    const folder = await copy();
    flip(below(join(folder, 'ledger'), ending));
    const { code, kinds } = await verified(folder);
    expect(code).toBe(3);
    expect(kinds).toContain(kind);
  });

  it('misses captures that the ledger has records of', async () => {
    const folder = await copy();
    const file = below(join(folder, 'captures'), /warc\.gz$/);
    writeFileSync(file, readFileSync(file).subarray(0, 200));
    // Where others may work on the archive, they may have them: they were not looked at.
    expect(await verified(folder)).toMatchObject(
      isOnPostgres
        ? { code: 3, kinds: ['torn-record'], notLookedAt: 2 }
        : { code: 3, kinds: ['torn-record', 'missing-capture'] },
    );
  });

  it('tells what was taken down, which is no fault', async () => {
    const folder = await copy();
    const archive = await openForTest(folder, time.now, { ledger: {} });
    await archive.takeDown(site.url(path), { reason: 'privacy' });
    await archive.close();
    const found = await verified(folder);
    expect(found).toMatchObject({ code: 0, kinds: [] });
    expect(found).toHaveProperty(
      'removed',
      expect.arrayContaining([expect.objectContaining({ index: 0, reason: 'privacy' })]),
    );
  });

  it('remembers what it saw, and takes nothing smaller or other for it', async () => {
    const seen = join(place.folder, 'seen');
    const folder = await copy();
    await capture(folder, 'Quay, pier and mole.');
    expect(await verified(folder, '--seen', seen)).toMatchObject({ code: 0, size: 3 });
    expect(await verified(folder, '--seen', seen, '--new')).toMatchObject({ code: 0 });
    expect(await verified(whole, '--seen', seen)).toMatchObject({ code: 3, kinds: ['rollback'] });
    const other = await copy();
    await capture(other, 'No mole at all.');
    expect(await verified(other, '--seen', seen)).toMatchObject({ code: 3, kinds: ['fork'] });
  });

  it('writes down that one key signed two histories, for anybody who has the key', async () => {
    const [one, other] = [await copy(), await copy()];
    await capture(one, 'Quay, pier and mole.');
    await capture(other, 'No mole at all.');
    const file = join(place.folder, 'split-view.json');
    const against = ['--against', other, '--evidence', file];
    expect(await verified(one, ...against)).toMatchObject({ code: 3, ok: false, splitView: file });
    const key = await readKey(readFileSync(join(whole, 'ledger', 'vkey'), 'utf8').trim());
    expect(await checkSplitView(JSON.parse(readFileSync(file, 'utf8')), key)).toBe(true);
    expect(await verified(one, '--against', whole)).toMatchObject({ code: 0 });
  });

  it('checks a mirror on a host', async () => {
    const files = readdirSync(join(whole, 'ledger'), { recursive: true, withFileTypes: true });
    const mirror = await startSite(
      Object.fromEntries(
        files
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .map((file) => [
            file.slice(whole.length),
            { type: 'application/octet-stream', body: readFileSync(file) },
          ]),
      ) as Parameters<typeof startSite>[0],
    );
    const base = mirror.url('/').replace(/\/$/, '');
    expect(await verified(base)).toMatchObject({ code: 0, size: 2 });
    expect(await verified(base, '--against', whole)).toMatchObject({ code: 0 });
    await mirror.close();
    const { code, err } = await command(['verify', base]);
    expect(code).toBe(1);
    expect(err).toMatch(/cannot be reached/);
  });
});

describe('prove', () => {
  const file = join(place.folder, 'evidence.html');
  const checker = join(place.folder, 'verify.html');
  let html: string;

  beforeEach(async () => {
    const options = ['--output', file, '--checker', checker, '--archive', whole, '--json'];
    const done = await command(['prove', site.url(path), ...options], { now: time.now });
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.json()).toMatchObject({ revisions: 2, unproved: [] });
    html = readFileSync(file, 'utf8');
  });

  it('gives the same bytes again', async () => {
    const again = join(place.folder, 'again.html');
    await command(['prove', site.url(path), '--output', again, '--archive', whole]);
    expect(readFileSync(again, 'utf8')).toBe(html);
  });

  it('refuses an article that is not there, and a language it does not speak', async () => {
    const missing = await command(['prove', 'https://nowhere.example/', '--archive', whole]);
    expect(missing.code).toBe(1);
    const odd = await command(['prove', site.url(path), '--language', 'fr', '--archive', whole]);
    expect(odd.code).toBe(2);
  });

  describe.skipIf(!isChromiumThere)('opened in Chromium (skipped without it)', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser.close());

    /** What an evidence page says of itself. */
    const opened = async (text: string) => {
      const changed = join(place.folder, 'changed.html');
      writeFileSync(changed, text);
      const tab = await browser.newPage();
      const asked: string[] = [];
      const told: string[] = [];
      tab.on('request', (request) => asked.push(request.url()));
      tab.on('console', (message) => told.push(message.text()));
      const address = pathToFileURL(changed).href;
      await tab.goto(address);
      const state = tab.locator('#state');
      // Chromium tells there that it runs no script of another digest.
      const isOver = async () =>
        (await state.getAttribute('data-state')) !== 'unchecked' ||
        told.some((line) => line.includes('Content Security Policy'));
      await expect.poll(isOver).toBe(true);
      const said = { state: await state.getAttribute('data-state'), text: await state.innerText() };
      await tab.close();
      expect(asked).toEqual([address]);
      return said;
    };

    it('is verified, with no request to anybody', async () => {
      expect(await opened(html)).toMatchObject({ state: 'verified' });
    });

    it.each([
      ['a word of the shown text', '<p>Quay and pier.', '<p>Quay and mole.', /shown/],
      ['a word of the data', '\\n\\nQuay and pier.', '\\n\\nQuay and mole.', /text is not/],
      ['the shown address', '>http://127', '>http://128', /shown/],
      ['the record', 'fetched\\":\\"2', 'fetched\\":\\"1', /record is not/],
      ['the tree', 'tlog-proof@v1\\nindex 1', 'tlog-proof@v1\\nindex 0', /not in the log/],
    ])('says what is wrong when %s is another', async (_, from, to, message) => {
      expect(html).toContain(from);
      const said = await opened(html.replace(from, to));
      expect(said.state).toBe('faulty');
      expect(said.text).toMatch(message);
    });

    it('is not verified by a script that was altered', async () => {
      const said = await opened(html.replace('ok ? said.good', '1 ? said.good'));
      expect(said).toMatchObject({ state: 'unchecked', text: expect.stringMatching(/altered/) });
    });

    it('is checked by a page of one’s own', async () => {
      const tab = await browser.newPage();
      await tab.goto(pathToFileURL(checker).href);
      const state = tab.locator('#state');
      await tab.setInputFiles('#file', file);
      await state.locator('xpath=self::*[@data-state="verified"]').waitFor();
      writeFileSync(
        join(place.folder, 'bad.html'),
        html.replace('\\n\\nQuay and pier.', '\\n\\nQuay and mole.'),
      );
      await tab.setInputFiles('#file', join(place.folder, 'bad.html'));
      await state.locator('xpath=self::*[@data-state="faulty"]').waitFor();
      await tab.close();
    });
  });
});

it('is made of an archive that stays as it is', () => {
  expect(existsSync(join(whole, 'ledger', 'checkpoint'))).toBe(true);
});
