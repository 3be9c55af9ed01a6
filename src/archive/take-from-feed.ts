import { type Entry, type Instant, instant, type Source } from '../model/index.ts';
import type { Change, Store } from '../store/index.ts';
import { aboutPage, toldOfEntry } from './about.ts';
import type { Recorded } from './find.ts';
import { keepUnserved } from './keep-page.ts';
import { findInFeed } from './listing-meaning.ts';
import { isFuller } from './page-find.ts';
import { recordFinds, recording } from './record.ts';
import type { Services } from './services.ts';
import type { Taken } from './taken.ts';
import { missingIn } from './tried-entry.ts';
import { unlessRefused } from './unless-refused.ts';
import type { NoPage } from './visited-page.ts';
import { joined, noteMeaning } from './write.ts';

/** Makes an article of the text that an entry carries, `page` being what came in place of its page;
 * nothing where the words on record are those of its page, and say no less. */
export async function takeFromFeed(
  outer: Services,
  { body }: Pick<Source, 'body'>,
  entry: Entry,
  page: NoPage | undefined,
): Promise<Taken> {
  return await unlessRefused(outer, { urls: [], entry }, async (services) => {
    const capture = await services.store.capture(entry.captureId);
    const find = capture && findInFeed(entry, capture);
    if (find === undefined) {
      return page === undefined ? await emptyEntry(services, entry) : { captured: 0 };
    }
    const now = instant(services.now());
    const { change, recorded } = await recordFinds(
      services.store,
      [{ ...find, revisit: page !== undefined }],
      recording(services, Date.parse(page?.exchanged?.last.capture.capturedAt ?? now)),
    );
    if (page !== undefined && (await saysLess(services.store, recorded, body))) {
      return { captured: 0 };
    }
    const kept = await keepMeaning(services, entry, page, now);
    await services.store.commit(joined(kept.change, change));
    const [one] = recorded;
    return { captured: kept.count, ...(one === undefined ? {} : { recorded: one }) };
  });
}

/** Keeps what came in the place of an entry's page, and that the feed's text was taken; where nothing
 * came, that alone. */
async function keepMeaning(
  services: Services,
  entry: Entry,
  page: NoPage | undefined,
  now: Instant,
): Promise<{ readonly count: number; readonly change: Change }> {
  const missing = page && missingIn(page);
  const about = aboutPage({ entry, missing, fromFeed: true });
  const kept = page && (await keepUnserved(services, page, about));
  if (kept !== undefined) return kept;
  const value = { kind: 'entry', ...toldOfEntry(entry), revisit: page !== undefined };
  return { count: 0, change: await noteMeaning(services, now, value) };
}

/** Whether a feed's text would stand in the place of its page's own words. */
async function saysLess(
  store: Store,
  [one]: readonly Recorded[],
  body: Source['body'],
): Promise<boolean> {
  if (one?.outcome !== 'restated') return false;
  const [latest] = await store.latestRevisions([one.articleId]);
  if (latest?.basis !== 'page') return false;
  return body !== 'fuller' || !isFuller(one.find.article.text, latest.content.text);
}

/** An entry of a `feed` body that carries no text at all. */
async function emptyEntry(services: Services, entry: Entry): Promise<Taken> {
  const message = `${entry.entry.url}: the feed carries no text for it; follow the source with --body page or fuller.`;
  await services.store.commit({ entries: [{ ...entry, state: 'failed', lastError: message }] });
  return { captured: 0 };
}
