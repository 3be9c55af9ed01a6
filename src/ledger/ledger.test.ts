import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  checkConsistency,
  checkInclusion,
  consistencyRanges,
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  rangeHash,
  rootOfEntries,
  tilePath,
} from '../tlog/index.ts';
import { type Ledger, openLedger, recordPath } from './index.ts';
import { madeLeaves, madeLine } from './testing/made-leaves.ts';

const place = mkdtempSync(join(tmpdir(), 'ledger-'));
afterAll(() => rmSync(place, { recursive: true }));

const fresh = (): string => mkdtempSync(join(place, 'one-'));
const origin = 'archive.test/ledger';
const lines = (count: number) => Array.from({ length: count }, (_, at) => madeLine(at));

interface Given {
  readonly branch?: string;
  readonly adopt?: boolean;
  readonly state?: string;
  readonly records?: boolean;
  readonly now?: number;
}

function open(folder: string, count: () => number, given: Given = {}): Promise<Ledger> {
  return openLedger({
    folder: join(folder, 'ledger'),
    keyFile: join(folder, 'key'),
    stateFile: (id) => join(folder, given.state ?? 'state', id),
    origin,
    leaves: madeLeaves(count, given.branch, given.records),
    now: () => given.now ?? Date.UTC(2027, 0, 1),
    ...(given.adopt === undefined ? {} : { adopt: given.adopt }),
  });
}

async function published(folder: string, count: number, given: Given = {}): Promise<Ledger> {
  const ledger = await open(folder, () => count, given);
  await ledger.publish();
  return ledger;
}

const refused = expect.objectContaining({ code: 'refused' });

describe('a ledger', () => {
  it('publishes nothing at all as the empty tree', async () => {
    const ledger = await published(fresh(), 0);
    expect(ledger.checkpoint?.note).toContain(
      `${origin}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— ${origin} `,
    );
  });

  it('grows one by one and in leaps to the same files', async () => {
    const [slow, quick] = [fresh(), fresh()];
    let count = 0;
    const ledger = await open(slow, () => count);
    for (count = 1; count <= 300; count += count < 250 ? 83 : 1) await ledger.publish();
    count = 300;
    await ledger.publish();
    await published(quick, 300);
    for (const path of ['tile/0/000', 'tile/0/001.p/44', 'tile/1/000.p/1', 'tile/entries/000']) {
      expect(readFileSync(join(slow, 'ledger', path))).toEqual(
        readFileSync(join(quick, 'ledger', path)),
      );
    }
    expect(existsSync(join(slow, 'ledger/tile/0/000.p'))).toBe(false);
    expect(ledger.checkpoint?.root).toEqual(rootOfEntries(lines(300)));
  });

  it('proves every leaf from at most four files, and reads it back', async () => {
    const folder = fresh();
    await published(folder, 700);
    const ledger = await open(folder, () => 700);
    const key = await parseVerifierKey(readFileSync(join(folder, 'ledger/vkey'), 'utf8').trim());
    for (const index of [0, 1, 255, 256, 511, 512, 699]) {
      const proof = await ledger.prove(index);
      const { root, size } = await openCheckpoint(proof.checkpoint, [key]);
      const line = await ledger.readEntry(index);
      expect(line).toBe(madeLine(index));
      const claim = { index, size, root, proof: proof.hashes, leafHash: leafHash(line) };
      expect(await checkInclusion(claim)).toBe(true);
      expect(await checkInclusion({ ...claim, index: index === 0 ? 1 : index - 1 })).toBe(false);
    }
    await expect(ledger.prove(700)).rejects.toThrow(expect.objectContaining({ code: 'invalid' }));
    await expect(ledger.readEntry(-1)).rejects.toThrow(
      expect.objectContaining({ code: 'invalid' }),
    );
  });

  it('has each checkpoint proved a beginning of the next', async () => {
    const folder = fresh();
    const early = (await published(folder, 300)).checkpoint;
    const late = (await published(folder, 1000)).checkpoint;
    const read = async (tile: Parameters<typeof tilePath>[0]) =>
      readFileSync(join(folder, 'ledger', tilePath(tile)));
    const ranges = consistencyRanges(300, 1000);
    const proof = await Promise.all(ranges.map((range) => rangeHash(range, 1000, read)));
    const [oldRoot, root] = [early?.root ?? new Uint8Array(), late?.root ?? new Uint8Array()];
    expect(await checkConsistency({ oldSize: 300, oldRoot, size: 1000, root, proof })).toBe(true);
  });

  it('keeps each record in a file named by its digest', async () => {
    const folder = fresh();
    await published(folder, 3);
    const [, , , base64 = ''] = madeLine(2).trim().split(' ');
    const record = Buffer.from(base64, 'base64').toString('hex');
    expect(readFileSync(join(folder, 'ledger', recordPath(record)), 'utf8')).toContain('"index":2');
  });

  it('is not moved by leaves from the future', async () => {
    const ledger = await open(fresh(), () => 9, { now: Date.UTC(2025, 0, 1) });
    await expect(ledger.publish()).rejects.toThrow(refused);
  });

  it('makes lost tiles again, and names altered ones without writing over them', async () => {
    const folder = fresh();
    await published(folder, 600);
    const path = join(folder, 'ledger/tile/0/001');
    const [edge, whole] = [join(folder, 'ledger/tile/0/002.p/88'), readFileSync(path)];
    rmSync(path);
    rmSync(edge);
    await published(folder, 601);
    expect(readFileSync(path)).toEqual(whole);
    writeFileSync(path, 'altered');
    rmSync(join(folder, 'ledger/tile/0/002.p'), { recursive: true });
    const ledger = await open(folder, () => 602);
    await expect(ledger.publish()).rejects.toThrow(/tile\/0\/001 is not what the catalogue says/);
    expect(readFileSync(path, 'utf8')).toBe('altered');
  });
});

