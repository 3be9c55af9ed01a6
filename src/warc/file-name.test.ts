import { expect, test } from 'vitest';
import { fileNamed, fileStem, isLaterWriting, workerName } from './file-name.ts';
import { replacementName } from './rewrite-warc.ts';

test('a file’s name tells its time and its worker, before and after it was written anew', () => {
  const alone = `2026/11/${fileStem('20261124001537', 3, undefined)}.warc.gz`;
  const shared = `2026/11/${fileStem('20261124001537', 3, 'quay7')}.warc.gz`;
  expect(shared).toBe('2026/11/backissue-20261124001537-00003-quay7.warc.gz');
  const startedAt = Date.UTC(2026, 10, 24, 0, 15, 37);
  for (const [file, worker] of [
    [alone, undefined],
    [shared, 'quay7'],
  ] as const) {
    const again = replacementName(replacementName(file));
    expect(isLaterWriting(again, replacementName(file))).toBe(true);
    for (const one of [file, again]) {
      expect(fileNamed(one)).toEqual({ startedAt, ...(worker && { worker }) });
      expect([isLaterWriting(one, file), isLaterWriting(file, one)]).toEqual([one !== file, false]);
    }
  }
  expect(isLaterWriting(replacementName(shared), alone)).toBe(false);
  expect(fileNamed('2026/11/others.warc.gz')).toBeUndefined();
});

test.each(['r1', 'Quay', 'a-b', '', 'x'.repeat(25), '江湾'])('%j names no worker', (name) => {
  expect(workerName.test(name)).toBe(false);
});
