import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { about, type FollowedStory, followedStory, path } from './followed-story.ts';
import { rss, type Site } from './small-site.ts';

vi.setConfig({ testTimeout: 30_000 });

function page(of: readonly string[], links = '', title = 'Harbour bridge opens') {
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${of.map(about).join('')}</article>${links}</body></html>`;
}
const nextTo = (href: string) => `<div class="pager"><a href="${href}">Next page</a></div>`;

describe('an article of three pages', () => {
  let story: FollowedStory;
  let site: Site;

  beforeEach(async () => {
    story = await followedStory({
      [path]: page(['first', 'second'], nextTo(`${path}?page=2`)),
      [`${path}?page=2`]: page(['third', 'fourth'], nextTo(`${path}?page=3`)),
      [`${path}?page=3`]: page(['fifth']),
    });
    ({ site } = story);
  });
  afterEach(() => story.close());

  const url = () => story.at(path);

  test('is one article, each page asked for once and captured', async () => {
    const report = await story.archive.fetch();
    expect(report).toMatchObject({ articles: 1, revisions: 1, captured: 4, failed: [] });
    expect(story.pages()).toEqual([path, `${path}?page=2`, `${path}?page=3`]);
    expect(await story.lines()).toEqual(['first', 'second', 'third', 'fourth', 'fifth']);
    expect(await story.extractors()).toEqual(['backissue@1+parts']);
  });

  test('says of each further page which article it belongs to', async () => {
    await story.archive.fetch();
    const told = [...story.records().matchAll(/^\{.*"kind":"(?:page-part|page)".*\}$/gm)].map(
      ([json]) => JSON.parse(json) as Record<string, unknown>,
    );
    const { revision } = await story.archive.article(url());
    const parts = told.filter(({ kind }) => kind === 'page-part');
    expect(parts).toMatchObject([
      { of: revision.captureId, number: 2, joined: true },
      { of: revision.captureId, number: 3, joined: true },
    ]);
    expect(told.find(({ kind }) => kind === 'page')?.['parts']).toHaveLength(2);
  });

  test('is the same article when the catalogue is made again', async () => {
    await story.archive.fetch();
    const before = await story.archive.article(url());
    await story.rebuild();
    expect(await story.archive.article(url())).toEqual(before);
  });

  test('is no edit when nothing changed, and one when its last page did', async () => {
    await story.archive.fetch();
    expect(await story.archive.fetch({ all: true })).toMatchObject({ revisions: 0, edited: 0 });
    site.set(`${path}?page=3`, page(['sixth']));
    story.time.pass(1000);
    expect(await story.archive.fetch({ all: true })).toMatchObject({ revisions: 1, edited: 1 });
    expect(await story.lines()).toEqual(['first', 'second', 'third', 'fourth', 'sixth']);
  });

  test('is kept as far as it goes where a page is gone', async () => {
    site.set(`${path}?page=3`, { status: 404 });
    await story.archive.fetch();
    expect(await story.lines()).toEqual(['first', 'second', 'third', 'fourth']);
    expect(await story.extractors()).toEqual(['backissue@1+parts+missing']);
    expect(story.records()).toContain(`"lacks":"${url()}?page=3"`);
  });

  test('stays whole while a page fails', async () => {
    await story.archive.fetch();
    site.set(`${path}?page=2`, { status: 503 });
    story.time.pass(1000);
    const report = await story.archive.fetch({ all: true });
    expect(report).toMatchObject({ revisions: 0, edited: 0 });
    expect(await story.lines()).toHaveLength(5);
  });

  test('stays whole while a page fails when its feed tells of it again, and is taken when it is back', async () => {
    await story.archive.fetch();
    site.set('/feed', rss([path]).replaceAll('Story of', 'Told again:'));
    site.set(`${path}?page=2`, { status: 503 });
    story.time.pass(3_600_000);
    expect(await story.archive.fetch({ all: true })).toMatchObject({ revisions: 0, edited: 0 });
    expect(await story.lines()).toHaveLength(5);
    await story.rebuild();
    expect(await story.lines()).toHaveLength(5);
    expect(await story.archive.stats()).toMatchObject({ pending: 1 });
    site.set(`${path}?page=2`, page(['third', 'sixth'], nextTo(`${path}?page=3`)));
    story.time.pass(60_000);
    expect(await story.archive.fetch({ all: true })).toMatchObject({ revisions: 1, edited: 1 });
    expect(await story.lines()).toEqual(['first', 'second', 'third', 'sixth', 'fifth']);
    expect(await story.archive.stats()).toMatchObject({ pending: 0 });
  });

  test('is served again, though a page of it fails, when it was missed before', async () => {
    await story.archive.fetch();
    site.set(path, { status: 404 });
    story.time.pass(3_600_000);
    await story.archive.fetch({ all: true });
    expect((await story.archive.article(url())).article.absent).toBe('not-found');
    site.set(path, page(['first', 'second'], nextTo(`${path}?page=2`)));
    site.set(`${path}?page=2`, { status: 503 });
    story.time.pass(3_600_000);
    await story.archive.fetch({ all: true });
    const after = await story.archive.article(url());
    const at = new Date(story.time.now()).toISOString();
    expect(after.article).toMatchObject({ lastVisitAt: at, lastSeenAt: at });
    expect([after.article.absent, after.spans.map(({ endedAt }) => endedAt)]).toEqual([
      undefined,
      [at],
    ]);
    await story.rebuild();
    expect(await story.archive.article(url())).toEqual(after);
  });

  test('is read from the page that has all, where there is one', async () => {
    const links = `${nextTo(`${path}?page=2`)}<a href="${path}?page=all">View all</a>`;
    site.set(path, page(['first', 'second'], links));
    site.set(`${path}?page=all`, page(['first', 'second', 'third', 'fourth', 'fifth', 'all']));
    await story.archive.fetch();
    expect(story.pages()).toEqual([path, `${path}?page=all`]);
    expect((await story.lines()).at(-1)).toBe('all');
  });

  test.each([
    ['tells the same article again, as pages of comments do', page(['first', 'second'])],
    ['has another title', page(['other'], '', 'Ferries wait again in the snow')],
    ['leads back to the first', page(['first', 'second'], nextTo(path))],
  ])('does not take a page in that %s', async (_, answer) => {
    site.set(`${path}?page=2`, answer);
    await story.archive.fetch();
    expect(await story.lines()).toEqual(['first', 'second']);
    expect(await story.extractors()).toEqual(['backissue@1']);
  });

  test('is read no further than twenty pages', async () => {
    for (let at = 1; at <= 30; at += 1) {
      const address = at === 1 ? path : `${path}?page=${at}`;
      site.set(address, page([`n${at}`, `m${at}`], nextTo(`${path}?page=${at + 1}`)));
    }
    await story.archive.fetch();
    expect(story.pages()).toHaveLength(20);
    expect(await story.lines()).toHaveLength(40);
  });

  test('is left where robots.txt forbids its pages', async () => {
    site.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /*page=' });
    await story.archive.fetch();
    expect(story.pages()).toEqual([path]);
    expect(await story.extractors()).toEqual(['backissue@1+missing']);
  });
});
