import type { Published } from './edition.ts';
import { courierCounters, courierPromo } from './furniture.ts';
import { courier } from './harbour/courier.ts';
import { leadPicture } from './lead-picture.ts';
import { blocksHtml, escaped, scriptJson } from './markup.ts';
import { clockTime, englishDate, timestamp } from './moment.ts';
import { picturePath } from './picture.ts';
import { listed, type Site } from './site.ts';

const style = { indent: '', credit: 'Photograph: ', base: '' };

/** A story's page in the Courier's template, with all the furniture of one. */
export function courierStory(published: Published, site: Site): string {
  const { path, title } = published;
  const head = `<title>${escaped(title)} | ${courier.name}</title>
<link rel="canonical" href="${site.origin}${path}">
${metadata(published, site)}`;
  const main = `<main>
<article class="story">
${storyHead(published, site)}
${shareBar(published, site)}
<div class="story-body">
${bodyMarkup(published, site)}
</div>
${related(published, site)}
${comments}
</article>
${mostRead(site)}
</main>`;
  return frame(head, main, site);
}

function storyHead(published: Published, site: Site): string {
  const { story, title } = published;
  const authors = story.authors.map(
    (name) => `<a rel="author" href="/harbour/">${escaped(name)}</a>`,
  );
  return `<header class="story-head">
<p class="kicker"><a href="/harbour/">${escaped(story.section)}</a></p>
<h1>${escaped(title)}</h1>
<p class="standfirst">${escaped(story.summary)}</p>
<p class="byline">By ${authors.join(' and ')}</p>
<p class="dateline">${dateline(published)}</p>
${courierCounters(published, site)}</header>`;
}

/** The front page: every article that can be read, newest first. */
export function courierFront(site: Site): string {
  const teasers = listed(site.harbour).map(
    ({ path, title, story, publishedAt }) => `<section class="teaser">
<p class="kicker">${escaped(story.section)}</p>
<h2><a href="${path}">${escaped(title)}</a></h2>
<p>${escaped(story.summary)}</p>
<p class="dateline">${englishDate(publishedAt)}</p>
</section>`,
  );
  const head = `<title>${courier.name}</title>\n<link rel="canonical" href="${site.origin}/harbour/">`;
  return frame(head, `<main class="front">\n${teasers.join('\n')}\n</main>`, site);
}

/** The page of an address that is not, or no longer, there. */
export function courierNotice(heading: string, words: string, site: Site): string {
  const head = `<title>${escaped(heading)} | ${courier.name}</title>`;
  return frame(
    head,
    `<main>\n<h1>${escaped(heading)}</h1>\n<p>${escaped(words)}</p>\n</main>`,
    site,
  );
}

function frame(head: string, main: string, { origin }: Site): string {
  return `<!doctype html>
<html lang="${courier.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}
<link rel="alternate" type="application/atom+xml" title="${courier.name}" href="${origin}/harbour/atom.xml">
<style>body{font:1.1rem/1.6 Georgia,serif;max-width:44rem;margin:auto;padding:1rem}img{max-width:100%;height:auto}aside,.share,.cookies{background:#eef2f5;padding:.5rem 1rem}</style>
<script>document.documentElement.dataset.scripted = 'yes';</script>
</head>
<body>
<div class="cookies" role="dialog" aria-label="Cookies">
<p>We and our 214 partners value your privacy. Accept cookies to support local journalism.</p>
<button type="button">Accept all</button> <button type="button">Manage choices</button>
</div>
<header class="masthead">
<a href="/harbour/"><img src="${picturePath('lighthouse', 320)}" width="64" height="36" alt="${courier.name}"></a>
<nav aria-label="Sections"><ul>
<li><a href="/harbour/">Home</a></li>
<li><a href="/harbour/#town">Town</a></li>
<li><a href="/harbour/#coast">Coast</a></li>
<li><a href="/harbour/#opinion">Opinion</a></li>
<li><a href="/private/account">My account</a></li>
</ul></nav>
</header>
${main}
<footer>
<p>© The Harbour Courier, 3 Customs Steps, Saltmere. Printed on Tuesdays and Fridays.</p>
<ul><li><a href="/harbour/">About us</a></li><li><a href="/harbour/">Advertise</a></li><li><a href="/harbour/">Complaints</a></li></ul>
<img src="/harbour/count.png" width="1" height="1" alt="">
</footer>
</body>
</html>
`;
}

