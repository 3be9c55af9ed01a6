/** Whole numbers below what is given, the same ones every time. */
export function draws(seed: number): (below: number) => number {
  let state = (Math.imul(seed, 2_654_435_761) + 12_345) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
