import { expect, it } from 'vitest';
import { openCheckpoint, type TreeHead } from '../../tlog/index.ts';
import { auditLedger } from './audit-ledger.ts';
import type { LedgerFaultKind } from './ledger-fault.ts';
import { bundleOf } from './read-bundle.ts';
import {
  begin,
  type SampleLeaf,
  type SampleLedger,
  sampleKey,
  sampleLeaves,
  sampleLedger,
  takedownOf,
} from './testing.ts';

/** Random numbers from a seed (mulberry32), so that a fault can be made again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Random = ReturnType<typeof randomFrom>;

interface Mutant {
  readonly ledger: SampleLedger;
  readonly seen?: TreeHead;
}

/** How something is done to a ledger, and what it is to be called. */
interface Mutation {
  readonly named: readonly LedgerFaultKind[];
  readonly make: (leaves: readonly SampleLeaf[], random: Random) => Promise<Mutant>;
}

const copyOf = (ledger: SampleLedger): SampleLedger => ({
  ...ledger,
  ...{ files: new Map(ledger.files), texts: new Map(ledger.texts) },
});

const known = new Map<number, Promise<SampleLedger>>();
async function untouched(leaves: readonly SampleLeaf[]): Promise<SampleLedger> {
  const ledger = known.get(leaves.length) ?? sampleLedger(leaves);
  known.set(leaves.length, ledger);
  return copyOf(await ledger);
}

const oneOf = <Item>(items: readonly Item[], random: Random): Item =>
  items[random(items.length)] as Item;

