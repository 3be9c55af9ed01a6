import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { articleText } from '../html/index.ts';
import type { Instant, Url } from '../model/index.ts';
import { extractFragment } from './index.ts';

const url = 'https://courier.example/1' as Url;
const body = '<p>The first paragraph of it.</p><p>The second paragraph.</p>';
const cutOf = (html: string): readonly string[] =>
  extractFragment({ html, url, title: 'A title' }).cut.map((block) => block.reason);

test('a feed item keeps its words and loses share bar, newsletter, tail and footer', () => {
  const html = readFileSync(new URL('testdata/feed-item.html', import.meta.url), 'utf8');
  const { article, cut, kind } = extractFragment({
    html,
    url,
    title: '港口大桥 重新通车 ',
    authors: ['林墨'],
    publishedAt: '2024-03-05T09:30:00.000Z' as Instant,
    site: '环路新闻网',
  });
  expect(article.text).toBe(
    [
      '05/03/2024 - 09:30',
      '港口大桥星期二早晨重新通车，市民步行过桥庆祝。',
      '十一个月前，工程人员发现桥墩出现裂缝，大桥连夜封闭。',
      '市政府表示，货车能否重新使用大桥，将在五月决定。',
    ].join('\n'),
  );
  expect(cut.map((block) => block.reason)).toEqual([
    'share bar',
    'newsletter box',
    'read more link',
    'reseller footer',
  ]);
  expect(article).toMatchObject({
    title: '港口大桥 重新通车',
    authors: ['林墨'],
    language: 'zh-Hans',
    images: [{ url: 'https://courier.example/img/bridge.jpg', alt: '' }],
  });
  expect(kind).toBe('article');
});

describe('what is cut', () => {
  test.each([
    ['share bar', `${body}<p>Share this article:</p>`],
    ['share bar', `${body}<ul><li><a href="https://t.me/share/url?u=x">Telegram</a></li></ul>`],
    ['read more link', `${body}<p><a href="/1">Continue reading…</a></p>`],
    ['related links', `${body}<h3>延伸閱讀</h3><ul><li><a href="/2">另一篇</a></li></ul>`],
    ['related links', `${body}<div class="related-posts"><a href="/2">Another</a></div>`],
    [
      'links at the end',
      `${body}<ul><li><a href="/2">Two</a></li><li><a href="/3">Three</a></li></ul>`,
    ],
    ['newsletter box', `${body}<p>Subscribe to our newsletter for more.</p>`],
    ['comments', `${body}<div id="comments"><p>Ann: well!</p></div>`],
    ['promotion', `${body}<div class="advertisement">Buy it</div>`],
    ['author box', `${body}<div class="author-bio">Ann writes.</div>`],
    ['title again', `<h1>A title</h1>${body}`],
  ])('%s', (reason, html) => {
    const { article, cut } = extractFragment({ html, url, title: 'A title' });
    expect(new Set(cut.map((block) => block.reason))).toEqual(new Set([reason]));
    expect(article.text).toBe('The first paragraph of it.\nThe second paragraph.');
  });
});

describe('what stays', () => {
  test.each([
    [
      'a link in a sentence',
      `${body}<p>Read more about it in <a href="/2">our guide</a> of 1999.</p>`,
    ],
    ['a list that is not links', `${body}<ul><li>One thing</li><li>Another thing</li></ul>`],
    [
      'an embedded post',
      `${body}<blockquote class="twitter-tweet social-embed"><p>Words</p></blockquote>`,
    ],
    ['a body that is called by furniture’s name', `<div class="share-content">${body}</div>`],
    ['a heading that ends the text', `${body}<h2>What is next</h2><p>More words here.</p>`],
  ])('%s', (_, html) => {
    expect(cutOf(html)).toEqual([]);
  });
});

test('the text is the canonical text of the HTML', () => {
  const html = `${body}<ul><li>a<ul><li>b</ul></ul><pre>x\n y</pre><table><tr><td>1<td>2</table>`;
  const { article } = extractFragment({ html, url, title: '' });
  expect(article.text).toBe(articleText(article.html));
});

test('nothing gives an empty article', () => {
  expect(extractFragment({ html: '', url, title: 'x' })).toMatchObject({
    article: { text: '', html: '', images: [] },
    kind: 'unknown',
  });
});

const reference = '/work/shared/data/reference/article.md';
test.skipIf(!existsSync(reference))(
  'the reference article gives nine paragraphs and its lead',
  () => {
    const html = readFileSync(reference, 'utf8').split('\n')[4] ?? '';
    const { article, cut } = extractFragment({ html, url, title: 'x' });
    expect(article.text.split('\n')).toHaveLength(11);
    expect(article.images).toHaveLength(1);
    expect(article.text).not.toContain('分享');
    expect(cut).toEqual([{ reason: 'share bar', text: '分享 :' }]);
  },
);
