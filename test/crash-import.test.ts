import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { instant, type Url } from '../src/model/index.ts';
import { formatNewsFile } from '../src/transfer/news-repository/news-file.ts';
import { draws } from './draws.ts';
import { isOnPostgres } from './house-store.ts';
import { reopened } from './killed.ts';
import { clear, freshFolder, killOften, kills, measured, place, time } from './killing.ts';
import { command, openForTest } from './newspaper.ts';

afterAll(clear);

describe.concurrent.each([
  ['into one capture file', []],
  ['into many, one after the other', ['--capture-bytes', '60000']],
])(`an import %s that is killed ${kills} times`, (says, more) => {
  /** Fewer where each commit is a way to a server. */
  const files = isOnPostgres ? 200 : 600;
  const repository = join(place, `repository ${says}`);
  const parameters = (folder: string) => ['import', repository, '--archive', folder, ...more];

  /** Two outlets; every tenth article stands twice, the later file with other words. */
  function writeRepository(): void {
    for (const [index, outlet] of ['江湾时报', 'Harbour Courier'].entries()) {
      const folder = join(repository, 'articles', outlet);
      mkdirSync(folder, { recursive: true });
      for (let number = 0; number < files / 2; number += 1) {
        const story = number % 10 === 9 ? number - 1 : number;
        const text = formatNewsFile({
          publishedAt: instant(Date.UTC(2024, 0, 1 + number, index)),
          title: `Quay report ${story} 码头第${story}号消息`,
          url: `https://example.com/${index}/${story}` as Url,
          bodyHtml: `<p>Note ${number}. ${'The ferry left the quay at dawn, 渡轮清晨离开码头。'.repeat(20)}</p>`,
        });
        const slot = String(1_048_575 - number).padStart(7, '0');
        writeFileSync(join(folder, `${slot}.md`), text);
      }
    }
  }

  it('loses nothing, doubles nothing, and ends as it would have ended', time, async () => {
    writeRepository();
    const whole = freshFolder();
    const takes = await measured(parameters(whole), whole);
    const unkilled = (await reopened(whole)).state;
    expect([unkilled.articles.length, unkilled.revisions]).toEqual([files * 0.9, files]);
    const random = draws(11);
    for (let done = 0; done < kills; ) {
      const folder = freshFolder();
      await (await openForTest(folder, Date.now)).close();
      const count = Math.min(10, kills - done);
      await killOften({ parameters, takes, random }, folder, count);
      done += count;
      expect(await command(parameters(folder))).toMatchObject({ code: 0, err: '' });
      const { state, faults } = await reopened(folder);
      expect(faults).toEqual([]);
      expect(state.articles).toEqual(unkilled.articles);
      expect([state.revisions, state.captures]).toEqual([unkilled.revisions, unkilled.captures]);
    }
    const again = await command([...parameters(whole), '--json']);
    expect(again.json()).toMatchObject({ read: files, imported: 0, revisions: 0, failed: [] });
  });
});
