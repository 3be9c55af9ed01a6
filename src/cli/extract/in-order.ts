/**
 * Does a task for each item, at most `width` at once, and gives the results in the order of the
 * items. Reads no further ahead than that, so whoever is slow to take the results slows the reading.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  width: number,
  task: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  for await (const item of items) {
    running.push(task(item));
    if (running.length < width) continue;
    const first = running.shift();
    if (first !== undefined) yield await first;
  }
  for (const each of running) yield await each;
}
