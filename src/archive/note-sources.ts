import { sha256 } from '../digest/index.ts';
import { openlyTold, sourcesNote } from './about.ts';
import { decide } from './decide.ts';
import type { Services } from './services.ts';
import { joined, keepNotes } from './write.ts';

/** The mark under which it is kept what was noted last. */
const mark = 'sources-noted';

/**
 * Notes all sources in the capture file, without their secrets, where they are not as they were noted
 * last: following and unfollowing change the catalogue alone, beside the process that captures.
 */
export async function noteSources(outer: Services): Promise<void> {
  if (outer.warc === undefined) return;
  await decide(outer, async (services) => {
    const sources = await services.store.sources();
    const value = sha256(JSON.stringify(sources.map(openlyTold)));
    if (sources.length === 0 || (await services.store.mark(mark)) === value) return;
    const noted = await keepNotes(services, [sourcesNote(sources, services.now())]);
    await services.store.commit(joined(noted, { marks: [{ name: mark, value }] }));
  });
}
