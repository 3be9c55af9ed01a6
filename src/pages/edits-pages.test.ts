import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { articlePage, differencePage, editsFeed, editsPage, writeFeed } from './index.ts';
import { sampleContext } from './testing/context.ts';
import { pierDifference } from './testing/difference.ts';
import { sampleEdits } from './testing/edits.ts';
import { pierArticle } from './testing/pier-article.ts';

const context = sampleContext();
const chinese = sampleContext({ locale: 'zh-Hans' });

describe('the page that compares two revisions', () => {
  const page = differencePage(context, pierDifference);

  it('shows words struck out and put in, in the title and in their paragraphs', () => {
    expect(page).toContain('after <del>ten</del><ins>eleven</ins> years of silence</h1>');
    expect(page).toContain('left with <del>fourteen</del><ins>forty-one</ins> passengers.');
  });

  it('names paragraphs that were removed, added, moved and split', () => {
    expect(page).toContain(
      '<p class="removed"><span class="block-name" lang="en">paragraph removed</span> <del>The council',
    );
    expect(page).toContain('paragraph added</span> <ins>The company');
    expect(page).toContain('<p class="moved">');
    expect(page).toContain('<del> </del><ins>¶</ins>\nHarbour staff');
  });

  it('folds what stayed, but for the paragraph beside a change', () => {
    expect(page).toContain('<summary lang="en">4 paragraphs unchanged</summary>');
    expect(page).toMatch(/<\/details>\s*<p class="same">A paragraph that stayed, the 5th/);
  });

  it('tells the changes in short, the weightiest first, and how much they matter', () => {
    expect(page).toContain('<span class="weight weighty">weighty</span>');
    expect(page).toContain('<span class="times">2 times</span>');
    expect(page).toContain('1 further change');
  });

  it('says it in Chinese', () => {
    const told = differencePage(chinese, pierDifference);
    expect(told).toContain('<span class="weight weighty">重大</span>');
    expect(told).toContain('删去段落');
  });

  it('tells no edit by the outlet where the words came from elsewhere', () => {
    expect(page).not.toContain('class="notice"');
    const restated = differencePage(context, { ...pierDifference, told: false });
    expect(restated).toContain('not told as an edit by the outlet');
  });

  it('shows this edit on the time line among its neighbours, the others folded', () => {
    expect(page).toContain('a1-pier.2-3.html" aria-current="page"');
    expect(page).toContain('<summary>2 other edits</summary>');
  });
});

describe('the page of what was changed', () => {
  const view = { order: 'weight', days: 30, edits: sampleEdits } as const;

  it('leads from each edit to its comparison, with its three weightiest changes', () => {
    const page = editsPage(context, view);
    expect(page).toContain('<a href="a1-pier.2-3.html" lang="en">Night ferries return');
    expect(page).toContain('却是南岸<del>1,200</del><ins>1,400</ins>多名居民');
    expect(page).toContain('6 more changes');
  });

  it('offers the weightiest of some days, the newest, and its feed', () => {
    const page = editsPage(context, view);
    expect(page).toMatch(/href="edits-all.html\?order=weight" aria-current="page">30 days/);
    expect(page).toContain('href="edits-all.html?order=time">Newest');
    expect(page).toContain(
      '<link rel="alternate" type="application/atom+xml" title="Atom" href="edits.atom">',
    );
  });

  it('is of one outlet where one is named', () => {
    const outlet = { id: 'ferry', title: 'The Ferry Times' };
    const page = editsPage(context, { ...view, outlet });
    expect(page).toContain('What <bdi lang="">The Ferry Times</bdi> changed</h1>');
    expect(page).not.toContain('outlet-name');
  });
});

describe('the time line beside an article', () => {
  it('tells what each revision changed, with a link to it word by word', () => {
    const revisions = pierArticle.revisions.map((one) => ({
      ...one,
      ...(one.number > 1 && {
        edit: { told: one.number > 2, weight: 60, kinds: ['number', 'punctuation'] as const },
      }),
    }));
    const page = articlePage(context, { ...pierArticle, revisions });
    expect(page).toContain(
      '<a class="edit-note" href="a1-pier.2-3.html"><span class="weight weighty">number</span></a>',
    );
    expect(page).toContain('href="a1-pier.1-2.html"><span class="weight none">other origin');
  });
});

describe('the feed of edits', () => {
  const place = {
    self: 'https://archive.test/edits.atom',
    page: 'https://archive.test/edits',
    absolute: (href: string) => `https://archive.test/${href}`,
  };

  it('is Atom with an entry an edit, its changes as HTML', () => {
    const feed = writeFeed(editsFeed(context, { edits: sampleEdits }, place), 'atom');
    const names: string[] = [];
    new Parser({ onopentagname: (name) => names.push(name) }, { xmlMode: true }).end(feed);
    expect(names.filter((name) => name === 'entry')).toHaveLength(2);
    expect(feed).toContain('<updated>2026-11-24T01:48:00.000Z</updated>');
    expect(feed).toContain('<id>urn:backissue:edit:r-pier-3</id>');
    expect(feed).toContain('href="https://archive.test/a1-pier.2-3.html"');
    expect(feed).toContain('&lt;del&gt;1,200&lt;/del&gt;');
  });

  it('takes hostile titles for text', () => {
    const [edit] = sampleEdits;
    if (edit === undefined) throw new Error('no sample');
    const title = ']]></title><script>alert(1)</script>\u0000';
    const edits = [{ ...edit, line: { ...edit.line, title } }];
    const feed = writeFeed(editsFeed(context, { edits }, place), 'atom');
    expect(feed).not.toContain('<script');
    expect(feed).not.toContain('\u0000');
  });
});
