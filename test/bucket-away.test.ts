import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { bucketScene, filesIn, hour, paper, paths } from './bucket-scene.ts';
import { flipByte } from './flip-byte.ts';
import { databaseFor, postgres } from './fresh-database.ts';
import { command } from './newspaper.ts';

vi.setConfig({ testTimeout: 180_000 });

const opened: Archive[] = [];
afterEach(async () => {
  for (const archive of opened.splice(0)) await archive.close();
});

/** An archive whose first article lies in the bucket alone, and whose second is in the folder too. */
async function letGo() {
  const scene = await bucketScene();
  const { archive, site } = await scene.filled({ ledger: {} });
  await archive.close();
  scene.time.pass(25 * hour);
  await (await scene.open(scene.room.folder, { ledger: {} })).close();
  const again = await scene.open(scene.room.folder, { ledger: {} });
  await again.capture(site.url(paths.quay), { allowPrivate: true });
  await again.close();
  expect([filesIn(scene.room.folder).length, scene.s3.objects.size]).toEqual([1, 2]);
  return scene;
}

const away = () => ({ status: 503, code: 'SlowDown' });
const locked = () => ({ status: 403, code: 'AccessDenied' });

/** A command without the settings of the bucket. */
const alone = (parameters: readonly string[], folder: string, now: () => number) =>
  command([...parameters, '--archive', folder], { now });

describe('while the bucket is away', () => {
  test.each([
    ['does not answer', away, 'SlowDown'],
    ['refuses', locked, 'AccessDenied'],
  ])('and %s, doctor looks at all else and tells it in one sentence', async (_, fault, says) => {
    const { room, run, s3 } = await letGo();
    s3.fault = fault;
    const { code, json } = await run(['doctor', '--json']);
    expect(code).toBe(1);
    const report = json();
    expect(report).toMatchObject({ ok: true, files: 1, faults: [], troubled: [] });
    expect(report['records']).toBeGreaterThan(0);
    expect(report['bucket']).toMatchObject({ fault: expect.stringContaining(says) });
    expect(report['notLookedAt']).toMatchObject({ files: 1 });
    expect(report).toHaveProperty('ledger');
    const { out } = await run(['doctor']);
    expect(out).toContain('no fault in what was looked at');
    expect(out.split('\n').filter((line) => line.includes(says))).toHaveLength(1);
    rmSync(join(room.folder, 'captures'), { recursive: true });
    expect((await run(['doctor', '--json'])).json()['notLookedAt']).toMatchObject({ files: 2 });
  });

  test('in the middle of a file, that is no damage of the file', async () => {
    const { run, s3 } = await letGo();
    s3.fault = (method, path) =>
      path.includes('.warc.gz') && method === 'GET' ? away() : undefined;
    const { code, json } = await run(['doctor', '--json']);
    expect([code, json()]).toMatchObject([1, { ok: true, files: 1, notLookedAt: { files: 1 } }]);
  });

  test('doctor still tells what is damaged in the folder, and exits as for damage', async () => {
    const { room, run, s3 } = await letGo();
    s3.fault = away;
    const [file = ''] = filesIn(room.folder);
    flipByte(room.folder, {
      file,
      offset: 0,
      length: statSync(join(room.folder, 'captures', file)).size,
    });
    const { code, json } = await run(['doctor', '--json']);
    expect([code, json()['ok']]).toEqual([3, false]);
  });

  test('verify checks what is in the folder, names the bucket, and calls nothing damaged', async () => {
    const { run, s3 } = await letGo();
    expect((await run(['verify'])).code).toBe(0);
    s3.fault = away;
    const { code, json } = await run(['verify', '--json']);
    expect([code, json()]).toMatchObject([1, { ok: false, files: 1, notLookedAt: 2 }]);
    expect(json()['faults']).toMatchObject([{ kind: 'unreachable' }]);
  });
});

describe('in a worker’s folder without the settings of the bucket', () => {
  test('what lies in the bucket is told as not looked at, and is no failure', async () => {
    const { room, time } = await letGo();
    const doctor = await alone(['doctor'], room.folder, time.now);
    expect([doctor.code, doctor.out]).toEqual([0, expect.not.stringContaining('missing')]);
    expect(doctor.out).toContain('1 in a bucket; name it with BACKISSUE_CAPTURES');
    const verify = await alone(['verify', '--json'], room.folder, time.now);
    expect([verify.code, verify.json()]).toMatchObject([0, { ok: true, files: 1, notLookedAt: 2 }]);
    expect((await alone(['verify'], room.folder, time.now)).out).toContain('were not looked at');
  });

  test('a file that never left the folder and is not there is still missing', async () => {
    const { filled, room, s3, time, run } = await bucketScene();
    const { archive } = await filled({ ledger: {} });
    s3.fault = away;
    await archive.close();
    rmSync(join(room.folder, 'captures'), { recursive: true });
    const doctor = await alone(['doctor', '--json'], room.folder, time.now);
    expect([doctor.code, doctor.json()['faults']]).toMatchObject([3, [{ kind: 'missing-file' }]]);
    s3.fault = () => undefined;
    expect((await run(['verify', '--json'])).json()['faults']).toMatchObject([
      { kind: 'missing-capture' },
      { kind: 'missing-capture' },
    ]);
  });
});

