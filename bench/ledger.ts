/*
 * Measures the ledger: leaves appended and published a second, durably, in batches of 1, 100, 1000;
 * a whole ledger checked from its files (leaves hashed, every tile compared, the root, the
 * signature), and audited as `verify` does but for the records; opening it; proofs from cold tiles; what a leaf
 * costs the catalogue: commits a second and bytes a revision with and without it. `npm run bench:ledger [LEAVES] [FOLDER]`: 100,000
 * leaves unless told; the folder, kept when named, can be given to other verifiers.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notingLeaves } from '../src/archive/noting-leaves.ts';
import { auditLedger, ledgerFolder } from '../src/audit/index.ts';
import { openLedger } from '../src/ledger/index.ts';
import { madeLeaves, madeLine } from '../src/ledger/testing/made-leaves.ts';
import { openSqliteStore } from '../src/store/sqlite/index.ts';
import { sampleArticle, sampleSource } from '../src/store/testing/samples.ts';
import {
  checkInclusion,
  edgeFiles,
  emptyEdge,
  growTree,
  leafHash,
  openCheckpoint,
  parseBundle,
  parseVerifierKey,
  rootOf,
  tileAt,
  tilePath,
} from '../src/tlog/index.ts';

const leaves = Number(process.argv[2] ?? 100_000);
const named = process.argv[3];
const place = mkdtempSync(join(tmpdir(), 'bench-ledger-'));

const open = (folder: string, count: () => number) =>
  openLedger({
    folder: join(folder, 'ledger'),
    keyFile: join(folder, 'key'),
    stateFile: join(folder, 'state'),
    origin: 'bench.test/ledger',
    leaves: madeLeaves(count, '', false),
    now: Date.now,
  });

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; value: T }> {
  const start = performance.now();
  const value = await work();
  return { seconds: (performance.now() - start) / 1000, value };
}

async function append(batch: number, batches: number): Promise<void> {
  let count = 0;
  const ledger = await open(join(place, `by-${batch}`), () => count);
  const { seconds } = await timed(async () => {
    for (count = batch; count <= batch * batches; count += batch) await ledger.publish();
  });
  const each = Math.round((batch * batches) / seconds).toLocaleString('en');
  console.log(`appended by ${batch}: ${each} leaves/s (${batches} checkpoints)`);
}

/** Checks everything there is, from the files alone. */
async function verify(folder: string): Promise<number> {
  const key = await parseVerifierKey(readFileSync(join(folder, 'vkey'), 'utf8').trim());
  const { size, root } = await openCheckpoint(readFileSync(join(folder, 'checkpoint')), [key]);
  let edge = emptyEdge;
  const check = async (files: ReturnType<typeof edgeFiles>) => {
    for (const { tile, bytes } of files) {
      if (tile.level === 'entries') continue;
      const there = await readFile(join(folder, tilePath(tile)));
      if (!there.equals(bytes)) throw new Error(`${tilePath(tile)} differs`);
    }
  };
  for (let at = 0; at < size; at += 256) {
    const tile = tileAt('entries', at, size);
    const entries = parseBundle(await readFile(join(folder, tilePath(tile))), tile.width);
    const grown = growTree(edge, entries);
    await check(grown.files);
    edge = grown.edge;
  }
  await check(edgeFiles(edge));
  if (!Buffer.from(rootOf(edge)).equals(root)) throw new Error('the root differs');
  return size;
}

async function prove(folder: string, count: number): Promise<void> {
  const { seconds, value: ledger } = await timed(() => open(folder, () => count));
  console.log(`opened with ${count} leaves: ${(seconds * 1000).toFixed(1)} ms`);
  const again = await timed(() => ledger.publish());
  console.log(`found nothing to publish: ${(again.seconds * 1000).toFixed(1)} ms`);
  const times: number[] = [];
  for (let at = 0; at < 200; at += 1) {
    const index = Math.floor((count * at) / 200);
    const { seconds: took, value: proof } = await timed(() => ledger.prove(index));
    const { root, size } = ledger.checkpoint ?? { root: new Uint8Array(), size: 0 };
    const claim = { index, size, root, proof: proof.hashes, leafHash: leafHash(madeLine(index)) };
    if (!(await checkInclusion(claim))) throw new Error(`proof ${index} is not good`);
    times.push(took * 1000);
  }
  times.sort((one, other) => one - other);
  console.log(`proof: median ${times[100]?.toFixed(2)} ms, worst ${times[199]?.toFixed(2)} ms`);
}

async function audit(folder: string): Promise<void> {
  const { seconds, value } = await timed(() =>
    auditLedger(ledgerFolder(join(folder, 'ledger')), { now: Date.now(), records: false }),
  );
  if (!value.ok) throw new Error(JSON.stringify(value.faults[0]));
  console.log(`audited ${value.size} leaves without their records: ${seconds.toFixed(2)} s`);
}

/** Commits of one article each to a catalogue, with a leaf each or without; captures are not read for their size. */
async function leafCost(withLeaves: boolean, commits: number): Promise<void> {
  const file = join(place, `catalogue-${withLeaves}.sqlite`);
  const plain = await openSqliteStore({ file, readOnly: false });
  await plain.commit({ sources: [sampleSource] });
  const store = withLeaves ? notingLeaves({ store: plain, captures: place, now: Date.now }) : plain;
  const text = 'The harbour office said on Monday that the quay is built. '.repeat(40);
  const { seconds } = await timed(async () => {
    for (let at = 0; at < commits; at += 1) {
      const id = at.toString(16).padStart(20, '0');
      await store.commit(sampleArticle(id, 3 + (at % 20), `Story ${at}`, `${text} ${at}`));
    }
  });
  await plain.close();
  const bytes = Math.round(statSync(file).size / commits);
  const each = Math.round(commits / seconds);
  console.log(
    `commits ${withLeaves ? 'with' : 'without'} a leaf: ${each} a second, ${bytes} bytes a revision`,
  );
}

try {
  for (const withLeaves of [false, true]) await leafCost(withLeaves, 500);
  await append(1, 300);
  await append(100, 100);
  await append(1000, 50);
  const folder = named ?? join(place, 'whole');
  const ledger = await open(folder, () => leaves);
  const { seconds } = await timed(() => ledger.publish());
  console.log(`published ${leaves} leaves at once: ${seconds.toFixed(2)} s`);
  const used = process.cpuUsage();
  const checked = await timed(() => verify(join(folder, 'ledger')));
  const { user, system } = process.cpuUsage(used);
  const cpu = ((user + system) / 1e6).toFixed(2);
  console.log(`verified ${checked.value} leaves: ${checked.seconds.toFixed(2)} s, ${cpu} s of CPU`);
  await audit(folder);
  await prove(folder, leaves);
} finally {
  rmSync(place, { recursive: true });
}
