import { ArchiveError, errorFrom } from '../../model/index.ts';
import type { LedgerFiles } from './ledger-files.ts';

/** No file of a ledger is larger: a bundle has 256 entries of at most 65,535 bytes. */
const mostBytes = 32 * 2 ** 20;
const patience = 30_000;

/**
 * A ledger's files on a host, below an address that ends in `/`. What is not there (404, 410) is
 * undefined; whatever else goes wrong is an ArchiveError(`unreachable`).
 */
export function ledgerHost(base: string): LedgerFiles {
  return { read: (path) => fileAt(new URL(path, base).href) };
}

async function fileAt(url: string): Promise<Uint8Array | undefined> {
  const answer = await asked(url);
  if (answer.status === 404 || answer.status === 410) {
    await answer.body?.cancel();
    return undefined;
  }
  if (!answer.ok) throw unreachable(url, `answered ${answer.status}`);
  try {
    return await bodyOf(answer, url);
  } catch (thrown) {
    if (thrown instanceof ArchiveError) throw thrown;
    throw unreachable(url, `breaks off (${errorFrom(thrown, url).message})`);
  }
}

async function bodyOf({ body }: Response, url: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    parts.push(part);
    length += part.length;
    if (length > mostBytes) throw unreachable(url, `is larger than ${mostBytes} bytes`);
  }
  return Buffer.concat(parts);
}

async function asked(url: string): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(patience) });
  } catch (thrown) {
    throw unreachable(url, `cannot be reached (${errorFrom(thrown, url).message})`);
  }
}

const unreachable = (url: string, what: string): ArchiveError =>
  new ArchiveError('unreachable', `${url} ${what}; try again later, or name another mirror.`);