describe('when work is to begin while the bucket is away', () => {
  /** An archive with a takedown that was cut off before the old file was gone from the bucket. */
  async function cutOff() {
    const scene = await bucketScene();
    const { archive, site } = await scene.filled();
    await archive.close();
    scene.s3.fault = (method) => (method === 'DELETE' ? locked() : undefined);
    const again = await scene.open();
    const refused = again.takeDown(site.url(paths.house), { reason: 'privacy' });
    await expect(refused).rejects.toThrow('AccessDenied');
    await again.close();
    return scene;
  }
  const work = ({ env, room, time }: Awaited<ReturnType<typeof cutOff>>, stop?: AbortSignal) =>
    command(['work', '--archive', room.folder], { now: time.now, env, ...(stop && { stop }) });

  test('it is told once, asked again later each time, and work goes on when it is back', async () => {
    const { events, open, s3 } = await cutOff();
    s3.fault = away;
    const waits: number[] = [];
    const delay = async (ms: number, signal: AbortSignal) => {
      // Of uploads, each minute.
      if (ms >= 60_000) await new Promise((go) => signal.addEventListener('abort', go));
      if (s3.fault('GET', '') !== undefined) waits.push(ms);
      if (waits.length === 4) s3.fault = () => undefined;
    };
    events.splice(0);
    const archive = await open(undefined, { outlasts: true, delay });
    opened.push(archive);
    const end = new AbortController();
    await archive.keepUp({ signal: end.signal, onRound: async () => end.abort() });
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    expect(events.filter(({ type }) => type === 'bucket')).toEqual([
      {
        ...{ type: 'bucket', state: 'away' },
        message: expect.stringMatching(
          /^Captures in the bucket cannot be had now: DELETE .+: SlowDown; work goes on when they can\.$/,
        ),
      },
      { type: 'bucket', state: 'back', message: 'Captures can be had again; work goes on.' },
    ]);
    expect(await archive.takedowns()).toMatchObject([{ state: 'done' }]);
    const keys = [...s3.objects.keys()].map((key) => key.replace(/^.*-(\d{5}-)/, '$1'));
    expect(keys.sort()).toEqual(['00000-quay7-r1.warc.gz', '00001-quay7.warc.gz']);
  });

  test('a process that waits ends well when it is told to', async () => {
    const scene = await cutOff();
    const end = new AbortController();
    let asked = 0;
    scene.s3.fault = () => {
      // The opening asks three times, and the first look.
      if (++asked === 4) end.abort();
      return away();
    };
    const { code, err, out } = await work(scene, end.signal);
    expect([code, err]).toEqual([0, '']);
    expect(out.match(/Captures in the bucket cannot be had/g)).toHaveLength(1);
  });

  test('one pass ends with the fault, as does a bucket that refuses or is not there', async () => {
    const scene = await cutOff();
    const { env, room, run, s3, time } = scene;
    s3.fault = away;
    expect(await run(['work', '--once'])).toMatchObject({
      ...{ code: 1, err: expect.stringContaining('SlowDown') },
    });
    s3.fault = locked;
    expect(await work(scene)).toMatchObject({
      ...{ code: 1, err: expect.stringContaining('look at the key and its rights') },
    });
    s3.fault = () => undefined;
    const other = { ...env, BACKISSUE_CAPTURES: env.BACKISSUE_CAPTURES.replace('papers', 'other') };
    const elsewhere = await command(['work', '--archive', room.folder], {
      ...{ now: time.now, env: other },
    });
    expect(elsewhere).toMatchObject({ code: 1, err: expect.stringContaining('no bucket other') });
  });
});

test.skipIf(postgres() === '')(
  'what other workers have is not looked at, from whichever folder doctor and verify are run',
  async () => {
    const { env, open, room, time } = await bucketScene();
    const site = await paper();
    const database = await databaseFor(room.folder);
    const here = room.freshFolder();
    const one = await open(here, { database, ledger: {}, worker: 'quay-7' });
    await one.follow(site.url('/feed.xml'), { allowPrivate: true });
    await one.fetch({ all: true });
    opened.push(one);
    const there = room.freshFolder();
    const other = await open(there, { database, ledger: {}, worker: 'pier-2' });
    opened.push(other);
    const says = ['1 with worker quay-7, which has not uploaded them yet; look there.'];
    const shared = { BACKISSUE_DATABASE_URL: database };
    for (const settings of [{ ...env, ...shared }, shared]) {
      for (const folder of [there, room.freshFolder()]) {
        const run = (name: string) =>
          command([name, '--json', '--archive', folder], { now: time.now, env: settings });
        const doctor = await run('doctor');
        expect([doctor.code, doctor.json()]).toMatchObject([
          0,
          { notLookedAt: { files: 1, says } },
        ]);
      }
    }
    expect(await other.gauges()).toMatchObject({ notUploaded: { files: 1 } });
  },
);

test('gauges tell how many files are not uploaded, and since when the oldest is written', async () => {
  const { filled, open, s3, time } = await bucketScene();
  const { archive } = await filled();
  opened.push(archive);
  expect((await archive.gauges()).notUploaded).toMatchObject({
    files: 1,
    since: expect.any(String),
  });
  expect(Date.parse((await archive.gauges()).notUploaded?.since ?? '')).toBeLessThanOrEqual(
    time.now(),
  );
  await opened.pop()?.close();
  expect(s3.objects.size).toBe(1);
  const again = await open();
  opened.push(again);
  expect((await again.gauges()).notUploaded).toEqual({ files: 0 });
});
