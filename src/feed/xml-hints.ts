import type { Url } from '../model/index.ts';
import { linksOf } from './atom-link.ts';
import type { FeedHints } from './feed-document.ts';
import { linkUrl } from './item-fields.ts';
import { child, childrenOf, textOf, type XmlElement } from './xml-element.ts';

const periods: Readonly<Record<string, number | undefined>> = {
  hourly: 3600,
  daily: 86_400,
  weekly: 604_800,
  monthly: 2_592_000,
  yearly: 31_536_000,
};
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** What the channel or feed element says of polling (RSS 2.0, syndication module, WebSub, iTunes). */
export function xmlHints(channel: XmlElement): FeedHints | undefined {
  const pollSeconds = freshness(channel);
  const skipHours = hoursOf(channel);
  const skipDays = daysOf(channel);
  const links = linksOf(channel, 'link', 'atom:link');
  const hubs = [...new Set(links.filter((link) => link.rel === 'hub').map((link) => link.url))];
  const self = links.find((link) => link.rel === 'self')?.url;
  const movedTo = movedAddress(channel);
  const isEnded = /^(?:yes|true)$/i.test(textOf(channel, 'itunes:complete'));
  return anyOf({
    ...(pollSeconds === undefined ? {} : { pollSeconds }),
    ...(skipHours.length === 0 ? {} : { skipHours }),
    ...(skipDays.length === 0 ? {} : { skipDays }),
    hubs,
    ...(self === undefined ? {} : { self }),
    ...(movedTo === undefined ? {} : { movedTo }),
    ...(isEnded ? { ended: true } : {}),
  });
}

/** Undefined when nothing is told. */
export function anyOf(hints: FeedHints): FeedHints | undefined {
  return hints.hubs.length > 0 || Object.keys(hints).length > 1 ? hints : undefined;
}

function freshness(channel: XmlElement): number | undefined {
  const ttl = textOf(channel, 'ttl');
  if (/^\d{1,7}$/.test(ttl) && Number(ttl) > 0) return Number(ttl) * 60;
  const period = periods[textOf(channel, 'sy:updateperiod').toLowerCase()];
  const frequency = Number(textOf(channel, 'sy:updatefrequency') || '1');
  if (period === undefined || !(frequency >= 1)) return undefined;
  return Math.max(1, Math.round(period / frequency));
}

/** Hours 0 to 23; RSS 0.91 counted them from 1 to 24. */
function hoursOf(channel: XmlElement): readonly number[] {
  const told = listed(channel, 'skiphours', 'hour').flatMap((text) =>
    /^\d{1,2}$/.test(text) && Number(text) <= 24 ? [Number(text) % 24] : [],
  );
  return [...new Set(told)].sort((one, other) => one - other);
}

function daysOf(channel: XmlElement): readonly number[] {
  const told = listed(channel, 'skipdays', 'day')
    .map((text) => days.indexOf(text.slice(0, 3).toLowerCase()))
    .filter((day) => day >= 0);
  return [...new Set(told)].sort((one, other) => one - other);
}

function listed(channel: XmlElement, list: string, name: string): readonly string[] {
  const parent = child(channel, list);
  return parent === undefined ? [] : childrenOf(parent, name).map((one) => one.text.trim());
}

function movedAddress(channel: XmlElement): Url | undefined {
  const told = textOf(channel, 'itunes:new-feed-url');
  return told === '' ? undefined : linkUrl(told, channel.base);
}
