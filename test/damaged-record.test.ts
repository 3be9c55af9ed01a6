import { describe, expect, it, onTestFinished } from 'vitest';
import { flipByte } from './flip-byte.ts';
import { clock, command, followedDemo, openForTest, scratch } from './newspaper.ts';

describe('a byte that flips in a capture file', () => {
  it('is named with file, record and address, and everything else is still shown', async () => {
    const { folder, clear } = scratch();
    onTestFinished(clear);
    const { now } = clock();
    const archive = await openForTest(folder, now);
    const demo = await followedDemo(archive, now);
    onTestFinished(() => demo.close());
    await archive.fetch({ all: true });
    const articles = await archive.articles({ limit: 100 });
    const [harmed, hale] = articles;
    const state = await archive.article(harmed?.id ?? '');
    const { captures } = state;
    const harmedCapture = captures.find(({ id }) => id === state.revision.captureId);
    const { file = '', offset = 0, length = 0 } = harmedCapture?.record ?? {};
    await archive.close();
    flipByte(folder, { file, offset, length });
    const said = await command(['doctor', '--archive', folder], { now });
    expect(said.code).toBe(3);
    expect(said.out).toContain(`${file}: the record at offset ${offset} is damaged`);
    expect(said.out).toContain(`of ${harmedCapture?.askedUrl}.`);
    expect(said.out).toContain(': 1 faults.');
    const shown = await command(['show', hale?.id ?? '', '--archive', folder], { now });
    expect(shown.code).toBe(0);
  });
});
