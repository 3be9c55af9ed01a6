import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bucketScene, filesIn, hour, paths, secret } from './bucket-scene.ts';
import { databaseFor, postgres } from './fresh-database.ts';

describe.skipIf(postgres() === '')('a takedown that several workers come to do', () => {
  it('is finished by another where the one that was at it is lost, in the bucket too', async () => {
    const { filled, open, room, s3 } = await bucketScene();
    const database = await databaseFor(room.folder);
    const { archive, site } = await filled({ database });
    await archive.close();
    const lost = await open(room.folder, { database });
    s3.fault = (method) =>
      method === 'DELETE' ? { status: 403, code: 'AccessDenied' } : undefined;
    await expect(lost.takeDown(site.url(paths.house), { reason: 'privacy' })).rejects.toThrow(
      'AccessDenied',
    );
    await lost.close();
    s3.fault = () => undefined;
    const other = await open(room.freshFolder(), { database, worker: 'pier2' });
    expect(await other.takedowns()).toMatchObject([{ state: 'done' }]);
    const held = [...s3.objects.values()].map(({ bytes }) => gunzipSync(bytes).toString('latin1'));
    expect(held.filter((text) => text.includes(secret))).toEqual([]);
    await other.close();
  });

  it('leaves nobody with half a file of one that was cut off', async () => {
    const { filled, open, room, s3, time } = await bucketScene();
    const database = await databaseFor(room.folder);
    const { archive, site } = await filled({ database });
    await archive.close();
    const other = await open(room.freshFolder(), { database, worker: 'pier2' });
    await other.takeDown(site.url(paths.house), { reason: 'privacy' });
    const [anew = ''] = [...s3.objects.keys()].filter((key) => key.endsWith('-r1.warc.gz'));
    const file = anew.replace(/^news\//, '');
    // What the first had begun to write when it died.
    const whole = s3.objects.get(anew)?.bytes ?? Buffer.alloc(0);
    writeFileSync(join(room.folder, 'captures', file), whole.subarray(0, 500));
    time.pass(hour);
    const first = await open(room.folder, { database });
    await first.close();
    expect(filesIn(room.folder)).not.toContain(file);
    await other.close();
  });
});
