import { describe, expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { extractArticle } from './index.ts';

const kindOf = (html: string) =>
  extractArticle({ html, url: 'https://courier.example/news/bridge-reopens' as Url }).kind;

const site = (head: string, body: string) =>
  `<!doctype html><html><head>${head}</head><body><header><a href="/">The Courier</a><nav><ul><li><a href="/town">Town</a></li><li><a href="/coast">Coast</a></li></ul></nav></header><main>${body}</main><footer><p>© The Courier</p></footer></body></html>`;

describe('a page that says there is no such page', () => {
  test.each([
    ['English', 'Page not found'],
    ['English, with its status', '404 – Page Not Found'],
    ['the status alone', 'Error 404'],
    ['a sorry one', 'Sorry, the page you are looking for could not be found.'],
    ['of an article', 'This article is no longer available'],
    ['German', 'Seite nicht gefunden'],
    ['French', 'Page introuvable'],
    ['Spanish', 'Página no encontrada'],
    ['Portuguese', 'Página não encontrada'],
    ['Italian', 'Pagina non trovata'],
    ['Dutch', 'Pagina niet gevonden'],
    ['Swedish', 'Sidan kunde inte hittas'],
    ['Norwegian', 'Siden ble ikke funnet'],
    ['Polish', 'Nie znaleziono strony'],
    ['Turkish', 'Sayfa bulunamadı'],
    ['Russian', 'Страница не найдена'],
    ['Ukrainian', 'Сторінку не знайдено'],
    ['Arabic', 'الصفحة غير موجودة'],
    ['Persian', 'صفحه مورد نظر یافت نشد'],
    ['Hebrew', 'הדף לא נמצא'],
    ['Hindi', 'पेज नहीं मिला'],
    ['Indonesian', 'Halaman tidak ditemukan'],
    ['Chinese', '页面不存在'],
    ['Chinese, with reasons', '抱歉，您访问的页面不存在或已删除'],
    ['traditional Chinese', '找不到網頁'],
    ['Chinese of an article', '该文章已被删除'],
    ['Japanese', 'お探しのページが見つかりません'],
    ['Korean', '요청하신 페이지를 찾을 수 없습니다'],
  ])('in its heading: %s', (_, says) => {
    const teasers = '<p>Perhaps one of these is what you were after.</p><p>Try the search.</p>';
    expect(kindOf(site('<title>The Courier</title>', `<h1>${says}</h1>${teasers}`))).toBe(
      'missing',
    );
    expect(kindOf(site(`<title>${says} | The Courier</title>`, '<p>Try the search.</p>'))).toBe(
      'missing',
    );
    expect(kindOf(site('<title>The Courier</title>', `<div><p>${says}</p></div>`))).toBe('missing');
  });

  test('with long suggestions, where it asks not to be indexed', () => {
    const teaser = (at: number) =>
      `<p>The council met on day ${at}, and it decided, after a long debate about the ferry, to wait for a report that tells what it costs.</p>`;
    const body = `<h1>Page not found</h1>${[1, 2, 3, 4, 5, 6].map(teaser).join('')}`;
    expect(kindOf(site('<title>x</title><meta name="robots" content="noindex">', body))).toBe(
      'missing',
    );
    expect(kindOf(site('<title>x</title>', body))).toBe('article');
  });
});

const paragraphs = [1, 2, 3, 4, 5, 6, 7]
  .map(
    (at) =>
      `<p>On day ${at} the page was not found, said the council, which had paid for a website that answers every question with the same three digits.</p>`,
  )
  .join('');

describe('an article stays one', () => {
  test.each([
    [
      'about missing pages',
      '<title>Page not found: why the web forgets</title>',
      'Page not found: why the web forgets',
      paragraphs,
    ],
    ['named like one', '<title>Page not found</title>', 'Page not found', paragraphs],
    ['about the number', '<title>404</title>', 'What 404 means', paragraphs],
    [
      'short, and about one',
      '<title>Council website says “page not found”</title>',
      'Council website says “page not found”',
      '<p>For two hours on Tuesday the town’s website told everybody who asked that the page was not found. It is back, and nobody knows why it went.</p>',
    ],
    [
      'short, and named like one, but told to machines',
      '<title>Not found</title><meta property="og:type" content="article"><meta property="article:published_time" content="2026-11-24T10:00:00Z">',
      'Not found',
      '<p>They looked for the missing boat all night and came home at dawn without it, to a breakfast that nobody ate.</p>',
    ],
    [
      'short, and of somebody not found',
      '<title>Skipper cleared</title>',
      'Skipper cleared',
      '<p>Not found guilty by any of the twelve, the skipper left the court by the side door.</p>',
    ],
    [
      'short, in German, of a page not printed',
      '<title>Zeitung</title>',
      'Zeitung',
      '<p>Die Seite wurde nicht gedruckt, weil das Papier ausging; der Artikel ist nicht erschienen.</p>',
    ],
    [
      'in Chinese about a deleted page',
      '<title>网站改版后旧链接失效 市民反映页面不存在</title>',
      '网站改版后旧链接失效 市民反映页面不存在',
      '<p>市民反映，市图书馆网站改版以后，收藏的旧链接点开都显示“页面不存在”。馆方表示，将在本周内恢复全部旧地址，并向读者致歉。</p><p>技术人员解释，改版时没有保留跳转规则，因此搜索引擎里的旧地址也都失效了，读者可以先用首页的检索框查找。</p>',
    ],
  ])('%s', (_, head, heading, body) => {
    expect(kindOf(site(head, `<article><h1>${heading}</h1>${body}</article>`))).not.toBe('missing');
  });
});
