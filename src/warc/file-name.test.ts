import { expect, test } from 'vitest';
import { fileNamed, fileStem, isLaterWriting, isOfWritingAnew, isWorkerName } from './file-name.ts';
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

test.each([
  'work-0',
  'quay',
  '7',
  'news-1-3f9a2c',
  'xn--fiq228c',
  'r1-quay',
  'r2d2',
  'x'.repeat(63),
])('a worker may be called %j, and is read from its files, written anew or not', (worker) => {
  expect(isWorkerName(worker)).toBe(true);
  const file = `${fileStem('20261124001537', 3, worker)}.warc.gz`;
  for (const one of [file, replacementName(file), replacementName(replacementName(file))]) {
    expect(fileNamed(one)).toMatchObject({ worker });
  }
});

test('the files of workers one of whose names begins with the other’s are not taken for another’s', () => {
  const [short, long] = ['quay', 'quay-red'].map((one) => fileStem('20261124001537', 3, one));
  const anew = replacementName(`${long}.warc.gz`);
  expect(isLaterWriting(anew, `${short}.warc.gz`)).toBe(false);
  expect([isOfWritingAnew(anew, `${long}`), isOfWritingAnew(anew, `${short}`)]).toEqual([
    true,
    false,
  ]);
});

test.each(['r1', 'quay-r1', 'Quay', '-a', 'a-', 'a.b', '', 'x'.repeat(64), '江湾'])(
  '%j names no worker',
  (name) => {
    expect(isWorkerName(name)).toBe(false);
  },
);
