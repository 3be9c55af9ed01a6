import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Peek } from '../archive/index.ts';
import type { Session } from './session.ts';

/** Looks at an address with an empty archive that is thrown away, so that none is needed. */
export async function peekAlone(
  session: Session,
  url: string,
  allowPrivate: boolean,
): Promise<Peek> {
  const folder = mkdtempSync(join(tmpdir(), 'backissue-peek-'));
  try {
    return await session.withArchive('edit', (archive) => archive.peek(url, { allowPrivate }), {
      folder,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
