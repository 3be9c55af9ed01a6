import { describe, expect, it } from 'vitest';
import type { Url } from '../model/index.ts';
import { type FeedHints, hubLinks, parseFeed } from './index.ts';

const url = 'https://gazette.example/feed' as Url;

function hints(text: string): FeedHints | undefined {
  return parseFeed({ url, text }).hints;
}

const channel = (inner: string): string =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>${inner}</channel></rss>`;

describe('what a feed says of being polled', () => {
  it.each([
    ['<ttl>60</ttl>', { pollSeconds: 3600 }],
    ['<ttl>soon</ttl><sy:updatePeriod>hourly</sy:updatePeriod>', { pollSeconds: 3600 }],
    [
      '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>',
      { pollSeconds: 21_600 },
    ],
    ['<skipHours><hour>24</hour><hour>7</hour><hour>99</hour></skipHours>', { skipHours: [0, 7] }],
    ['<skipDays><day>Saturday</day><day>sunday</day><day>x</day></skipDays>', { skipDays: [0, 6] }],
    [
      '<itunes:new-feed-url>https://b.example/f</itunes:new-feed-url>',
      { movedTo: 'https://b.example/f' },
    ],
    ['<itunes:complete>Yes</itunes:complete>', { ended: true }],
    [
      '<atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="/feed?page=1"/>',
      { hubs: ['https://hub.example/'], self: 'https://gazette.example/feed?page=1' },
    ],
  ])('is read from %s', (inner, expected) => {
    expect(hints(channel(inner))).toEqual({ hubs: [], ...expected });
  });

  it('is missing where nothing is told', () => {
    expect(hints(channel('<title>T</title>'))).toBeUndefined();
  });

  it('is read from Atom and JSON Feed', () => {
    const atom =
      '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="https://a.example/"/><link rel="hub" href="https://b.example/"/><link rel="self" href="/f"/></feed>';
    expect(hints(atom)).toEqual({
      hubs: ['https://a.example/', 'https://b.example/'],
      self: 'https://gazette.example/f',
    });
    const json = JSON.stringify({
      feed_url: '/feed.json',
      expired: true,
      hubs: [
        { type: 'rssCloud', url: 'https://cloud.example/' },
        { type: 'WebSub', url: 'https://hub.example/' },
      ],
      items: [],
    });
    expect(hints(json)).toEqual({
      hubs: ['https://hub.example/'],
      self: 'https://gazette.example/feed.json',
      ended: true,
    });
  });
});

describe('Link headers', () => {
  it('name hubs and the own address', () => {
    const headers = [
      ['Link', '<https://hub.example/a,b>; rel="hub", </feed>; title="a, <b>; rel=hub"; rel=self'],
      ['link', '<https://two.example/>;rel="preload HUB"'],
      ['Content-Type', '<x>; rel=hub'],
    ] as const;
    expect(hubLinks(headers, url)).toEqual({
      hubs: ['https://hub.example/a,b', 'https://two.example/'],
      self: 'https://gazette.example/feed',
    });
  });

  it('that name neither tell nothing', () => {
    expect(
      hubLinks([['link', '<https://a.example/>; rel=next, <mailto:a@b>; rel=hub']], url),
    ).toEqual({ hubs: [] });
  });
});
