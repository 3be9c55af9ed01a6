import { expect, it } from 'vitest';
import { instant, type Url } from '../model/index.ts';
import { metadataRecord } from '../warc/index.ts';
import { keysOfUrl } from './article-keys.ts';
import { toldBeside } from './told-beside.ts';
import { withoutWordsBeside } from './words-beside.ts';

const url = 'https://paper.test/2026/11/26/house' as Url;
const taken = {
  articles: ['house'],
  keys: keysOfUrl(url),
  removal: { captures: [], cut: [], revisions: [], left: [], moved: [] },
} as const;
const told = { v: 1, source: 's', guid: 'g', listing: 'l', url, title: 'Of a', authors: ['B'] };
const bare = (told: Parameters<typeof metadataRecord>[0]['value']) => {
  const record = metadataRecord({ about: 'stays', date: instant(0), value: told });
  const left = withoutWordsBeside(taken, record);
  return left && toldBeside(left);
};

it.each(['page', 'evidence', 'entry', 'joined'])(
  'what a feed said of an article taken down goes from a record of kind %s',
  (kind) => {
    expect(bare({ ...told, kind })).toEqual({ ...told, kind, title: '', authors: [] });
  },
);

it('what a feed said of another article stays', () => {
  expect(bare({ ...told, kind: 'evidence', guid: 'h', url: `${url}-2` })).toBeUndefined();
});

it('a record that tells no words stays', () => {
  expect(bare({ v: 1, kind: 'evidence', source: 's', article: 'house' })).toBeUndefined();
});
