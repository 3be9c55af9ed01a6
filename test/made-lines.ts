const vocabulary =
  'harbour ferry morning council budget tunnel winter market captain school storm bridge music railway doctor garden student window paper island engine summer river teacher museum kitchen lantern village farmer signal winner ticket mirror hospital candle orchard anchor station'.split(
    ' ',
  );

/** A sentence that follows from a number and shares no phrase with that of another. */
export function line(of: number): string {
  const said = Array.from(
    { length: 16 },
    (_, at) =>
      vocabulary[
        (Math.imul((of + 3) * (at + 5) ** 2 + of, 2_654_435_761) >>> 9) % vocabulary.length
      ],
  );
  return `The ${said.slice(0, 8).join(' ')}, and ${said.slice(8).join(' ')} ${of}.`;
}

/** So many sentences, from a number on: the same number gives the same sentence everywhere. */
export const lines = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, at) => line(from + at));
