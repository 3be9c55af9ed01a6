import type { Published } from './edition.ts';
import { shibaoCounters, shibaoPromo } from './furniture.ts';
import { shibao } from './jiangwan/shibao.ts';
import { leadPicture } from './lead-picture.ts';
import { blocksHtml, escaped, scriptJson } from './markup.ts';
import { chineseDate, timestamp } from './moment.ts';
import { picturePath } from './picture.ts';
import { listed, type Site } from './site.ts';

const style = { indent: '　　', credit: '图片：', base: '' };

/** A story's page in the template of 江湾时报: blocks in nested `div`s, dates in words. */
export function shibaoStory(published: Published, site: Site): string {
  const { story, title, publishedAt } = published;
  const charset = story.gbk === true ? 'gb2312' : 'utf-8';
  const main = `<div class="crumb">当前位置：<a href="/jiangnan/">首页</a> &gt; <span>${story.section}</span> &gt; 正文</div>
<div class="con">
<h1 class="bt">${escaped(title)}</h1>
<div class="info"><span>来源：${shibao.name}</span> <span>记者：${story.authors.join('、')}</span> <span>发布时间：${chineseDate(publishedAt)}（北京时间）</span>${shibaoCounters(published, site)}</div>
${shareBar(published, site)}
<div class="zw" id="zw">
${bodyMarkup(published, site)}
</div>
<div class="bj">（责任编辑：闻小舟）</div>
<div class="dy">【<a href="#zw">打印</a>】【<a href="/jiangnan/">关闭</a>】</div>
${related(published, site)}
<div class="pl" id="pl"><h3>网友评论</h3><p>文明上网，理性发言。<a href="/private/account">登录</a>后可发表评论。</p></div>
</div>`;
  const head = `<title>${escaped(title)}_${shibao.name}</title>\n${metadata(published, site)}`;
  return frame(head, main, site, { charset, language: languageOf(published) });
}

/** The front page: everything that can be read outside the culture section, newest first. */
export function shibaoFront(site: Site): string {
  const news = listed(site.jiangwan).filter(({ story }) => story.channel === 'main');
  const feed = `<link rel="alternate" type="application/rss+xml" title="${shibao.name}" href="${site.origin}/jiangnan/rss.xml">`;
  const head = `<title>${shibao.name}：江湾城乡的每日新闻</title>\n${feed}`;
  return frame(head, listMarkup('要闻', news), site, plain);
}

/** The culture section: its articles are linked here alone, and no feed is named. */
export function shibaoCulture(site: Site): string {
  const pieces = listed(site.jiangwan).filter(({ story }) => story.channel === 'culture');
  const head = `<title>文化副刊_${shibao.name}</title>`;
  return frame(head, listMarkup('文化副刊', pieces), site, plain);
}

/** The page of an address that is not there. */
export function shibaoNotice(heading: string, words: string, site: Site): string {
  const main = `<div class="con"><h1>${heading}</h1><p>${words}</p></div>`;
  return frame(`<title>${heading}_${shibao.name}</title>`, main, site, plain);
}

const plain = { charset: 'utf-8', language: shibao.language };

function frame(
  head: string,
  main: string,
  { origin }: Site,
  { charset, language }: { readonly charset: string; readonly language: string },
): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=${charset}">
${head}
<style>body{font:16px/1.8 "Noto Serif CJK SC",serif;width:min(760px,94%);margin:auto}img{max-width:100%;height:auto}.ad,.fx,.dyk{background:#f4efe4;padding:4px 12px}</style>
</head>
<body>
<div class="top"><a href="/jiangnan/"><img src="${picturePath('river-city', 320)}" width="64" height="36" alt="${shibao.name}"></a>
<ul class="nav"><li><a href="/jiangnan/">首页</a></li><li><a href="/jiangnan/#news">要闻</a></li><li><a href="/jiangnan/culture/">文化副刊</a></li><li><a href="/private/account">用户中心</a></li></ul>
<div class="tq">江湾今日：多云转小雨，14℃到19℃，东南风三级</div></div>
<div class="wrap">
${main}
</div>
<div class="ad"><a href="/jiangnan/"><img src="${picturePath('market-hall', 320)}" width="320" height="180" alt="广告：老街茶食，第二件半价"></a></div>
<div class="foot"><p>江湾时报社版权所有　未经书面授权不得转载　本报地址：江湾市望江路六号</p>
<p><a href="${origin}/jiangnan/">关于我们</a> | <a href="/jiangnan/">广告刊例</a> | <a href="/jiangnan/">新闻热线</a></p></div>
</body>
</html>
`;
}

function listMarkup(heading: string, stories: readonly Published[]): string {
  const items = stories.map(
    ({ path, title, publishedAt }) =>
      `<li><a href="${path}">${escaped(title)}</a> <span class="sj">${chineseDate(publishedAt)}</span></li>`,
  );
  return `<h2 class="lm" id="news">${heading}</h2>\n<ul class="list">\n${items.join('\n')}\n</ul>`;
}

function languageOf({ story }: Published): string {
  return story.traditional === true ? 'zh-Hant' : shibao.language;
}

function metadata(published: Published, { origin }: Site): string {
  const { story, title, path, publishedAt, updatedAt } = published;
  if (story.dates === 'visible') return `<meta name="keywords" content="江湾,${story.section}">`;
  const picture = leadPicture(published);
  if (story.dates === 'open-graph') {
    return `<meta property="og:type" content="article">
<meta property="og:site_name" content="${shibao.name}">
<meta property="og:title" content="${escaped(title)}">
<meta property="article:published_time" content="${timestamp(publishedAt, 8)}">`;
  }
  const data = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: title,
    inLanguage: languageOf(published),
    mainEntityOfPage: origin + path,
    image: picture === undefined ? undefined : origin + picture,
    datePublished: timestamp(publishedAt, 8),
    dateModified: timestamp(updatedAt, 8),
    author: story.authors.map((name) => ({ '@type': 'Person', name })),
    publisher: { '@type': 'Organization', name: shibao.name },
  };
  return `<script type="application/ld+json">\n${scriptJson(data)}\n</script>`;
}

function bodyMarkup(published: Published, site: Site): string {
  const { body } = published;
  const blocks = blocksHtml(body, style);
  const middle = Math.ceil(blocks.length / 2);
  const promo = shibaoPromo(published, site);
  return [...blocks.slice(0, middle), subscribe, ...promo, ...blocks.slice(middle)].join('\n');
}

const subscribe = `<div class="dyk"><h4>订阅《江湾早知道》</h4><p>每天早上七点，把身边的新闻送到您的邮箱。</p>
<form action="/jiangnan/subscribe" method="post"><input type="email" name="email" aria-label="邮箱"> <button>免费订阅</button></form></div>`;

function shareBar({ path, title }: Published, { origin }: Site): string {
  const target = `u=${encodeURIComponent(origin + path)}&amp;t=${encodeURIComponent(title)}`;
  return `<div class="fx">分享 : <a href="https://circle.example/fx?${target}">好友圈</a> <a href="https://post.example/fx?${target}">短帖</a> <a href="https://space.example/fx?${target}">空间</a></div>`;
}

function related({ story }: Published, site: Site): string {
  const others = listed(site.jiangwan).filter(
    (other) => other.story !== story && other.story.channel === story.channel,
  );
  const items = others
    .slice(0, 4)
    .map(({ path, title }) => `<li><a href="${path}">${escaped(title)}</a></li>`);
  return `<div class="xg"><h3>相关阅读</h3>\n<ul>\n${items.join('\n')}\n</ul></div>`;
}
