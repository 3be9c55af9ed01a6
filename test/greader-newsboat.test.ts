import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { greaderScene, hour, type Scene } from './greader-scene.ts';
import { hasNewsboat, newsboatAt } from './newsboat.ts';
import { scratch } from './newspaper.ts';

describe.skipIf(!hasNewsboat)('newsboat, where it is installed', () => {
  const { folder, clear } = scratch();
  let scene: Scene;
  beforeAll(async () => {
    scene = await greaderScene();
  });
  afterAll(async () => {
    await scene.close();
    clear();
  });

  it('lists, reads, marks and stars, and sees an edited article again', async () => {
    const newsboat = newsboatAt(folder, scene.url.replace(/\/$/, '/api/greader.php'));
    expect(await newsboat.reload()).toBe(3);
    const control = (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 64);
    await newsboat.type([
      ['(2/2) Harbour', '\r'],
      ['Articles in feed', control('E')],
      ['Flags:', 's\r'],
      ['updated.', 'N'],
      ['Quay is built', 'N'],
      ['Toggling', 'qqq'],
    ]);
    const user = await scene.archive.accounts.user('mei');
    const marks = async () => {
      const articles = await scene.archive.articles({ limit: 9 });
      const known = await scene.archive.accounts.marksOf(
        user.id,
        articles.map(({ id }) => id),
      );
      const titleOf = (id: string) => articles.find((one) => one.id === id)?.title;
      return new Map(
        known.map((one) => [
          titleOf(one.articleId),
          `${one.read ? 'read' : 'new'}${one.starredAt === undefined ? '' : ' starred'}`,
        ]),
      );
    };
    await expect.poll(marks).toEqual(
      new Map([
        ['Harbour bridge & quay open', 'read starred'],
        ['Quay is built', 'read'],
        ['公园开放', 'new'],
      ]),
    );
    expect(await newsboat.reload()).toBe(1);

    scene.time.pass(hour);
    await scene.edit('1,400');
    expect((await marks()).get('Harbour bridge & quay open')).toBe('new starred');
    expect(await newsboat.reload()).toBe(2);
    await newsboat.type([
      ['(1/2) Harbour', '\r'],
      ['Articles in feed', '\r'],
      ['1,400', 'qqqq'],
    ]);
    expect(await newsboat.reload()).toBe(1);
  }, 120_000);
});
