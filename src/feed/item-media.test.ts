import { describe, expect, it } from 'vitest';
import type { FeedEntry, Url } from '../model/index.ts';
import { parseFeed } from './index.ts';

const url = 'https://gazette.example/feed' as Url;
const namespaces =
  'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/"';

function first(text: string): FeedEntry | undefined {
  return parseFeed({ url, text }).entries[0];
}

function item(inner: string): FeedEntry | undefined {
  return first(
    `<rss version="2.0" ${namespaces}><channel><item><link>/1</link>${inner}</item></channel></rss>`,
  );
}

describe('the picture of an item', () => {
  it.each([
    [
      'the widest of Media RSS',
      '<media:thumbnail url="/t.jpg"/><media:content url="/s.jpg" medium="image" width="140"/><media:content url="/l.jpg" medium="image" width="460"/>',
      'https://gazette.example/l.jpg',
    ],
    [
      'one within a group',
      '<media:group><media:content url="/f.mp4" type="video/mp4"/><media:thumbnail url="/t.jpg"/></media:group>',
      'https://gazette.example/t.jpg',
    ],
    [
      'one told by its path alone',
      '<media:content url="/p.webp?w=3"/>',
      'https://gazette.example/p.webp?w=3',
    ],
    ['the one for podcasts', '<itunes:image href="/i.png"/>', 'https://gazette.example/i.png'],
    [
      'an enclosure',
      '<enclosure url="/e.jpg" type="image/jpeg"/>',
      'https://gazette.example/e.jpg',
    ],
    ['an image element', '<image><url>/r.gif</url></image>', 'https://gazette.example/r.gif'],
    ['none that is no web address', '<itunes:image href="data:image/png;base64,AA"/>', undefined],
  ])('is %s', (_what, inner, expected) => {
    expect(item(inner)?.image).toBe(expected);
  });
});

describe('the enclosures of an item', () => {
  it('are told with type and length, each address once', () => {
    const inner =
      '<enclosure url="/a.mp3" type="Audio/MPEG" length="123"/><enclosure url="/a.mp3"/><media:content url="/b.mp4" type="video/mp4" fileSize="9"/><enclosure url="/c" length="many"/>';
    expect(item(inner)?.enclosures).toEqual([
      { url: 'https://gazette.example/a.mp3', type: 'audio/mpeg', length: 123 },
      { url: 'https://gazette.example/c' },
      { url: 'https://gazette.example/b.mp4', type: 'video/mp4', length: 9 },
    ]);
  });

  it('are links of Atom and attachments of JSON Feed too', () => {
    const atom =
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/1"/><link rel="enclosure" href="/a.mp3" type="audio/mpeg" length="5"/></entry></feed>';
    const json = JSON.stringify({
      items: [
        { url: '/1', attachments: [{ url: '/a.mp3', mime_type: 'audio/mpeg', size_in_bytes: 5 }] },
      ],
    });
    const expected = [{ url: 'https://gazette.example/a.mp3', type: 'audio/mpeg', length: 5 }];
    expect(first(atom)?.enclosures).toEqual(expected);
    expect(first(json)?.enclosures).toEqual(expected);
  });
});

describe('the tags of an item', () => {
  it('are categories, subjects and keywords, each once', () => {
    const inner =
      '<category domain="x">Harbour &amp;amp; sea</category><category><![CDATA[Ferry]]></category><dc:subject>Ferry</dc:subject><itunes:keywords>boats, tide</itunes:keywords><category/>';
    expect(item(inner)?.tags).toEqual(['Harbour & sea', 'Ferry', 'boats', 'tide']);
  });

  it('are the labels of Atom where there are any, and the tags of JSON Feed', () => {
    const atom =
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/1"/><category term="h" label="Harbour"/><category term="ferry"/></entry></feed>';
    expect(first(atom)?.tags).toEqual(['Harbour', 'ferry']);
    const json = JSON.stringify({
      items: [{ url: '/1', image: '/p', tags: ['a', 7, 'a', 'R&D'] }],
    });
    expect(first(json)).toMatchObject({ tags: ['a', 'R&D'], image: 'https://gazette.example/p' });
  });

  it('are missing where nothing is told', () => {
    expect(Object.keys(item('') ?? {})).toEqual(['guid', 'url', 'title', 'authors']);
  });
});