function flip(files: Map<string, Uint8Array>, pattern: RegExp, random: Random): void {
  const paths = [...files.keys()].filter((path) => pattern.test(path));
  const path = oneOf(paths, random);
  const bytes = Uint8Array.from(files.get(path) ?? []);
  const at = random(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
  files.set(path, bytes);
}

/** Does something to the files of an untouched ledger. */
const toFiles =
  (change: (ledger: SampleLedger, random: Random) => void): Mutation['make'] =>
  async (leaves, random) => {
    const ledger = await untouched(leaves);
    change(ledger, random);
    return { ledger };
  };

/** Does something to the entries of one bundle, and nothing to the tiles. */
const toBundle = (change: (entries: Buffer[], random: Random) => void): Mutation['make'] =>
  toFiles(({ files }, random) => {
    const path = oneOf(
      [...files.keys()].filter((each) => each.startsWith('tile/entries')),
      random,
    );
    const entries = [...bundleOf(Buffer.from(files.get(path) ?? []), 256).entries];
    change(entries, random);
    const parts = entries.flatMap((entry) => [
      Buffer.from([entry.length >> 8, entry.length & 255]),
      entry,
    ]);
    files.set(path, Buffer.concat(parts));
  });

const seenOf = async (leaves: readonly SampleLeaf[]): Promise<TreeHead> =>
  openCheckpoint((await untouched(leaves)).files.get('checkpoint') ?? '', [await sampleKey()]);

const mutations: Readonly<Record<string, Mutation>> = {
  'a bit of a tile': {
    named: ['altered-tile'],
    make: toFiles(({ files }, random) => flip(files, /^tile\/\d/, random)),
  },
  'a bit of an entry': {
    named: ['altered-entry'],
    make: toFiles(({ files }, random) => flip(files, /^tile\/entries/, random)),
  },
  'a bit of a record': {
    named: ['altered-record'],
    make: toFiles(({ files }, random) => flip(files, /^record/, random)),
  },
  'a bit of a text': {
    named: ['altered-text'],
    make: toFiles(({ texts }, random) => flip(texts, /./, random)),
  },
  'a body not captured': {
    named: ['missing-capture'],
    make: async (leaves, random) => {
      const ledger = await untouched(leaves);
      const payloads = [...ledger.payloads];
      payloads.splice(random(payloads.length), 1);
      return { ledger: { ...ledger, payloads: new Set(payloads) } };
    },
  },
  'a file dropped': {
    named: ['missing-tile', 'missing-entries', 'missing-record'],
    make: toFiles(({ files }, random) => {
      files.delete(
        oneOf(
          [...files.keys()].filter((path) => path.includes('/')),
          random,
        ),
      );
    }),
  },
  'an entry dropped': {
    named: ['dropped'],
    make: toBundle((entries, random) => entries.splice(random(entries.length), 1)),
  },
  'an entry duplicated': {
    named: ['duplicated'],
    make: toBundle((entries, random) => {
      const at = random(entries.length);
      entries.splice(at, 0, entries[at] as Buffer);
    }),
  },
  'two entries in another order': {
    named: ['reordered'],
    make: toBundle((entries, random) => {
      const at = random(entries.length - 1);
      const other = at + 1 + random(entries.length - at - 1);
      [entries[at], entries[other]] = [entries[other] as Buffer, entries[at] as Buffer];
    }),
  },
  'a leaf dated back and signed': {
    named: ['back-dated'],
    make: async (leaves, random) => {
      const at = 1 + random(leaves.length - 1);
      const back = { ...(leaves[at] as SampleLeaf), at: begin - 1000 * (1 + random(9)) };
      return {
        ledger: await sampleLedger(leaves.map((leaf, index) => (index === at ? back : leaf))),
      };
    },
  },
  'a smaller ledger than was seen': {
    named: ['rollback'],
    make: async (leaves, random) => ({
      ledger: await sampleLedger(leaves.slice(0, 1 + random(leaves.length - 1))),
      seen: await seenOf(leaves),
    }),
  },
  'another history than was seen': {
    named: ['fork'],
    make: async (leaves, random) => {
      const other = sampleLeaves(leaves.length + random(9), `other ${random(1e9)}`);
      return { ledger: await sampleLedger(other), seen: await seenOf(leaves) };
    },
  },
  'a checkpoint that another key signed': {
    named: ['forged-note'],
    make: async (leaves, random) => {
      const ledger = await untouched(leaves);
      const forged = await sampleLedger(leaves.slice(0, 20), await sampleKey(8 + random(200)));
      ledger.files.set('checkpoint', forged.files.get('checkpoint') ?? new Uint8Array());
      return { ledger };
    },
  },
  'a bit of a checkpoint': {
    named: ['forged-note', 'altered-checkpoint'],
    make: toFiles(({ files }, random) => flip(files, /^checkpoint/, random)),
  },
};

const each = Number(process.env['BACKISSUE_MUTATIONS'] ?? 20);
const now = begin + 10_000_000;

async function faultsOf({ ledger, seen }: Mutant) {
  const audit = await auditLedger(
    { read: (path) => Promise.resolve(ledger.files.get(path)) },
    {
      ...{ now, key: await sampleKey(), ...(seen && { seen }) },
      bodies: {
        hasPayload: (digest) => ledger.payloads.has(digest),
        text: (digest) => Promise.resolve(ledger.texts.get(digest)),
      },
    },
  );
  return audit.faults;
}

const samples = [20, 300, 515].map((size) => {
  const leaves = sampleLeaves(size);
  return [...leaves, takedownOf(2, begin + 1_000_000), takedownOf(size - 3, begin + 1_000_000)];
});

it('finds nothing wrong with the untouched ledgers', async () => {
  for (const leaves of samples) {
    expect(await faultsOf({ ledger: await untouched(leaves) })).toEqual([]);
  }
});

it.each(Object.entries(mutations))(
  'finds and names %s, wherever it is',
  async (name, { named, make }) => {
    for (let seed = 0; seed < each; seed += 1) {
      const random = randomFrom(seed * 7919 + name.length);
      const faults = await faultsOf(await make(oneOf(samples, random), random));
      const kinds = faults.map(({ kind }) => kind);
      expect(kinds.length, `seed ${seed}`).toBeGreaterThan(0);
      expect(named, `seed ${seed} gave ${kinds.join(', ')}`).toContain(kinds[0]);
    }
  },
  600_000,
);
