import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { isOnPostgres, openTestStore } from '../../test/house-store.ts';
import { scratch } from '../../test/newspaper.ts';
import { partsForTest } from '../../test/parts.ts';
import { createDigests } from '../archive/digests.ts';
import { notingHappenings } from '../archive/happenings.ts';
import { instant } from '../model/index.ts';
import type { EditRecord, Store } from '../store/index.ts';
import { sampleArticle, sampleSource } from '../store/testing/samples.ts';
import { sendDue } from './index.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 20);

/** An archive with a digest of edits each hour, what it mailed, and a clock. */
async function mailing() {
  const { folder, clear } = scratch();
  const file = join(folder, 'c.sqlite');
  let time = start;
  const now = () => time;
  let opened = await openTestStore({ file });
  const store = () => notingHappenings(opened);
  const parts = () => partsForTest(store(), folder, now);
  await opened.commit({ sources: [sampleSource] });
  for (const id of ['a1', 'a2']) await opened.commit(sampleArticle(id, 3, id, id));
  const rhythm = { every: 'hour', atMinute: 0, timeZone: 'UTC', locale: 'en' } as const;
  const digests = createDigests(parts().services);
  await digests.add({ to: 'desk@paper.test', of: 'edits', ...rhythm });
  const mails: string[] = [];
  onTestFinished(async () => {
    await opened.close();
    clear();
  });
  return {
    ...{ file, mails, store },
    reopen: async (between: () => void) => {
      await opened.close();
      between();
      opened = await openTestStore({ file });
    },
    hourLater: async () => {
      time += hour;
      const mailer = { send: async ({ text }: { text: string }) => void mails.push(text) };
      const archive = { digests: createDigests(parts().services) };
      const means = { archive, mailer: mailer as never, now: time, archiveTitle: 'Papers' };
      expect(await sendDue(means)).toEqual([]);
    },
  };
}

/** Puts an edit on record that was seen at a moment. */
async function record(store: Store, articleId: string, seen: number, before: string) {
  const to = (await store.revisions(articleId)).length + 1;
  const [first] = sampleArticle(articleId, 3, articleId, articleId).revisions;
  const id = `${articleId}-${to}`;
  const at = instant(seen);
  const changes = [{ kind: 'number', before, after: '15', weight: 40 }] as const;
  const edit: EditRecord = {
    ...{ revisionId: id, articleId, sourceId: 's1', from: to - 1, to, seenAt: at },
    ...{ told: true, weight: 40, kinds: ['number'], changes, changed: 1 },
  };
  const revision = { ...first, id, number: to, previous: `${articleId}-${to - 1}`, seenAt: at };
  await store.commit({ revisions: [revision as never], edits: [edit] });
}

it('tells of an edit that came on record late in the next mail, and only there', async () => {
  const { hourLater, store, mails } = await mailing();
  await record(store(), 'a1', start + 50 * 60_000, 'forty-one');
  await hourLater();
  expect(mails).toHaveLength(1);
  // Seen long before that mail went, and long before what it told of.
  await record(store(), 'a2', start + 10 * 60_000, 'seventy-two');
  await hourLater();
  await hourLater();
  expect(mails).toHaveLength(2);
  expect(mails[0]).toContain('forty-one');
  expect(mails[1]).toContain('seventy-two');
  expect(mails[1]).not.toContain('forty-one');
  expect(await store().happenings({ after: 0, limit: 9 })).toEqual([]);
});

// It undoes migrations as SQLite has them; the suite of stores opens earlier catalogues of both.
it.skipIf(isOnPostgres)(
  'goes on without gap and double where a version before told by time',
  async () => {
    const { hourLater, store, mails, reopen, file } = await mailing();
    await record(store(), 'a1', start + 30 * 60_000, 'forty-one');
    await hourLater();
    await record(store(), 'a2', start + 70 * 60_000, 'seventy-two');
    await reopen(() => {
      const old = new Sqlite(file);
      old.exec(
        `delete from kysely_migration where name >= '022-digests-of-edits'; drop table leases;
       drop table hosts; drop table signed; drop table handovers; drop index revisions_text;
       alter table warc_files drop column uploaded; alter table keys drop column whole;
       alter table rewrites drop column worker`,
      );
      old.exec("delete from happenings; delete from sqlite_sequence where name = 'happenings'");
      old.exec("update digests set progress = json_set(progress, '$.cursor', 7)");
      old.close();
    });
    await hourLater();
    await hourLater();
    expect(mails).toHaveLength(2);
    expect(mails[1]).toContain('seventy-two');
    expect(mails[1]).not.toContain('forty-one');
  },
);
