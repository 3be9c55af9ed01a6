import { describe, expect, it } from 'vitest';
import { articlePage } from './index.ts';
import { bridgeArticle, pierArticle, sampleContext } from './testing.ts';

const context = sampleContext();

describe('articlePage', () => {
  it('tells an absence as evidence: last seen then, not served since', () => {
    const page = articlePage(context, bridgeArticle);
    const told = page.slice(page.indexOf('notice absence'), page.indexOf('class="facts"'));
    expect(told).toContain('Last seen <time datetime="2026-11-24T01:48:00.000Z">');
    expect(told).toContain('First missed <time datetime="2026-11-24T01:59:00.000Z">');
    expect(told).toContain('not found (404)');
    expect(told).toContain('Asked 2 times since');
    expect(page).not.toMatch(/deleted/i);
  });

  it('shows no notice for an article that is served again, and keeps the absence on record', () => {
    const { absent: _, ...line } = bridgeArticle.line;
    const page = articlePage(context, { ...bridgeArticle, line });
    expect(page).not.toContain('notice absence');
    expect(page).toContain('2 absences');
  });

  it('says at the top that an older revision is shown, with a link to the newest', () => {
    const page = articlePage(context, bridgeArticle);
    expect(page).toContain('This is revision 1 of 2');
    expect(page).toContain('<a href="a2-bridge.html">Read the newest revision</a>');
    expect(articlePage(context, pierArticle)).not.toContain('older-shown');
  });

  it('links every revision, the shown one marked', () => {
    const page = articlePage(context, pierArticle);
    expect(page).toContain('<a href="a1-pier.html" aria-current="page">Revision 3</a>');
    expect(page).toContain('<a href="a1-pier.1.html">Revision 1</a>');
  });

  it('tells of records that were merged into it, each at its address and with its revisions', () => {
    const page = articlePage(context, pierArticle);
    expect(page).toContain('1 merged record');
    expect(page).toMatch(/amp\/night-ferries-return.*first seen .*2 revisions/);
    const { merged: _none, ...alone } = pierArticle;
    expect(articlePage(context, alone)).not.toContain('merged record');
  });

  it('folds a long list of revisions', () => {
    const [first] = pierArticle.revisions;
    const revisions = Array.from({ length: 12 }, (_, at) => ({ ...first, number: at + 1 }));
    const page = articlePage(context, { ...pierArticle, revisions } as typeof pierArticle);
    expect(page).toContain('<summary>7 earlier revisions</summary>');
  });

  it('gives title and body the language of the article, not of the page', () => {
    const page = articlePage(context, bridgeArticle);
    expect(page).toContain('<h1 lang="zh-Hans">“先把桥修好再说”');
    expect(page).toContain('<div class="body" lang="zh-Hans">');
    expect(page).toContain('<html lang="en">');
  });

  it('shows the first-seen time only where it differs from the published one', () => {
    const { publishedAt } = pierArticle.line;
    const line = {
      ...pierArticle.line,
      ...(publishedAt !== undefined && { firstSeenAt: publishedAt }),
    };
    expect(articlePage(context, pierArticle)).toContain('First seen');
    expect(articlePage(context, { ...pierArticle, line })).not.toContain('First seen');
  });

  it('writes times in the zone of the archive and in RFC 3339', () => {
    const page = articlePage(context, pierArticle);
    expect(page).toContain(
      '<time datetime="2026-11-23T22:40:00.000Z">24 November 2026 06:40</time>',
    );
  });

  it('cites with the permanent address where there is one', () => {
    const address = (id: string, revision: number) => `https://archive.example/${id}/${revision}`;
    const links = { ...context.links, address };
    const page = articlePage({ ...context, links }, pierArticle);
    expect(page).toContain('<a class="at" href="https://archive.example/a1-pier/3">');
  });

  it('names an article without a title in the language of the page', () => {
    const untitled = { ...pierArticle, line: { ...pierArticle.line, title: ' ' } };
    expect(articlePage(context, untitled)).toContain('<h1>(no title)</h1>');
  });
});