function metadata(published: Published, { origin }: Site): string {
  const { story } = published;
  switch (story.dates) {
    case 'json-ld':
      return `<script type="application/ld+json">\n${scriptJson(newsArticle(published, origin))}\n</script>`;
    case 'open-graph':
      return openGraph(published, origin);
    case 'visible':
      return `<meta name="description" content="${escaped(story.summary)}">`;
  }
}

/** schema.org NewsArticle. */
function newsArticle(published: Published, origin: string): object {
  const { story, title, path, publishedAt, updatedAt } = published;
  const picture = leadPicture(published);
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: title,
    description: story.summary,
    articleSection: story.section,
    inLanguage: courier.language,
    url: origin + path,
    image: picture === undefined ? undefined : [origin + picture],
    datePublished: timestamp(publishedAt, 1),
    dateModified: timestamp(updatedAt, 1),
    author: story.authors.map((name) => ({ '@type': 'Person', name })),
    publisher: { '@type': 'NewsMediaOrganization', name: courier.name },
  };
}

function openGraph(published: Published, origin: string): string {
  const { story, title, path, publishedAt, updatedAt } = published;
  const picture = leadPicture(published);
  const tags: readonly (readonly [string, string])[] = [
    ['og:type', 'article'],
    ['og:site_name', courier.name],
    ['og:title', title],
    ['og:description', story.summary],
    ['og:url', origin + path],
    ...(picture === undefined ? [] : ([['og:image', origin + picture]] as const)),
    ['article:section', story.section],
    ['article:published_time', timestamp(publishedAt)],
    ['article:modified_time', timestamp(updatedAt)],
  ];
  return tags
    .map(([name, value]) => `<meta property="${name}" content="${escaped(value)}">`)
    .join('\n');
}

function dateline({ story, publishedAt, updatedAt }: Published): string {
  const first = englishDate(publishedAt);
  if (story.dates === 'visible') return `Published ${first}`;
  const updated = updatedAt > publishedAt ? ` (updated ${englishDate(updatedAt)})` : '';
  return `<time datetime="${timestamp(publishedAt)}">${first}</time>${updated}`;
}

function bodyMarkup(published: Published, site: Site): string {
  const { body, notes } = published;
  const live = notes.map(
    ({ at, text }) =>
      `<p><strong><time datetime="${timestamp(at)}">${clockTime(at)}</time></strong> ${escaped(text)}</p>`,
  );
  const blocks = [...blocksHtml(body, style), ...live];
  const middle = Math.ceil(blocks.length / 2);
  const promo = courierPromo(published, site);
  return [...blocks.slice(0, middle), newsletter, ...promo, ...blocks.slice(middle)].join('\n');
}

function shareBar({ path, title }: Published, { origin }: Site): string {
  const target = encodeURIComponent(origin + path);
  return `<div class="share"><span>Share this story</span>
<a href="https://post.example/share?u=${target}">Post</a>
<a href="https://circle.example/send?u=${target}&amp;t=${encodeURIComponent(title)}">Circle</a>
<a href="mailto:?subject=${encodeURIComponent(title)}&amp;body=${target}">Email</a>
</div>`;
}

const newsletter = `<aside class="newsletter" aria-label="Newsletter">
<h3>The morning tide, in your inbox</h3>
<p>Sign up for our free daily newsletter: the headlines and the high water times by seven.</p>
<form action="/harbour/newsletter" method="post"><label>Email <input type="email" name="email"></label> <button>Sign me up</button></form>
</aside>`;

const comments = `<section class="comments" id="comments">
<h2>Comments</h2>
<p>Comments on this story are open for 48 hours. <a href="/private/account">Sign in</a> to join the conversation.</p>
</section>`;

function related({ story }: Published, site: Site): string {
  const others = listed(site.harbour).filter(
    (other) => other.story !== story && other.story.section === story.section,
  );
  if (others.length === 0) return '';
  return `<aside class="related"><h2>Related stories</h2>\n${linkList(others.slice(0, 3))}\n</aside>`;
}

function mostRead(site: Site): string {
  const oldest = listed(site.harbour).slice(-5);
  return `<aside class="rail"><h2>Most read</h2>\n${linkList(oldest)}\n</aside>`;
}

function linkList(stories: readonly Published[]): string {
  const items = stories.map(
    ({ path, title }) => `<li><a href="${path}">${escaped(title)}</a></li>`,
  );
  return `<ul>\n${items.join('\n')}\n</ul>`;
}
