import type { Published } from './edition.ts';
import { escaped } from './markup.ts';
import { furnitureFrom } from './plot.ts';
import { listed, type Site } from './site.ts';

/** What the Courier's later template says of a story that no two looks find alike. */
export function courierCounters(published: Published, site: Site): string {
  const told = counted(published, site);
  if (told === undefined) return '';
  const { hours, minutes, views } = told;
  return `<p class="stats"><span class="views">${views.toLocaleString('en')} views</span> <span class="reading-time">${minutes} min read</span> <span class="ago">${hours} hours ago</span></p>\n`;
}

export function shibaoCounters(published: Published, site: Site): string {
  const told = counted(published, site);
  if (told === undefined) return '';
  return ` <span class="yd">阅读：${told.views}次</span> <span class="pls">评论：${told.views % 97}条</span> <span>${told.hours}小时前</span>`;
}

/** A box that recommends another story with each edition, in the middle of the text. */
export function courierPromo(published: Published, site: Site): readonly string[] {
  const other = promoted(published, site.harbour, site);
  if (other === undefined) return [];
  return [
    `<aside class="promo"><h4>Don’t miss</h4><p><a href="${other.path}">${escaped(other.title)}</a></p></aside>`,
  ];
}

export function shibaoPromo(published: Published, site: Site): readonly string[] {
  const other = promoted(published, site.jiangwan, site);
  if (other === undefined) return [];
  return [
    `<div class="tj"><h4>大家都在看</h4><p><a href="${other.path}">${escaped(other.title)}</a></p></div>`,
  ];
}

function counted({ body, publishedAt, story }: Published, { times }: Site) {
  const edition = times.length;
  if (edition < furnitureFrom) return undefined;
  const serial = Number(story.id.replace(/\D/g, '')) || 1;
  return {
    views: 1000 + serial * 7 + edition * 613,
    minutes: 2 + ((body.length + edition) % 3),
    hours: Math.floor(((times.at(-1) ?? 0) - publishedAt) / 3_600_000),
  };
}

function promoted({ story }: Published, all: readonly Published[], { times }: Site) {
  if (times.length < furnitureFrom) return undefined;
  const others = listed(all).filter((one) => one.story !== story);
  return others[(times.length * 5) % Math.max(1, others.length)];
}
