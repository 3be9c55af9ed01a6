import { describe, expect, it } from 'vitest';
import type { Instant, Source, Url } from '../model/index.ts';
import { outletsOf } from './outlets.ts';

function source(title: string, url = 'https://courier.example/feed', folder = 'news'): Source {
  return {
    id: `${title} ${url} ${folder}`,
    kind: 'feed',
    url: url as Url,
    title,
    folder,
    body: 'page',
    pollSeconds: 1800,
    state: 'followed',
    allowPrivate: false,
    followedAt: '2026-11-24T08:00:00.000Z' as Instant,
  };
}

const namesOf = (sources: readonly Source[]) =>
  sources.map(({ id }) => outletsOf(sources).mainOf(id)?.title);

describe('the outlets of sources', () => {
  it('take sources in under the one whose title theirs begins or ends with', () => {
    const sources = [source('Courier (json)'), source('Courier'), source('Culture - Courier')];
    expect(namesOf(sources)).toEqual(['Courier', 'Courier', 'Courier']);
    const { members, sourceIds } = outletsOf(sources).named(source('Courier').id);
    expect(sourceIds).toEqual(members.map(({ id }) => id));
    expect(members.map(({ title }) => title)).toEqual([
      'Courier',
      'Courier (json)',
      'Culture - Courier',
    ]);
  });

  it('know Chinese names by what stands beside them', () => {
    const sources = [source('江湾时报'), source('文化副刊_江湾时报'), source('江湾时报周末')];
    expect(namesOf(sources)).toEqual(['江湾时报', '江湾时报', '江湾时报周末']);
  });

  it('keep apart other names, other hosts and other folders', () => {
    const others = [
      source('Courier'),
      source('Couriers'),
      source('Courier (json)', 'https://other.example/feed'),
      source('Courier (atom)', 'https://courier.example/feed', 'sport'),
      source(''),
    ];
    expect(namesOf(others)).toEqual(others.map(({ title }) => title));
  });

  it('leave a source alone that is not the first of its outlet', () => {
    const json = source('Courier (json)');
    expect(outletsOf([source('Courier'), json]).named(json.id).members).toEqual([json]);
  });
  it('are not found by an id that no source has', () => {
    expect(() => outletsOf([source('Courier')]).named('abcdef')).toThrow(
      'abcdef: there is no such outlet',
    );
  });
});