describe('what was signed', () => {
  it('is not contradicted by an older copy of the archive', async () => {
    const folder = fresh();
    await published(folder, 100);
    const backup = fresh();
    cpSync(folder, backup, { recursive: true });
    await published(folder, 200);
    cpSync(join(folder, 'state'), join(backup, 'state'), { recursive: true });
    await expect(published(backup, 100)).rejects.toThrow(/signed with 200 leaves/);
    await expect(published(backup, 150, { branch: 'other' })).rejects.toThrow(refused);
    await expect(published(backup, 250, { branch: 'other' })).rejects.toThrow(/not those/);
    expect(readFileSync(join(backup, 'ledger/checkpoint'), 'utf8')).toContain(`${origin}\n100\n`);
    // With the leaves it had, it goes on.
    expect((await published(backup, 201)).size).toBe(201);
  });

  it('is taken up on another machine only when told so', async () => {
    const folder = fresh();
    await published(folder, 100);
    const elsewhere = { state: 'state of another machine' };
    const ledger = await open(folder, () => 101, elsewhere);
    await expect(ledger.publish()).rejects.toThrow(/newest copy/);
    expect(await ledger.readEntry(99)).toBe(madeLine(99));
    await expect(published(folder, 99, { ...elsewhere, adopt: true })).rejects.toThrow(refused);
    expect((await published(folder, 101, { ...elsewhere, adopt: true })).size).toBe(101);
    expect((await published(folder, 102, elsewhere)).size).toBe(102);
  });

  it('is one process’s to say, when two publish at once', async () => {
    const [folder, other] = [fresh(), fresh()];
    await published(folder, 10);
    cpSync(folder, other, { recursive: true });
    const state = (id: string) => join(folder, 'state', id);
    const rival = await openLedger({
      ...{ folder: join(other, 'ledger'), keyFile: join(other, 'key'), stateFile: state, origin },
      ...{ leaves: madeLeaves(() => 20), now: () => Date.UTC(2027, 0, 1) },
    });
    const ledger = await open(folder, () => 30);
    const ends = await Promise.allSettled([ledger.publish(), rival.publish()]);
    const won = ends.filter(({ status }) => status === 'fulfilled');
    expect(won.length).toBeGreaterThanOrEqual(1);
    const last = readFileSync(join(folder, 'ledger/checkpoint'), 'utf8');
    const beside = readFileSync(join(other, 'ledger/checkpoint'), 'utf8');
    for (const note of [last, beside]) {
      const size = Number(note.split('\n')[1]);
      expect(note.split('\n')[2]).toBe(Buffer.from(rootOfEntries(lines(size))).toString('base64'));
    }
  });

  it('survives a torn line, and is not guessed from garbage', async () => {
    const folder = fresh();
    const { vkey } = await published(folder, 5);
    const file = join(folder, 'state', vkey.split('+')[1] ?? '');
    writeFileSync(file, 'signed 6 abc', { flag: 'a' });
    expect((await published(folder, 6)).size).toBe(6);
    writeFileSync(file, 'what is this\n');
    await expect(published(folder, 7)).rejects.toThrow(
      expect.objectContaining({ code: 'corrupt' }),
    );
  });
});

