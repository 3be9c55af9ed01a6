import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive, ArchiveEvent } from '../src/archive/index.ts';
import type { Demo } from '../src/demo/index.ts';
import { clock, followedDemo, openForTest, scratch } from './newspaper.ts';

const hour = 3_600_000;
const editions = 12;

describe('the demo newspaper over twelve editions, one a day', () => {
  const time = clock();
  const { folder, clear } = scratch();
  const events: ArchiveEvent[] = [];
  /** Which edition was out at a moment. */
  const outSince: number[] = [];
  let archive: Archive;
  let demo: Demo;

  beforeAll(async () => {
    // Four looks find a page that nobody answers for.
    const own = { timeoutMs: 5000, onEvent: (event: ArchiveEvent) => void events.push(event) };
    archive = await openForTest(folder, time.now, own);
    demo = await followedDemo(archive, time.now, { mayHang: true });
    for (let edition = 1; edition <= editions; edition += 1) {
      if (edition > 1) demo.publishNextEdition();
      outSince.push(time.now());
      for (let pass = 0; pass < (edition === 1 ? 3 : 2); pass += 1) {
        await archive.fetch({ all: true });
        time.pass(hour);
      }
      time.pass(22 * hour);
    }
  }, 300_000);

  afterAll(async () => {
    await archive.close();
    await demo.close();
    clear();
  });

  const editionAt = (moment: string) => outSince.filter((at) => at <= Date.parse(moment)).length;

  /** Every edit the archive tells of: which article, in which edition. */
  async function toldEdits(): Promise<string[]> {
    const edits = await archive.edits({ order: 'time', limit: 200 });
    return edits
      .map(({ article, edit }) => `${new URL(article.url).pathname} ${editionAt(edit.seenAt)}`)
      .sort();
  }

  /** Every revision but the first ones. */
  async function revised(): Promise<string[]> {
    const all: string[] = [];
    for (const { id, url } of await archive.articles({ limit: 200 })) {
      for (const { number, seenAt } of await archive.revisions(id)) {
        if (number > 1) all.push(`${new URL(url).pathname} ${editionAt(seenAt)}`);
      }
    }
    return all.sort();
  }

  /** Every edit there was: those of the plot, and those of the first three editions. */
  async function realEdits(): Promise<string[]> {
    const { edits, edited, retitled, live } = demo.cases;
    const first = [
      { url: edited.url, edition: edited.edition },
      { url: retitled.newUrl, edition: retitled.edition },
      { url: live.url, edition: 2 },
      { url: live.url, edition: 3 },
    ];
    const all = await Promise.all(
      [...edits, ...first].map(async ({ url, edition }) => {
        const { article } = await archive.article(url);
        return `${new URL(article.url).pathname} ${edition}`;
      }),
    );
    return all.sort();
  }

  it('tells every edit, and no edit that is none: recall and precision 1.0', async () => {
    expect(await revised()).toEqual(await realEdits());
    expect(await toldEdits()).toEqual(await realEdits());
  });

  it('names what each edit changed, by the weightiest of it', async () => {
    const edits = await archive.edits({ order: 'time', limit: 200 });
    for (const { url, edition, kind } of demo.cases.edits) {
      const { article } = await archive.article(url);
      const told = edits.filter(
        ({ edit }) => edit.articleId === article.id && editionAt(edit.seenAt) === edition,
      );
      expect
        .soft([url, edition, told.map(({ edit }) => edit.kinds[0])])
        .toEqual([url, edition, [kind]]);
    }
  });

  it('tells in each edit what changed', async () => {
    for (const { url, edition, kind, from, to } of demo.cases.edits) {
      const { revisions } = await archive.article(url);
      const at = revisions.findIndex(
        ({ number, seenAt }) => number > 1 && editionAt(seenAt) === edition,
      );
      const words = async (index: number) => {
        const content = (await archive.revision(revisions[index]?.id ?? ''))?.content;
        return kind === 'title' ? content?.title : content?.text;
      };
      expect([url, await words(at - 1)]).toEqual([url, expect.stringContaining(from)]);
      expect([url, await words(at)]).toEqual([url, expect.stringContaining(to)]);
      if (!to.includes(from)) expect(await words(at)).not.toContain(from);
    }
  });

  it('classes every absence right, at every look, and nothing else', async () => {
    const seen = new Map<string, string[]>();
    for (const { id, url } of await archive.articles({ limit: 200 })) {
      const { absences } = await archive.article(id);
      const kinds = [...new Set(absences.map(({ kind }) => kind))];
      if (kinds.length > 0) seen.set(new URL(url).pathname, kinds);
    }
    const real = await Promise.all(
      demo.cases.absences.map(async ({ url, kind }): Promise<[string, string[]]> => {
        const { article } = await archive.article(url);
        return [new URL(article.url).pathname, [kind]];
      }),
    );
    expect([...seen].sort()).toEqual(real.sort());
  });

  it('says of each when it began, whether it is gone, and when it ended', async () => {
    const saysMissing = ['not-found', 'gone', 'soft-404', 'moved'];
    for (const { url, edition, until, kind } of demo.cases.absences) {
      const { article, spans } = await archive.article(url);
      const [span] = spans;
      const days = (until ?? editions + 1) - edition;
      const isGone = saysMissing.includes(kind) && days >= 3;
      expect([
        url,
        spans.length,
        editionAt(span?.since ?? ''),
        span?.goneSince !== undefined,
      ]).toEqual([url, 1, edition, isGone]);
      expect([url, span?.endedAt && editionAt(span.endedAt)]).toEqual([url, until]);
      expect([url, article.absent]).toEqual([url, until === undefined ? kind : undefined]);
    }
  });

  it('keeps every absent article readable, with its words', async () => {
    for (const { url, title } of demo.cases.absences) {
      const { revision } = await archive.article(url);
      expect(revision.content.text.length).toBeGreaterThan(200);
      expect(
        (await archive.search({ text: title.split(/[\s，：]/)[0] ?? '' })).total,
      ).toBeGreaterThan(0);
    }
  });

  it('tells of what is gone once, and of what came back', () => {
    const titles = (type: 'gone' | 'returned') =>
      events.flatMap((event) => (event.type === type ? event.title : [])).sort();
    const { absences } = demo.cases;
    const back = absences.filter(({ until }) => until !== undefined);
    expect(titles('returned')).toHaveLength(back.length);
    const gone = absences.filter(
      ({ kind, edition, until }) =>
        ['not-found', 'gone', 'soft-404', 'moved'].includes(kind) && (until ?? 13) - edition >= 3,
    );
    expect(titles('gone')).toHaveLength(gone.length);
  });

  it('takes a move for no absence and no edit', async () => {
    const { url, newUrl } = demo.cases.moved;
    const { article, spans } = await archive.article(url);
    expect((await archive.article(newUrl)).article.id).toBe(article.id);
    expect([article.revisions, spans.length]).toEqual([1, 0]);
  });

  it('lists what is gone, what was missed, what is back', async () => {
    const { gone, missed, returned } = await archive.absences();
    const { absences } = demo.cases;
    const lasting = absences.filter(({ until }) => until === undefined);
    expect(gone.length + missed.length).toBe(lasting.length);
    const kinds = new Set(missed.map(({ span }) => span.kind));
    expect(kinds).toEqual(new Set(['captcha']));
    expect(returned).toHaveLength(absences.length - lasting.length);
    expect((await archive.doctor()).faults).toEqual([]);
  });
});
