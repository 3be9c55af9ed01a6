import { beforeEach, expect, it } from 'vitest';
import type { PollState, Push, Source, Url } from '../../model/index.ts';
import type { Store } from '../index.ts';
import { at, duePoll, sampleSource } from './samples.ts';

/** Sources, how polling them stands, and their pushes. */
export function describeSources(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('gives back a source and its poll state as they were written, and replaces them', async () => {
    await store.commit({ sources: [sampleSource] });
    await store.commit({ sources: [{ ...sampleSource, title: '新报' }] });
    expect(await store.sources()).toEqual([{ ...sampleSource, title: '新报' }]);
    const poll = {
      sourceId: 's1',
      nextPollAt: at(2),
      failures: 2,
      lastError: 'no',
      warnings: ['w'],
    };
    await store.commit({ polls: [poll] });
    expect(await store.pollState('s1')).toEqual(poll);
    expect(await store.pollState('s2')).toBeUndefined();
  });

  it('keeps all that a source and its poll state may tell', async () => {
    const { pollSeconds: _own, ...rhythmic } = sampleSource;
    const told: Source = {
      ...rhythmic,
      home: 'https://paper.test/' as Url,
      headers: [['Accept-Language', 'zh']],
      cookies: 'a=b',
      proxy: 'socks5h://127.0.0.1:9050',
      browser: true,
    };
    const url = 'https://paper.test/sitemap.xml' as Url;
    const poll: PollState = {
      ...duePoll('s1', 2),
      findings: [{ kind: 'silent', since: at(1), says: 'No item for a day.' }],
      ...{ watch: '{"v":1}', shapes: '{}', jar: '{}' },
      standIn: { kind: 'sitemap', url, since: at(1) },
      soughtAt: at(1),
      asks: { pollSeconds: 3600, skipHours: [1, 2] },
      documents: { 'https://paper.test/news.xml': { etag: '"1"' } },
    };
    await store.commit({ sources: [told], polls: [poll] });
    expect(await store.sources()).toEqual([told]);
    expect(await store.sourceAt(told.url)).toEqual(told);
    expect(await store.sourceAt(url)).toBeUndefined();
    expect(await store.pollStates()).toEqual([poll]);
  });

  it('keeps the push of a source, by its token, and hastens its poll', async () => {
    const push: Push = {
      sourceId: 's1',
      hub: 'https://hub.test/' as Url,
      topic: sampleSource.url,
      token: 't',
      secret: 's',
      state: 'asked',
      until: at(9),
    };
    await store.commit({ sources: [sampleSource], polls: [duePoll('s1', 5)], pushes: [push] });
    const active: Push = { ...push, state: 'active', toldAt: at(3) };
    await store.commit({ pushes: [active] });
    expect(await store.push('s1')).toEqual(active);
    expect(await store.pushes()).toEqual([active]);
    expect(await store.pushByToken('t')).toEqual(active);
    expect(await store.pushByToken('u')).toBeUndefined();
    await store.hastenPoll('s1', at(7));
    expect(await store.nextPollAt()).toBe(at(5));
    await store.hastenPoll('s1', at(3));
    expect(await store.nextPollAt()).toBe(at(3));
  });
}
