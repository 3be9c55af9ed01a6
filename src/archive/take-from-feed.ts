import { type Entry, instant } from '../model/index.ts';
import { aboutPage, toldBy } from './about.ts';
import { keepUnserved } from './keep-page.ts';
import { findInFeed } from './listing-meaning.ts';
import { recordFinds, recording } from './record.ts';
import type { Services } from './services.ts';
import type { Taken } from './taken.ts';
import { missingIn } from './tried-entry.ts';
import type { NoPage } from './visit.ts';
import { joined, noteMeaning } from './write.ts';

/** Makes an article of the text that an entry carries, `page` being what came in place of its page. */
export async function takeFromFeed(
  services: Services,
  entry: Entry,
  page: NoPage | undefined,
): Promise<Taken> {
  return await services.alone(async () => {
    const capture = await services.store.capture(entry.captureId);
    const find = capture && findInFeed(entry, capture);
    if (find === undefined) {
      return page === undefined ? await emptyEntry(services, entry) : { captured: 0 };
    }
    const now = instant(services.now());
    const missing = page && missingIn(page);
    const about = aboutPage({ entry, missing, fromFeed: true });
    const kept = page && (await keepUnserved(services, page, about));
    const { change, recorded } = await recordFinds(
      services.store,
      [{ ...find, revisit: page !== undefined }],
      recording(services, Date.parse(kept?.capture.capturedAt ?? now)),
    );
    const noted =
      kept?.change ??
      (await noteMeaning(services, now, {
        kind: 'entry',
        ...toldBy(entry),
        revisit: page !== undefined,
      }));
    await services.store.commit(joined(noted, change));
    const [one] = recorded;
    return { captured: kept?.count ?? 0, ...(one === undefined ? {} : { recorded: one }) };
  });
}

/** An entry of a `feed` body that carries no text at all. */
async function emptyEntry(services: Services, entry: Entry): Promise<Taken> {
  const message = `${entry.entry.url}: the feed carries no text for it; follow the source with --body page or fuller.`;
  await services.store.commit({ entries: [{ ...entry, state: 'failed', lastError: message }] });
  return { captured: 0 };
}
