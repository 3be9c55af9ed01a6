import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkEvidence } from '../src/audit/index.ts';
import { parseStampServers } from '../src/tlog/index.ts';
import {
  hasOpenssl,
  type OpensslAuthority,
  startOpensslAuthority,
} from '../src/tsp/testing/openssl-authority.ts';
import { createReader, serveReader } from '../src/web/index.ts';
import { runSql } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { quayPage as page, quayPath as path } from './quay-story.ts';
import { type Site, startSite } from './small-site.ts';

const day = 86_400_000;
const place = scratch();

describe.skipIf(!hasOpenssl)('time stamps of RFC 3161 (openssl must be installed)', () => {
  let site: Site;
  let authority: OpensslAuthority;
  beforeAll(async () => {
    site = await startSite({ [path]: page('Quay.') });
    authority = await startOpensslAuthority();
  });
  afterAll(async () => {
    await site.close();
    await authority.close();
    place.clear();
  });

  // The authority stamps by the clock on the wall: what it stamps is older.
  const olderClock = () => clock(Date.now() - 30 * day);
  const settingsOf = (url = authority.url) => {
    const servers = parseStampServers(`rfc3161:${url}`) ?? [];
    return { ledger: { stamps: { servers, everyMs: day } } };
  };
  const capture = async (folder: string, time: ReturnType<typeof clock>, text: string) => {
    const warnings: string[] = [];
    site.set(path, page(text));
    const archive = await openForTest(folder, time.now, {
      ...settingsOf(),
      onEvent: (event) => event.type === 'warning' && warnings.push(event.message),
    });
    await archive.capture(site.url(path), { allowPrivate: true });
    await archive.close();
    return warnings;
  };
  const list = (folder: string): string =>
    existsSync(join(folder, 'ledger/stamp/list'))
      ? readFileSync(join(folder, 'ledger/stamp/list'), 'utf8')
      : '';
  const verify = async (...parameters: readonly string[]) => {
    const { code, json } = await command(['verify', ...parameters, '--json']);
    const { faults, ...rest } = json() as unknown as { faults: { kind: string }[] };
    return { code, kinds: faults.map(({ kind }) => kind), ...rest };
  };

  /** An archive whose ledger was stamped once, its one leaf. */
  async function stampedArchive(): Promise<string> {
    const folder = place.freshFolder();
    expect(await capture(folder, olderClock(), 'Quay.')).toEqual([]);
    return folder;
  }

  it('are there at the end, and verify says not later than when, and by whom', async () => {
    const folder = await stampedArchive();
    expect(list(folder)).toBe('1.1.tsr\n');
    const { out } = await command(['verify', folder, '--stamp-ca', authority.rootFile]);
    expect(out).toMatch(
      /stamped: the first 1 leaves not later than 2\S+Z, within 1 s, by Quay Stamps, The Quay, an authority you believe \(stamp\/1\.1\.tsr\)/,
    );
    expect(await verify(folder)).toMatchObject({
      ...{ code: 0, kinds: [] },
      stamps: [{ path: 'stamp/1.1.tsr', size: 1, kind: 'rfc3161', by: 'Quay Stamps, The Quay' }],
    });
    const [stamped, token] = ['1.checkpoint', '1.1.tsr'].map((name) =>
      join(folder, 'ledger/stamp', name),
    );
    const how = ['ts', '-verify', '-in', `${token}`, '-data', `${stamped}`];
    expect(authority.openssl(...how, '-CAfile', 'root.pem')).toContain('Verification: OK');
  });

  it('are asked for once a day, and only of a log that has grown', async () => {
    const folder = place.freshFolder();
    const time = olderClock();
    const before = authority.asked();
    await capture(folder, time, 'Quay.');
    await capture(folder, time, 'Quay and pier.');
    expect([list(folder), authority.asked() - before]).toEqual(['1.1.tsr\n', 1]);
    time.pass(day);
    await capture(folder, time, 'Quay and pier.');
    expect(list(folder)).toBe('1.1.tsr\n2.1.tsr\n');
    time.pass(day);
    await capture(folder, time, 'Quay and pier.');
    expect(authority.asked() - before).toBe(2);
  });

  it('stay wanted while the authority is away, and nothing waits for them', async () => {
    const folder = place.freshFolder();
    const time = olderClock();
    authority.away(true);
    const [warning, ...more] = await capture(folder, time, 'Quay.');
    expect(warning).toContain(`${authority.url} stamped nothing: It answered 503.`);
    expect(more).toEqual([]);
    expect(list(folder)).toBe('');
    const options = ['--archive', folder, '--stamp', `rfc3161:${authority.url}`];
    const told = await command(['ledger', ...options], { now: time.now });
    expect(told.out).toMatch(
      /no stamp yet, by rfc3161:\S+; wanted since 2\S+ \(It answered 503\.\)/,
    );
    const { out } = await command(['doctor', ...options], { now: time.now });
    expect(out).toMatch(/A time stamp of rfc3161:\S+ is wanted since/);
    authority.away(false);
    const before = authority.asked();
    await capture(folder, time, 'Quay and pier.');
    expect(authority.asked()).toBe(before);
    time.pass(60_000);
    await capture(folder, time, 'Quay, pier and mole.');
    expect(list(folder)).toMatch(/^\d\.1\.tsr\n$/);
    expect((await command(['doctor', ...options], { now: time.now })).out).not.toContain('wanted');
  });

  it('are asked for at once when the user says so', async () => {
    const folder = place.freshFolder();
    const archive = await openForTest(folder, olderClock().now, { ledger: {} });
    await archive.capture(site.url(path), { allowPrivate: true });
    await archive.close();
    const options = ['--archive', folder, '--json'];
    const nobody = await command(['ledger', '--stamp-now', ...options]);
    expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining('names nobody') });
    const given = ['--stamp', `rfc3161:${authority.url}`];
    const { code, json } = await command(['ledger', '--stamp-now', ...options, ...given]);
    expect([code, json()]).toMatchObject([0, { failed: [], stamps: { stamps: 1 } }]);
    authority.away(true);
    const none = await command(['ledger', '--stamp-now', ...options, ...given]);
    expect(none.json()['failed']).toEqual([]);
    authority.away(false);
    // What is published already is stamped; what is new is not, and that is told.
    for (const name of readdirSync(folder)) {
      if (name.startsWith('signed-')) rmSync(join(folder, name));
    }
    // Hosts that share a catalogue remember there.
    await runSql(folder, 'delete from signed');
    await capture(folder, olderClock(), 'Quay and nothing else.');
    const unpublished = await command(['ledger', '--stamp-now', ...options, ...given]);
    expect([unpublished.code, unpublished.json()]).toMatchObject([
      1,
      { failed: [expect.stringContaining('The ledger is not published: Nothing is remembered')] },
    ]);
  });

  it('are faults where they are altered, exchanged, missing, or by nobody one believes', async () => {
    const [folder, other] = [await stampedArchive(), await stampedArchive()];
    const at = (name: string, of = folder) => join(of, 'ledger/stamp', name);
    copyFileSync(at('1.1.tsr', other), at('1.2.tsr'));
    writeFileSync(at('list'), '1.1.tsr\n1.2.tsr\n1.3.tsr\n');
    const found = await verify(folder);
    expect([found.code, found.kinds]).toEqual([3, ['altered-stamp', 'missing-stamp']]);
    writeFileSync(at('list'), '1.1.tsr\n');
    const foreign = join(import.meta.dirname, '../src/tsp/testdata/quay-root.pem');
    expect((await verify(folder, '--stamp-ca', foreign)).kinds).toEqual(['untrusted-stamp']);
    copyFileSync(at('1.checkpoint', other), at('1.checkpoint'));
    expect((await verify(folder)).kinds).toEqual(['altered-stamp']);
    rmSync(at('1.checkpoint'));
    expect((await verify(folder)).kinds).toEqual(['missing-stamp']);
  });

  it('are in the evidence file, with the command that checks them', async () => {
    const folder = await stampedArchive();
    const file = join(place.folder, 'evidence.html');
    const { code } = await command([
      'prove',
      site.url(path),
      '--output',
      file,
      '--archive',
      folder,
    ]);
    const html = readFileSync(file, 'utf8');
    expect(code).toBe(0);
    expect(html).toMatch(/<strong data-says>2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d UTC<\/strong>/);
    expect(html).toContain('by: Quay Stamps, The Quay');
    expect(html).toContain('openssl ts -verify -in 1.1.tsr -data 1.checkpoint');
    const [, json = ''] = /id="evidence">(.*?)<\/script>/s.exec(html) ?? [];
    expect((await checkEvidence(JSON.parse(json))).every(({ ok }) => ok)).toBe(true);
  });

  it('are handed out, and published with the site', async () => {
    const folder = await stampedArchive();
    const archive = await openForTest(folder, Date.now, { mode: 'read', ledger: {} });
    const reader = createReader({ archive, now: Date.now, title: 'T', timeZone: 'UTC' });
    const served = await serveReader(reader, { host: '127.0.0.1', port: 0 });
    const stamps = [{ path: 'stamp/1.1.tsr', size: 1 }];
    expect(await verify(served.url)).toMatchObject({ code: 0, stamps });
    await served.close();
    await archive.close();
    const to = place.freshFolder();
    await command(['export', '--format', 'site', to, '--archive', folder]);
    expect(await verify(to)).toMatchObject({ code: 0, stamps });
  });
});
