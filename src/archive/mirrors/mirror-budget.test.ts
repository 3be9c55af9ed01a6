import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratch } from '../../../test/newspaper.ts';
import { errorFrom, type Url } from '../../model/index.ts';
import type { Services } from '../services.ts';
import { type Budget, budgetOfLook, isTooLarge } from './mirror-budget.ts';
import { openMirror } from './mirror-place.ts';

let place: ReturnType<typeof scratch>;
let time = 0;

beforeEach(() => {
  place = scratch();
  time = 0;
  mkdirSync(join(place.folder, 'ledger/tile/0'), { recursive: true });
  mkdirSync(join(place.folder, 'text/ab'), { recursive: true });
});
afterEach(() => place.clear());

/** A mirror in a folder, read with so much. */
async function mirror(own: Partial<Budget> = {}) {
  const url = `${pathToFileURL(place.folder).href}/` as Url;
  const services = { now: () => time } as Services;
  const budget = { ...budgetOfLook(time), ...own };
  return await openMirror(services, { url, allowPrivate: true }, url, budget);
}

const write = (path: string, bytes: number) =>
  writeFileSync(join(place.folder, path), Buffer.alloc(bytes));

describe('a look at a mirror', () => {
  it.each([
    ['bytes', { bytes: 1000 }],
    ['files', { files: 2 }],
  ])('ends with its %s', async (_, own) => {
    write('text/ab/1.txt', 600);
    const { read } = await mirror(own);
    expect([(await read('text/ab/1.txt'))?.length, (await read('text/ab/1.txt'))?.length]).toEqual([
      600, 600,
    ]);
    await expect(read('text/ab/1.txt')).rejects.toThrow('there is more');
  });

  it('ends with its time', async () => {
    const { read } = await mirror();
    expect(await read('text/ab/1.txt')).toBeUndefined();
    time += 20 * 60_000;
    await expect(read('text/ab/1.txt')).rejects.toThrow('there is more');
  });

  it.each([
    ['ledger/tile/0/000', 8192],
    ['ledger/checkpoint', 1_000_000],
  ])('takes no %s that is larger than any', async (path, most) => {
    const { read } = await mirror();
    write(path, most);
    expect((await read(path))?.length).toBe(most);
    write(path, most + 1);
    const error = errorFrom(await read(path).catch((thrown: unknown) => thrown), path);
    expect([isTooLarge(error), error.message]).toEqual([
      true,
      expect.stringContaining(`larger than ${most} bytes`),
    ]);
  });
});
