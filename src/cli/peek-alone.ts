import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Peek, PeekOptions } from '../archive/index.ts';
import type { Session } from './session.ts';

/** Looks at an address with an empty archive that is thrown away, so that none is needed. */
export async function peekAlone(
  session: Session,
  url: string,
  options: PeekOptions,
): Promise<Peek> {
  const folder = mkdtempSync(join(tmpdir(), 'backissue-peek-'));
  try {
    return await session.withArchive('edit', (archive) => archive.peek(url, options), {
      folder,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
