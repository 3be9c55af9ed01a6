import type { Capture, Url } from '../../model/index.ts';
import type { Store } from '../contract.ts';
import type { CapturesUnderQuery } from '../queries.ts';
import { beginning, beginningOf } from './bounded.ts';
import { captureOf, revisionRecordOf, siteOf, slotOf, warcFileOf } from './rows.ts';
import type { Database } from './schema.ts';

type CaptureReads = Pick<
  Store,
  | 'capture'
  | 'knownCaptures'
  | 'captureOf'
  | 'captureWithPayload'
  | 'capturesOf'
  | 'captures'
  | 'capturesUnder'
  | 'revisionsFrom'
  | 'lowestSlot'
  | 'slots'
  | 'slotsOf'
  | 'mark'
  | 'site'
  | 'warcFile'
  | 'warcFiles'
>;

/** What is asked of captures, capture files, sites and places in a news repository. */
export function captureReads(db: Database): CaptureReads {
  return {
    async capture(id) {
      const row = await db
        .selectFrom('captures')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && captureOf(row);
    },
    async knownCaptures(ids) {
      if (ids.length === 0) return new Set();
      const rows = await db.selectFrom('captures').select('id').where('id', 'in', ids).execute();
      return new Set(rows.map((row) => row.id));
    },
    async captureOf(url) {
      const row = await db
        .selectFrom('captures')
        .selectAll()
        .where(beginning('asked_url'), '=', beginningOf(url))
        .where('asked_url', '=', url)
        .where('status', '=', 200)
        .where('removed', 'is', null)
        .orderBy('captured_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && captureOf(row);
    },
    async captureWithPayload(payload, after) {
      let query = db
        .selectFrom('captures')
        .selectAll()
        .where('payload', '=', payload)
        .where('removed', 'is', null);
      if (after !== undefined) {
        query = query.where((eb) =>
          eb(eb.refTuple('captured_at', 'id'), '>', eb.tuple(after.capturedAt, after.id)),
        );
      }
      const row = await query.orderBy('captured_at').orderBy('id').limit(1).executeTakeFirst();
      return row && captureOf(row);
    },
    async capturesOf(urls, limit) {
      if (urls.length === 0) return [];
      const rows = await db
        .selectFrom('captures')
        .selectAll()
        .where(beginning('asked_url'), 'in', urls.map(beginningOf))
        .where('asked_url', 'in', urls)
        .orderBy('captured_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(captureOf);
    },
    ...captureLists(db),
    async warcFiles() {
      const rows = await db.selectFrom('warc_files').selectAll().orderBy('file').execute();
      return rows.map(warcFileOf);
    },
    async warcFile(file) {
      const rows = db.selectFrom('warc_files').selectAll().where('file', '=', file);
      const row = await rows.executeTakeFirst();
      return row && warcFileOf(row);
    },
    ...slotReads(db),
    ...learnedReads(db),
  };
}

function learnedReads(db: Database): Pick<CaptureReads, 'mark' | 'site'> {
  return {
    async mark(name) {
      const row = await db
        .selectFrom('marks')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirst();
      return row?.value;
    },
    async site(host, basis) {
      const row = await db
        .selectFrom('site_memory')
        .selectAll()
        .where('host', '=', host)
        .where('basis', '=', basis)
        .executeTakeFirst();
      return row && siteOf(row);
    },
  };
}

function captureLists(
  db: Database,
): Pick<CaptureReads, 'captures' | 'capturesUnder' | 'revisionsFrom'> {
  return {
    capturesUnder: (query) => capturesUnder(db, query),
    async captures({ sourceId, since, until, after, limit }) {
      let query = db.selectFrom('captures').selectAll().where('removed', 'is', null);
      if (sourceId !== undefined) query = query.where('source_id', '=', sourceId);
      if (since !== undefined) query = query.where('captured_at', '>=', since);
      if (until !== undefined) query = query.where('captured_at', '<', until);
      if (after !== undefined) {
        query = query.where((eb) =>
          eb(eb.refTuple('captured_at', 'id'), '>', eb.tuple(after.capturedAt, after.id)),
        );
      }
      const rows = await query.orderBy('captured_at').orderBy('id').limit(limit).execute();
      return rows.map(captureOf);
    },
    async revisionsFrom(captureIds) {
      if (captureIds.length === 0) return [];
      const rows = await db
        .selectFrom('revisions')
        .selectAll()
        .where('capture_id', 'in', captureIds)
        .orderBy('id')
        .execute();
      return rows.map(revisionRecordOf);
    },
  };
}

/** Asked for one range at a time, so that each is read in the order of its index. */
async function capturesUnder(
  db: Database,
  { prefixes, urls = [], since, until, limit }: CapturesUnderQuery,
): Promise<Capture[]> {
  const beginnings: { readonly text: string; readonly url?: Url }[] = [
    ...prefixes.map((text) => ({ text })),
    ...urls.map((url) => ({ text: url, url })),
  ];
  const found: Capture[] = [];
  for (const one of beginnings.sort((a, b) => (a.text < b.text ? -1 : 1))) {
    let query = db.selectFrom('captures').selectAll().where('removed', 'is', null);
    const indexed = beginning('asked_url');
    const first = beginningOf(one.text);
    query =
      one.url !== undefined
        ? query.where(indexed, '=', first).where('asked_url', '=', one.url)
        : query
            .where(indexed, '>=', first)
            .where(indexed, '<', `${first}\uffff`)
            .where('asked_url', '>=', one.text)
            .where('asked_url', '<', `${one.text}\uffff`);
    if (since !== undefined) query = query.where('captured_at', '>=', since);
    if (until !== undefined) query = query.where('captured_at', '<', until);
    const rows = await query
      .orderBy(indexed)
      .orderBy('asked_url')
      .orderBy('captured_at')
      .orderBy('id')
      .limit(limit - found.length)
      .execute();
    found.push(...rows.map(captureOf));
  }
  return found;
}

function slotReads(db: Database): Pick<CaptureReads, 'lowestSlot' | 'slots' | 'slotsOf'> {
  return {
    async lowestSlot(outlet) {
      const row = await db
        .selectFrom('slots')
        .select((eb) => eb.fn.min('slot').as('slot'))
        .where('outlet', '=', outlet)
        .executeTakeFirst();
      return row?.slot ?? undefined;
    },
    async slots(wanted) {
      const { outlet, after } = wanted;
      let query = db.selectFrom('slots').selectAll();
      if (outlet !== undefined) query = query.where('outlet', '=', outlet);
      if (after !== undefined) {
        query = query.where((eb) =>
          eb(eb.refTuple('outlet', 'slot'), '>', eb.tuple(after.outlet, after.slot)),
        );
      }
      const rows = await query.orderBy('outlet').orderBy('slot').limit(wanted.limit).execute();
      return rows.map(slotOf);
    },
    async slotsOf(articleIds) {
      if (articleIds.length === 0) return [];
      const rows = await db
        .selectFrom('slots')
        .selectAll()
        .where('article_id', 'in', articleIds)
        .execute();
      return rows.map(slotOf);
    },
  };
}