describe('the signing key', () => {
  it('is made once, for its owner alone', async () => {
    const folder = fresh();
    const { vkey } = await published(folder, 1);
    expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
    expect((await open(folder, () => 1)).vkey).toBe(vkey);
  });

  it('is refused when others may read it, it is no key, or it is another log’s', async () => {
    const folder = fresh();
    await published(folder, 1);
    const key = join(folder, 'key');
    chmodSync(key, 0o644);
    await expect(open(folder, () => 1)).rejects.toThrow(/chmod 600/);
    chmodSync(key, 0o600);
    const text = readFileSync(key, 'utf8');
    writeFileSync(key, text.replace(origin, 'elsewhere.test/ledger'));
    // PRIVATE+KEY+name+id+secret, of which the last may have a + itself.
    const secret = text.trim().split('+').slice(4).join('+');
    expect(secret).toHaveLength(44);
    const error = await open(folder, () => 1).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'corrupt' });
    expect(String(error)).not.toContain(secret);
  });
});

const tool = join(import.meta.dirname, '../../../shared/tools/tlog-verify/main.go');

function hasGo(): boolean {
  try {
    return execFileSync('go', ['version'], { encoding: 'utf8' }).includes('go');
  } catch {
    return false;
  }
}

describe.skipIf(!existsSync(tool) || !hasGo())('Go’s verifier (../shared/tools)', () => {
  const binary = join(place, 'tlog-verify');
  const verify = (folder: string, ...more: readonly string[]): string => {
    const vkey = readFileSync(join(folder, 'ledger/vkey'), 'utf8').trim();
    return execFileSync(binary, ['-dir', join(folder, 'ledger'), '-key', vkey, ...more], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  };

  it('takes what we publish, proves as we do, and names what was tampered with', async () => {
    execFileSync('go', ['build', '-o', binary, tool], {
      env: {
        ...process.env,
        GO111MODULE: 'off',
        GOPATH: '/usr/share/gocode',
        GOCACHE: join(place, 'go'),
      },
    });
    const folder = fresh();
    const more = process.env['BACKISSUE_GO_LEAVES']?.split(',').map(Number) ?? [];
    for (const count of [1, 255, 256, 257, 600, 65_536, ...more]) {
      await published(folder, count, { records: count <= 600 });
      const old = join(folder, 'old');
      const since = existsSync(old) ? ['-old', old] : [];
      expect(verify(folder, ...since)).toContain(`OK origin=${origin} size=${count} `);
      cpSync(join(folder, 'ledger/checkpoint'), old);
    }
    const { hashes } = await (await open(folder, () => 600)).prove(301);
    const proof = verify(folder, '-prove', '301').split('\n');
    expect(proof).toEqual(
      expect.arrayContaining(hashes.map((hash) => Buffer.from(hash).toString('base64'))),
    );
    const bundle = join(folder, 'ledger/tile/entries/001');
    const bytes = readFileSync(bundle);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(bundle, bytes);
    expect(() => verify(folder)).toThrow(/entry 257 does not hash to its leaf/);
  }, 300_000);
});
