import type { Locator } from '../model/index.ts';
import type { WarcWriter } from '../warc/index.ts';

/** The writer given, which writes no record twice: asked again it says where that lies already. */
export function appendingOnce(warc: WarcWriter): WarcWriter {
  const written = new Map<string, Locator>();
  return {
    get position() {
      return warc.position;
    },
    flush: () => warc.flush(),
    leave: () => warc.leave(),
    close: () => warc.close(),
    async append(records) {
      const fresh = records.filter(({ id }) => !written.has(id));
      const locators = fresh.length === 0 ? [] : await warc.append(fresh);
      for (const [index, { id }] of fresh.entries()) {
        const locator = locators[index];
        if (locator !== undefined) written.set(id, locator);
      }
      return records.flatMap(({ id }) => written.get(id) ?? []);
    },
  };
}
