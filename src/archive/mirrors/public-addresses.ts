import { lookup } from 'node:dns/promises';
import { ArchiveError, errorFrom } from '../../model/index.ts';
import { isPrivateAddress } from '../../url/index.ts';

/** Resolves the name of a host. */
type Resolve = (hostname: string) => Promise<readonly { readonly address: string }[]>;

/**
 * The addresses of a host that git is to connect to: git resolves names itself, and looks at none of what it finds.
 * Throws ArchiveError: `refused` where one of them is on this machine or a private network, `unreachable` where
 * there is none.
 */
export async function publicAddresses(
  hostname: string,
  resolve: Resolve = (name) => lookup(name, { all: true }),
): Promise<readonly string[]> {
  const found = await resolve(hostname).catch((thrown: unknown) => {
    const says = `${hostname} has no address (${errorFrom(thrown, hostname).message}); it is asked again later.`;
    throw new ArchiveError('unreachable', says, { cause: thrown });
  });
  const addresses = found.map(({ address }) => address);
  const hidden = addresses.find(isPrivateAddress);
  if (hidden === undefined) return addresses;
  const says = `${hostname} is at ${hidden}, on this machine or a private network; allow it with --allow-private.`;
  throw new ArchiveError('refused', says);
}
