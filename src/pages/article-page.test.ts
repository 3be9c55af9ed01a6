import { describe, expect, it } from 'vitest';
import type { Instant } from '../model/index.ts';
import { articlePage } from './index.ts';
import { bridgeAbsence } from './testing/absences.ts';
import { bridgeArticle } from './testing/bridge-article.ts';
import { sampleContext } from './testing/context.ts';
import { pierArticle } from './testing/pier-article.ts';

const context = sampleContext();

describe('articlePage', () => {
  const noticeOf = (page: string) =>
    page.slice(page.indexOf('<aside class="notice absence'), page.indexOf('class="facts"'));

  it('tells an absence that repeated looks bear out: last seen then, not served since', () => {
    const page = articlePage(context, bridgeArticle);
    const told = noticeOf(page);
    expect(told).toContain('Last seen <time datetime="2026-11-21T01:48:00.000Z">');
    expect(told).toContain('Looked for 3 times since <time datetime="2026-11-21T01:59:00.000Z">');
    expect(told).toContain('not found');
    expect(told).toContain('Repeated looks say so.');
    expect(told.match(/<li>/g)).toHaveLength(3);
    expect(page).not.toMatch(/deleted/i);
  });

  it('says no more of one look than that it was not served then', () => {
    const { goneSince: _, ...span } = bridgeAbsence;
    const once = { ...span, looks: span.looks.slice(0, 1) };
    const told = noticeOf(articlePage(context, { ...bridgeArticle, absences: [once] }));
    expect(told).toContain('Not served at the last look');
    expect(told).toContain('not known yet');
    expect(told).not.toContain('not served since');
  });

  it('says of an article that is served again when it was away, and keeps each look', () => {
    const { absent: _, goneSince: __, ...line } = bridgeArticle.line;
    const endedAt = '2026-11-24T02:12:00.000Z' as Instant;
    const absences = [{ ...bridgeAbsence, endedAt }];
    const page = articlePage(context, { ...bridgeArticle, line, absences });
    expect(page).not.toContain('notice absence');
    expect(page).toMatch(
      /notice returned.*Not served from .* served again <time datetime="2026-11-24T02:12/,
    );
    expect(page).toContain('1 absence');
    expect(page).toContain('3 looks');
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

  it('links the same text elsewhere, with how much of it is alike', () => {
    const same = [{ line: bridgeArticle.line, likeness: 0.934 }];
    const page = articlePage(context, { ...pierArticle, same });
    expect(page).toMatch(/The same text elsewhere.*href="a2-bridge.html".*港湾晚报.*93 % alike/s);
    expect(articlePage(context, { ...pierArticle, same: [] })).not.toContain('elsewhere');
  });

  it('folds a long list of revisions', () => {
    const [first] = pierArticle.revisions;
    const revisions = Array.from({ length: 12 }, (_, at) => ({ ...first, number: at + 1 }));
    const page = articlePage(context, { ...pierArticle, revisions } as typeof pierArticle);
    expect(page).toContain('<summary>7 earlier revisions</summary>');
  });

  it('gives title and body the language of the article, not of the page', () => {
    const page = articlePage(context, bridgeArticle);
    expect(page).toMatch(/<h1 lang="zh-Hans">(?:<span>)?“先/);
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
