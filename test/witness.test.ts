import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { serve } from '../src/http/testing/loopback.ts';
import { formatVerifierKey, verifierKey } from '../src/tlog/index.ts';
import { createReader, serveReader } from '../src/web/index.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { quayPage as page, quayPath as path } from './quay-story.ts';
import { type Site, startSite } from './small-site.ts';

const time = clock();
const place = scratch();
let site: Site;
beforeAll(async () => {
  site = await startSite({ [path]: page('Quay.') });
});
afterAll(async () => {
  await site.close();
  place.clear();
});

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** An address that stays while what is served there changes: nobody else takes its port. */
interface Address {
  readonly url: string;
  show(reader: Hono): void;
}

async function freeAddress(): Promise<Address> {
  let shown = new Hono();
  const server = await serve((request, response) => {
    void getRequestListener(shown.fetch)(request, response);
  });
  onTestFinished(() => server.close());
  return {
    url: server.url('/'),
    show(reader) {
      shown = reader;
    },
  };
}

/** An archive with a policy, and a reader over it. */
async function keeper(
  folder: string,
  policy: string,
  at?: Address,
): Promise<{ archive: Archive; served: Address; warnings: string[] }> {
  const warnings: string[] = [];
  const archive = await openForTest(folder, time.now, {
    ledger: { policy, witness: true },
    onEvent: (event) => event.type === 'warning' && warnings.push(event.message),
  });
  const reader = createReader({ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' });
  const served = at ?? (await freeAddress());
  served.show(reader);
  ends.push(async () => {
    served.show(new Hono());
    await archive.close();
  });
  return { archive, served, warnings };
}

const captured = async (archive: Archive, text: string) => {
  time.pass(86_400_000);
  site.set(path, page(text));
  await archive.capture(site.url(path), { allowPrivate: true });
  await archive.publishLedger();
};

const post = async (url: string, body: string) => {
  const answer = await fetch(`${url}witness/add-checkpoint`, { method: 'POST', body });
  const type = answer.headers.get('content-type') ?? '';
  return { status: answer.status, type, text: await answer.text() };
};

describe('archives that witness each other', () => {
  it('cosign, are named by verify, and are held to a quorum', async () => {
    const [one, two] = [place.freshFolder(), place.freshFolder()];
    const at: Record<string, Address> = {};
    const keys: Record<string, { log: string; witness: string }> = {};
    for (const folder of [one, two]) {
      const { archive, served } = await keeper(folder, 'quorum none\n');
      await captured(archive, 'Quay.');
      at[folder] = served;
      const witness = (await (await fetch(`${served.url}witness/vkey`)).text()).trim();
      keys[folder] = { log: readFileSync(join(folder, 'ledger/vkey'), 'utf8').trim(), witness };
      for (const end of ends.splice(0)) await end();
    }
    const policyOf = (other: string): string =>
      `log ${keys[other]?.log}\nwitness other ${keys[other]?.witness} ${at[other]?.url}witness\nquorum other\n`;
    const first = await keeper(one, policyOf(two), at[one]);
    const second = await keeper(two, policyOf(one), at[two]);
    for (const text of ['Quay and pier.', 'Quay, pier and mole.']) {
      await captured(first.archive, text);
      await captured(second.archive, text);
    }
    const signatures = (folder: string) =>
      readFileSync(join(folder, 'ledger/checkpoint'), 'utf8').match(/^— .*$/gm)?.length;
    // Who is still being asked for the ledger of before is asked for this one with the next publishing.
    const published = async (archive: Archive, folder: string) => {
      await archive.publishLedger();
      return signatures(folder);
    };
    await expect.poll(() => published(first.archive, one)).toBe(2);
    await expect.poll(() => published(second.archive, two)).toBe(2);
    expect([...first.warnings, ...second.warnings]).toEqual([]);
    const file = join(place.folder, 'policy');
    writeFileSync(file, policyOf(two).replace(/^log .*\n/, ''));
    const verified = await command(['verify', one, '--policy', file], { now: time.now });
    expect(verified.out).toContain('all of it is as it was signed');
    expect(verified.out).toContain(`cosigned by ${keys[two]?.witness.split('+')[0]} at 2026-`);
    // Nobody of this policy has signed it.
    writeFileSync(file, policyOf(one).replace(/^log .*\n/, ''));
    const lonely = await command(['verify', one, '--policy', file, '--json'], { now: time.now });
    expect(lonely.code).toBe(3);
    expect(lonely.json()['faults']).toMatchObject([{ kind: 'unwitnessed' }]);
    // A policy that knows other logs alone does not believe this one.
    writeFileSync(file, `log ${keys[two]?.log}\nquorum none\n`);
    const foreign = await command(['verify', one, '--policy', file, '--json'], { now: time.now });
    expect(foreign.json()['faults']).toMatchObject([{ kind: 'forged-note' }]);
  });

  it('are not waited for, and named when too few are there', async () => {
    const folder = place.freshFolder();
    const key = await verifierKey('gone.test/witness', 'cosignature', new Uint8Array(32).fill(7));
    const url = 'http://127.0.0.1:9/witness';
    const policy = `witness gone ${formatVerifierKey(key)} ${url}\nquorum gone\n`;
    const { archive, warnings } = await keeper(folder, policy);
    await captured(archive, 'Quay.');
    await captured(archive, 'Quay and pier.');
    expect((await archive.ledger()).unpublished).toBe(0);
    await expect.poll(() => warnings.length).toBeGreaterThan(0);
    expect(warnings[0]).toMatch(/Too few witnesses cosigned .*\(gone: /);
  });
});

const vectors = join(import.meta.dirname, '../../shared/data/tlog/witness-add-checkpoint.json');

describe('the endpoint of a witness', () => {
  it.skipIf(!existsSync(vectors))(
    'answers the exchanges of another implementation (../shared/data/tlog)',
    async () => {
      const { exchanges, logPubHex } = JSON.parse(readFileSync(vectors, 'utf8')) as {
        exchanges: { body: string; status: number; bodyAssert?: string[] }[];
        logPubHex: string;
      };
      const origin = /^sigsum\.org\S+$/m.exec(exchanges[0]?.body ?? '')?.[0] ?? '';
      const key = await verifierKey(origin, 'note', Buffer.from(logPubHex, 'hex'));
      const policy = `log ${formatVerifierKey(key)}\nquorum none\n`;
      const { served } = await keeper(place.freshFolder(), policy);
      for (const { body, status } of exchanges) {
        const { status: told, type, text } = await post(served.url, body);
        const isForeign = !body.includes(`\n${origin}\n`) && status === 403;
        expect([told, body]).toEqual([isForeign ? 404 : status, body]);
        if (told === 409)
          expect([type, text]).toEqual(['text/x.tlog.size', expect.stringMatching(/^\d+\n$/)]);
      }
    },
  );

  it('takes nothing too long, no garbage, and is not there unless it is switched on', async () => {
    const { served } = await keeper(place.freshFolder(), 'quorum none\n');
    expect((await post(served.url, 'x'.repeat(70_000))).status).toBe(413);
    expect((await post(served.url, 'hello')).status).toBe(400);
    expect((await post(served.url, 'old 0\n\nnobody.test\n0\n')).status).toBe(400);
    const off = await openForTest(place.freshFolder(), time.now, { ledger: {} });
    const reader = createReader({ archive: off, now: time.now, title: 'T', timeZone: 'UTC' });
    const alone = await serveReader(reader, { host: '127.0.0.1', port: 0 });
    expect((await post(alone.url, 'hello')).status).toBe(404);
    await alone.close();
    await off.close();
  });
});
