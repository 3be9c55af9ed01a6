import iconv from 'iconv-lite';
import { type Answer, answerWith, redirect, validated } from './answer.ts';
import type { Published } from './edition.ts';
import { atomFeed, jsonFeed, newsSitemap, rssFeed } from './feeds.ts';
import { tideHops } from './harbour/news.ts';
import { courierFront, courierStory } from './harbour-page.ts';
import { broken, instead, noSuchPage } from './instead.ts';
import { shibaoCulture, shibaoFront, shibaoStory } from './jiangwan-page.ts';
import { countingPixel, pictureAt } from './picture.ts';
import { feedOf, freshest, listed, type Site } from './site.ts';

const html = 'text/html; charset=utf-8';

/**
 * What the server has at a path in this edition. `failing` says whether a page that answers 500 a
 * few times still does; asking it counts the try.
 */
export function answerTo(
  path: string,
  site: Site,
  failing: (published: Published) => boolean,
): Answer {
  return (
    fixed[path]?.(site) ??
    pictureAnswer(path, site) ??
    hopAnswer(path, site) ??
    storyAnswer(path, site, failing) ??
    missing(path, site)
  );
}

/** Documents with an address of their own. The null prototype keeps `/constructor` and its like out. */
const fixed: Readonly<Record<string, (site: Site) => Answer>> = {
  __proto__: null as never,
  '/': ({ origin }) => redirect(302, `${origin}/harbour/`),
  '/robots.txt': ({ origin }) =>
    answerWith(
      'text/plain; charset=utf-8',
      `User-agent: *\nDisallow: /private/\n\nSitemap: ${origin}/harbour/news-sitemap.xml\n`,
    ),
  '/private/account': () => answerWith(html, privatePage),
  '/harbour/': (site) => answerWith(html, courierFront(site)),
  '/harbour/atom.xml': (site) =>
    feedAnswer('application/atom+xml; charset=utf-8', atomFeed(site), feedOf(site.harbour, 'main')),
  '/harbour/feed.json': (site) =>
    feedAnswer('application/feed+json', jsonFeed(site), feedOf(site.harbour, 'opinion')),
  '/harbour/news-sitemap.xml': (site) =>
    feedAnswer('application/xml', newsSitemap(site), listed(site.harbour)),
  '/harbour/count.png': (site) => validated(answerWith('image/png', countingPixel), started(site)),
  '/jiangnan/': (site) => answerWith(html, shibaoFront(site)),
  '/jiangnan/culture/': (site) => answerWith(html, shibaoCulture(site)),
  '/jiangnan/rss.xml': (site) =>
    feedAnswer('application/rss+xml; charset=utf-8', rssFeed(site), feedOf(site.jiangwan, 'main')),
};

const privatePage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Your account</title></head>
<body><p>Robots are asked to stay out of here.</p></body>
</html>
`;

function feedAnswer(type: string, text: string, stories: readonly Published[]): Answer {
  return validated(answerWith(type, text), freshest(stories));
}

function pictureAnswer(path: string, site: Site): Answer | undefined {
  const picture = pictureAt(path);
  return picture && validated(answerWith('image/png', picture), started(site));
}

function started({ times }: Site): number {
  return times[0] ?? 0;
}

/** The redirect chain a feed link goes through: 302, then 301, then the page. */
function hopAnswer(path: string, { origin }: Site): Answer | undefined {
  const [asked, between, final] = tideHops;
  if (path === asked) return redirect(302, origin + between);
  return path === between ? redirect(301, origin + final) : undefined;
}

function storyAnswer(
  path: string,
  site: Site,
  failing: (published: Published) => boolean,
): Answer | undefined {
  const all = [...site.harbour, ...site.jiangwan];
  const moved = all.find(({ formerPaths }) => formerPaths.includes(path));
  if (moved !== undefined) return redirect(301, site.origin + moved.path);
  const found = all.find((published) => published.path === path);
  if (found === undefined || found.withdrawn === 'not-found') return undefined;
  if (found.withdrawn !== undefined) return instead(found, site);
  return failing(found) ? broken : page(found, site);
}

function page(published: Published, site: Site): Answer {
  if (site.harbour.includes(published)) return answerWith(html, courierStory(published, site));
  const text = shibaoStory(published, site);
  return answerWith(html, published.story.gbk === true ? iconv.encode(text, 'gbk') : text);
}

function missing(path: string, site: Site): Answer {
  return answerWith(html, noSuchPage(path, site), { status: 404 });
}
