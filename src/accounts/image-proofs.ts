import { createHmac } from 'node:crypto';
import type { Store } from '../store/index.ts';
import type { Accounts } from './contract.ts';
import { newSecret } from './secrets.ts';

/** The mark under which the key lies. */
const mark = 'image-key';

/** Proofs that an image may be shown to whoever has its address from us: a MAC of its name, made with a
 * key of this archive, which opens nothing else. */
export function createImageProofs(
  store: Pick<Store, 'mark' | 'commit'>,
): Pick<Accounts, 'imageProof'> {
  let key: Promise<string> | undefined;
  return {
    async imageProof(name) {
      key ??= keyIn(store).catch((error: unknown) => {
        key = undefined;
        throw error;
      });
      const mac = createHmac('sha256', await key).update(`image\n${name}`);
      return mac.digest('base64url').slice(0, 22);
    },
  };
}

async function keyIn(store: Pick<Store, 'mark' | 'commit'>): Promise<string> {
  const known = await store.mark(mark);
  if (known !== undefined) return known;
  const value = newSecret();
  await store.commit({ marks: [{ name: mark, value }] });
  return value;
}
