import type { Instant } from '../../model/index.ts';

/** The latest of some moments; undefined when there are none. */
export function newestOf(moments: readonly Instant[]): Instant | undefined {
  return moments.reduce<Instant | undefined>(
    (latest, one) => (latest === undefined || one > latest ? one : latest),
    undefined,
  );
}
