import type { Instant, Url } from '../../model/index.ts';

/** A moment of November 2026: `24T02:15`. */
export const at = (moment: string) => `2026-11-${moment}:00.000Z` as Instant;

export const url = (address: string) => address as Url;

/** A capture of the ferry story. */
export function captured(id: string, moment: string, status: number) {
  return {
    id,
    capturedAt: at(moment),
    status,
    url: url('https://ferry.example/2026/11/24/night-ferries-return'),
  };
}
