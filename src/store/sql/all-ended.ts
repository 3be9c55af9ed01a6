/**
 * Waits for all of what goes on at the same time in one transaction, also where some of it fails: nothing may be asked
 * any more when the transaction has ended. Gives the results, or throws what the first in the list that failed threw.
 */
export async function allEnded<Result>(
  works: readonly Promise<Result>[],
): Promise<readonly Result[]> {
  const ended = await Promise.allSettled(works);
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}
