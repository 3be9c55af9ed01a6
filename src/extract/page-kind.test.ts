import { describe, expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import type { PageKind } from './extraction.ts';
import { extractArticle } from './index.ts';

const kindOf = (html: string): PageKind =>
  extractArticle({ html, url: 'https://courier.example/news/bridge-reopens-after-months' as Url })
    .kind;

describe('a page that asks for a human', () => {
  test.each([
    [
      'a challenge that runs a script',
      '<title>Just a moment...</title><h1>courier.example</h1><p>Checking if the site connection is secure</p><div class="cf-turnstile"></div><script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>',
    ],
    [
      'a question',
      '<title>courier.example</title><p>Please verify you are a human</p><div id=px-captcha></div>',
    ],
    [
      'a frame alone',
      '<title>courier.example</title><iframe src="https://geo.captcha-delivery.com/captcha/?x=1"></iframe><p>Please wait</p>',
    ],
    ['a slider', '<title>安全验证</title><p>请按住滑块，拖动到最右边</p>'],
    [
      'a sliding puzzle',
      '<title>验证</title><div class=geetest_holder>请完成验证</div><p>滑动验证</p>',
    ],
    ['too many visits', '<title>访问受限</title><p>您的访问过于频繁，请输入验证码后继续。</p>'],
    ['a robot in Japanese', '<title>確認</title><p>私はロボットではありません</p>'],
  ])('%s', (_, html) => {
    expect(kindOf(html)).toBe('captcha');
  });
});

describe('a page that asks who is there', () => {
  test.each([
    ['English', '<title>Log in - Courier</title><h1>Log in</h1><form><input type=password></form>'],
    ['a sentence', '<title>Courier</title><p>Please log in to continue.</p>'],
    ['Chinese', '<title>用户登录</title><p>请先登录</p><input type=password>'],
    ['German', '<title>Anmelden</title><p>Bitte melden Sie sich an.</p><input type=password>'],
  ])('%s', (_, html) => {
    expect(kindOf(html)).toBe('login');
  });
});

const facts = ['the bridge', 'the ferry', 'the road', 'the tunnel', 'the harbour', 'the market'];
const words =
  '<p>The council met, and it decided, after a long debate, to wait for the report.</p>';
const paragraphs = facts.map(
  (fact, at) =>
    `<p>The council met on day ${at}, and it decided, after a long debate about ${fact}, to wait for a report that tells what ${fact} costs.</p>`,
);
const article = `<h1>Bridge reopens after months</h1>${paragraphs.join('')}`;

describe('an article stays one', () => {
  test.each([
    ['with a login box', `<form>Log in <input type=password></form>${article}`],
    ['about captchas', `<title>Are you a robot? Why captchas fail</title>${article}`],
    [
      'with a captcha under its comments',
      `${article}<div class=g-recaptcha></div><script src="https://www.google.com/recaptcha/api.js"></script>`,
    ],
    [
      'cut short by a paywall, with its data',
      `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge reopens","datePublished":"2024-03-05"}</script><h1>Bridge reopens</h1>${words}<p>Please log in to continue.</p><input type=password>`,
    ],
    [
      'with many links around it',
      `${'<a href=/x>Another story of the day</a> '.repeat(30)}${article}`,
    ],
  ])('%s', (_, html) => {
    expect(kindOf(html)).toBe('article');
  });
});

test.each([
  ['English', '<p>Subscribe to continue reading.</p>'],
  ['German', '<p>Jetzt abonnieren und weiterlesen</p>'],
  ['French', '<p>Article réservé aux abonnés</p>'],
  ['Spanish', '<p>Suscríbete para seguir leyendo</p>'],
  ['Japanese', '<p>続きを読むには会員登録が必要です</p>'],
  ['Chinese', '<p>订阅后继续阅读全文</p>'],
])('a paywall in %s is told', (_, asks) => {
  const html = `${article}<div class=paywall>${asks}</div>`;
  expect(extractArticle({ html, url: 'https://courier.example/a/1' as Url }).paywalled).toBe(true);
  const free = extractArticle({ html: article, url: 'https://courier.example/a/1' as Url });
  expect(free.paywalled).toBe(false);
});
