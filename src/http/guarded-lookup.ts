import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPrivateAddress } from '../url/index.ts';
import { privateAddressCode } from './transport-failure.ts';

/**
 * A resolver that fails when any address of a name is private. The connection is made to the very
 * addresses checked here, so a name that resolves differently a moment later gains nothing.
 */
export function guardedLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found, family) => {
      if (error !== null) return callback(error, '');
      const addresses = typeof found === 'string' ? [plain(found, family)] : found;
      const [first] = addresses;
      const hidden = addresses.find(({ address }) => isPrivateAddress(address));
      if (hidden !== undefined || first === undefined) {
        return callback(privateAddressError(`${hostname} is at ${hidden?.address}`), '');
      }
      if (options.all === true) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

function plain(address: string, family: number | undefined): LookupAddress {
  return { address, family: family ?? (address.includes(':') ? 6 : 4) };
}

/** An error that `transportFailure` reads as the refusal of a private address. */
export function privateAddressError(message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code: privateAddressCode });
}
