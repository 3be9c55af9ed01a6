import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { about, type FollowedStory, followedStory, path } from './followed-story.ts';
import { rss, type Site } from './small-site.ts';

vi.setConfig({ testTimeout: 30_000 });
const amp = `${path}?amp=1`;
const teaser = '<p>The bridge over the harbour is open again, the city says, and ferries wait.</p>';

function page(body: string, head = '', title = 'Harbour bridge opens') {
  return `<!doctype html><html lang="en"><head><title>${title}</title><meta property="og:type" content="article">${head}</head><body><article><h1>${title}</h1>${body}</article></body></html>`;
}
const toAmp = `<meta name="author" content="Ada Quill"><link rel="amphtml" href="${amp}">`;
const ampPage = (of: readonly string[]) =>
  page(of.map(about).join(''), `<link rel="canonical" href="${path}">`);

describe('an article whose page has no word of it', () => {
  let story: FollowedStory;
  let site: Site;

  beforeEach(async () => {
    story = await followedStory({
      [path]: page('<div id="app"></div>', toAmp),
      [amp]: ampPage(['first', 'second']),
    });
    ({ site } = story);
  });
  afterEach(() => story.close());

  const staysWhenRebuilt = async () => {
    const before = await story.archive.article(story.at(path));
    await story.rebuild();
    expect(await story.archive.article(story.at(path))).toEqual(before);
  };

  test('is read from its AMP page, asked for once and captured as a part of it', async () => {
    const report = await story.archive.fetch();
    expect(report).toMatchObject({ articles: 1, revisions: 1, captured: 3, failed: [] });
    expect(story.pages()).toEqual([path, amp]);
    expect(await story.lines()).toEqual(['first', 'second']);
    expect(await story.extractors()).toEqual(['backissue@1+amp']);
    const { article, revision } = await story.archive.article(story.at(path));
    expect(article.url).toBe(story.at(path));
    expect(revision.content.authors).toEqual(['Ada Quill']);
    expect(story.records()).toMatch(/"joined":true,"kind":"page-part","number":0/);
    expect(story.records()).toMatch(/"version":"amp","whole":true/);
  });

  test('is the same article when the catalogue is made again', async () => {
    await story.archive.fetch();
    await staysWhenRebuilt();
  });

  test.each([
    ['its AMP page', '', `<link rel="canonical" href="${path}">`],
    ['it', `<link rel="canonical" href="${path}">`, ''],
  ])('is not taken in where %s says that it is an article taken down', async (_, own, ofAmp) => {
    await story.archive.fetch();
    await story.archive.takeDown(story.at(path), { reason: 'privacy' });
    const other = `${path}-at-dawn`;
    site.set('/feed', rss([other]));
    site.set(other, page('<div id="app"></div>', toAmp.replace(path, other) + own));
    site.set(`${other}?amp=1`, page(['first', 'second'].map(about).join(''), ofAmp));
    story.time.pass(3_600_000);
    await story.archive.fetch({ all: true });
    expect(await story.archive.stats()).toMatchObject({ articles: 0, pending: 0 });
    expect(story.records()).not.toContain('report says first');
    await story.archive.liftTakedown(story.at(path));
  });

  test('is no edit when nothing changed, and one when its AMP page did', async () => {
    await story.archive.fetch();
    story.time.pass(1000);
    expect(await story.archive.fetch({ all: true })).toMatchObject({ revisions: 0, edited: 0 });
    site.set(amp, ampPage(['first', 'third']));
    story.time.pass(1000);
    expect(await story.archive.fetch({ all: true })).toMatchObject({ revisions: 1, edited: 1 });
    expect(await story.lines()).toEqual(['first', 'third']);
    await staysWhenRebuilt();
  });

  test('stays while its AMP page fails', async () => {
    await story.archive.fetch();
    site.set(amp, { status: 503 });
    story.time.pass(1000);
    expect(await story.archive.fetch({ all: true })).toMatchObject({ revisions: 0, edited: 0 });
    expect(await story.lines()).toEqual(['first', 'second']);
  });

  test('is read from its print page where it names no other', async () => {
    site.set(path, page('', `<link rel="alternate" media="print" href="/2024/print/7">`));
    site.set('/2024/print/7', page(about('printed')));
    await story.archive.fetch();
    expect(await story.lines()).toEqual(['printed']);
    expect(await story.extractors()).toEqual(['backissue@1+print']);
  });

  test.each([
    ['tells another story', page(about('other'), '', 'Ferries wait again in the snow')],
    ['is closed', page(`${about('first')}<p>Subscribe to continue reading</p>`)],
    ['has no word either', page('')],
  ])('is none where the AMP page %s, whose capture is kept', async (_, answer) => {
    site.set(amp, answer);
    expect(await story.archive.fetch()).toMatchObject({ articles: 0 });
    expect(story.pages()).toEqual([path, amp]);
    expect(story.records()).toMatch(/"joined":false,"kind":"page-part","number":0/);
  });

  test('is left where robots.txt forbids its AMP page', async () => {
    site.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /*amp=' });
    expect(await story.archive.fetch()).toMatchObject({ articles: 0 });
    expect(story.pages()).toEqual([path]);
  });

  describe('but a teaser', () => {
    beforeEach(() => site.set(path, page(teaser, toAmp)));

    test('is kept as it is: nothing more is asked for', async () => {
      await story.archive.fetch();
      expect(story.pages()).toEqual([path]);
      expect(await story.extractors()).toEqual(['backissue@1']);
    });

    test('has the words of its AMP page where that was captured before it', async () => {
      await story.archive.capture(story.at(amp), { allowPrivate: true });
      // Where others may share the catalogue, a look of the last ten minutes at an article counts for all.
      story.time.pass(3_600_000);
      await story.archive.fetch();
      story.time.pass(1000);
      await story.archive.capture(story.at(path), { allowPrivate: true });
      expect(story.pages()).toEqual([amp, path, path]);
      expect(await story.extractors()).toEqual(['backissue@1+version']);
      expect(await story.lines()).toEqual(['first', 'second']);
      await staysWhenRebuilt();
    });

    test('has them too where the page was empty at first, again when rebuilt', async () => {
      // The page was empty when it was first looked at, and its AMP page was captured then.
      site.set(path, page('', toAmp));
      await story.archive.fetch();
      site.set(path, page(teaser, toAmp));
      story.time.pass(1000);
      expect(await story.archive.fetch({ all: true })).toMatchObject({ revisions: 0, edited: 0 });
      expect(story.pages()).toEqual([path, amp, path]);
      expect(await story.lines()).toEqual(['first', 'second']);
      await staysWhenRebuilt();
    });

    test('is told as the edit it is where the page had its words before', async () => {
      site.set(path, page(['first', 'second'].map(about).join(''), toAmp));
      await story.archive.fetch();
      await story.archive.capture(story.at(amp), { allowPrivate: true });
      site.set(path, page(teaser, toAmp));
      story.time.pass(1000);
      await story.archive.fetch({ all: true });
      expect((await story.archive.article(story.at(path))).revision.content.text).toContain(
        'the city says',
      );
      expect(new Set(await story.extractors())).toEqual(new Set(['backissue@1']));
    });
  });
});

describe('an article that its feed names as AMP and as its page', () => {
  const told = {
    [amp]: ampPage(['first', 'second']),
    [path]: page(['first', 'second'].map(about).join('')),
  };

  test('is asked for at its page alone in one pass', async () => {
    const story = await followedStory({ ...told, '/feed': rss([amp, path]) });
    const report = await story.archive.fetch();
    expect(report).toMatchObject({ articles: 1, revisions: 1, edited: 0, failed: [] });
    expect(story.pages()).toEqual([path]);
    expect(await story.archive.stats()).toMatchObject({ articles: 1, pending: 0 });
    await story.close();
  });

  test('is told of no edit where its page has more words than its AMP page had', async () => {
    const other = { ...told, [path]: page(['first', 'second', 'third'].map(about).join('')) };
    const story = await followedStory({ ...other, '/feed': rss([amp]) });
    await story.archive.fetch();
    story.site.set('/feed', rss([amp, path]));
    story.time.pass(3_600_000);
    expect(await story.archive.fetch({ all: true })).toMatchObject({ articles: 0, edited: 0 });
    expect(await story.lines()).toEqual(['first', 'second', 'third']);
    await story.close();
  });
});
