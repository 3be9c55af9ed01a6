import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Turns } from '../archive/index.ts';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { holdIfFree, whoHoldsPath } from '../store/sqlite/index.ts';

const everyMs = 50;

/**
 * Turns by locks of the operating system, which frees them when their process ends, however it ends. `says`: what others are
 * told of this one; `waitMs`: how long one waits.
 */
export function turnsOf(says: () => string, waitMs: number): Turns {
  const takeIfFree = async (path: string) => {
    await mkdir(dirname(path), { recursive: true }).catch((thrown: unknown) => {
      throw errorFrom(thrown, dirname(path));
    });
    return holdIfFree(path, says());
  };
  return {
    takeIfFree,
    async take(path, what) {
      // Tries are counted, and not time: whoever holds it does so by no clock of ours.
      for (let left = Math.ceil(waitMs / everyMs); ; left -= 1) {
        const turn = await takeIfFree(path);
        if (turn !== undefined) return turn;
        if (left <= 0) break;
        await pause(everyMs);
      }
      const holder = whoHoldsPath(path) ?? 'another process';
      const mend = 'try again when that is over, or stop it';
      throw new ArchiveError('conflict', `${what} by ${holder}; ${mend}.`);
    },
  };
}
