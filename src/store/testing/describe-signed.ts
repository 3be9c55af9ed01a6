import { beforeEach, describe, expect, it } from 'vitest';
import type { SignedRow, Store } from '../index.ts';
import { at } from './samples.ts';

const row = (size: number, epoch: number, more: Partial<SignedRow> = {}): SignedRow => ({
  ...{ vkey: 'archive.test+00000001+AQ==', size, root: `root of ${size}`, epoch },
  ...more,
});

/** What the ledger's key signed last, for all hosts of a catalogue. */
export function describeSigned(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  describe('what was signed of the ledger', () => {
    it('is nothing at first, and then what was put in place of what was there', async () => {
      expect(await store.signed()).toBeUndefined();
      await store.commit({ signed: [{ next: row(0, 5) }] });
      await store.commit({ signed: [{ before: row(0, 5), next: row(3, 5) }] });
      expect(await store.signed()).toEqual(row(3, 5));
      const noted = row(3, 6, { note: 'a note\n' });
      // The epoch and the note are not compared.
      await store.commit({ signed: [{ before: row(3, 1), next: noted }] });
      expect(await store.signed()).toEqual(noted);
    });

    it('is not put in place of another, with nothing written', async () => {
      await store.commit({ signed: [{ next: row(3, 5) }] });
      const other = row(3, 5, { root: 'another' });
      const wrong = [
        { next: row(4, 5) },
        { before: row(2, 5), next: row(4, 5) },
        { before: other, next: row(4, 5) },
        { before: row(3, 5, { vkey: 'b' }), next: row(4, 5) },
        // Who was given the lease earlier comes too late.
        { before: row(3, 5), next: row(4, 4) },
      ];
      for (const swap of wrong) {
        const change = { signed: [swap], marks: [{ name: 'seen', value: '1' }] };
        await expect(store.commit(change)).rejects.toMatchObject({ code: 'conflict' });
      }
      expect(await store.signed()).toEqual(row(3, 5));
      expect(await store.mark('seen')).toBeUndefined();
    });

    it('is put there by one of all who do it at the same moment', async () => {
      await store.commit({ signed: [{ next: row(1, 1) }] });
      const swaps = [2, 3, 4, 5].map((size) =>
        store.commit({ signed: [{ before: row(1, 1), next: row(size, 1) }] }),
      );
      const ended = await Promise.allSettled(swaps);
      expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('is not put there by who has lost the lease', async () => {
      const lease = { holder: 'a', until: at(2) };
      const [held] = await store.takeLeases({
        names: ['ledger'],
        lease,
        at: at(1),
      });
      const fences = held === undefined ? [] : [{ ...held, holder: 'a' }];
      await store.commit({ signed: [{ next: row(1, 1) }] }, { fences });
      await store.takeLeases({
        names: ['ledger'],
        lease: { holder: 'b', until: at(9) },
        at: at(3),
      });
      const late = store.commit({ signed: [{ before: row(1, 1), next: row(2, 1) }] }, { fences });
      await expect(late).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.signed()).toEqual(row(1, 1));
    });

    it('has how keys handed over beside it', async () => {
      const handOvers = [
        { keyId: '0000000b', proof: 'of b\n' },
        { keyId: '0000000a', proof: 'of a\n' },
      ];
      await store.commit({ handOvers });
      await store.commit({ handOvers: handOvers.slice(0, 1) });
      expect(await store.handOvers()).toEqual(handOvers.toReversed());
    });
  });
}
