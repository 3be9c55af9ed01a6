import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { ArchiveError } from '../model/index.ts';
import { ByteReader } from './byte-reader.ts';
import type { BlobRead } from './history-types.ts';
import { complaint, type Place, startGit } from './run-git.ts';

/** Larger files are told as a fault, not read: an article is text. */
const mostBytes = 64 << 20;
const call = { args: ['cat-file', '--batch', '--buffer'] };

/**
 * Contents by object id, in the order asked, by one `git cat-file --batch`. Ids are drawn only as
 * fast as contents are taken (the pipes' few thousand ids ahead).
 */
export async function* readBlobs(
  place: Place,
  ids: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<BlobRead> {
  const running = await startGit(place, call);
  const asking = ask(ids, running.child.stdin).finally(() => running.child.stdin.end());
  // Ending git ends the answers; whoever waits for them is then told this fault.
  let askingFault: unknown;
  asking.catch((thrown: unknown) => {
    askingFault = thrown;
    running.stop();
  });
  const reader = new ByteReader(running.child.stdout as AsyncIterable<Buffer>);
  try {
    for (;;) {
      const heading = await reader.until(10, 4096);
      if (heading === undefined) break;
      yield await readBlob(heading.toString('utf8'), reader);
    }
    await asking;
    const end = await running.ended;
    if (end.code !== 0) throw complaint(place, call, end);
  } catch (thrown) {
    throw askingFault ?? thrown;
  } finally {
    running.stop();
    running.child.stdin.destroy();
    await reader.close();
    await running.ended.catch(() => undefined);
  }
}

async function ask(ids: AsyncIterable<string> | Iterable<string>, stdin: Writable): Promise<void> {
  const closed = once(stdin, 'close').catch(() => undefined);
  for await (const id of ids) {
    if (!/^[0-9a-f]{40,64}$/.test(id)) {
      throw new ArchiveError('invalid', `“${id}” is no git object id; give 40 or 64 hex digits.`);
    }
    if (stdin.destroyed) return;
    if (!stdin.write(`${id}\n`)) await Promise.race([once(stdin, 'drain'), closed]);
  }
}

async function readBlob(heading: string, reader: ByteReader): Promise<BlobRead> {
  const [id = '', kind = '', length = ''] = heading.split(' ');
  const size = Number(length);
  if (length === '' || !Number.isSafeInteger(size)) {
    return { id, fault: 'its content is not in this clone' };
  }
  if (kind !== 'blob' || size > mostBytes) {
    await reader.skip(size + 1);
    return { id, fault: kind === 'blob' ? `it is too large (${size} bytes)` : `it is a ${kind}` };
  }
  const bytes = await reader.exactly(size);
  await reader.skip(1);
  return { id, bytes };
}
