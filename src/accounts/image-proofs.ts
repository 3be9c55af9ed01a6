import { createHmac } from 'node:crypto';
import type { AccountStore, Store } from '../store/index.ts';
import type { Accounts } from './contract.ts';
import { isSame, newSecret } from './secrets.ts';

/** The mark under which the key lies. */
const mark = 'image-key';

/** Proofs that an image may be shown to whoever has its address from us: a MAC of its name and of the user
 * to whom it was told, made with a key of this archive, which opens nothing else. */
export function createImageProofs(
  store: Pick<Store, 'mark' | 'commit'> & Pick<AccountStore, 'user'>,
): Pick<Accounts, 'imageProof' | 'isImageProof'> {
  let key: Promise<string> | undefined;
  const imageProof = async (name: string, userId: number) => {
    key ??= keyIn(store).catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    const mac = createHmac('sha256', await key).update(`image\n${userId}\n${name}`);
    return `${userId}.${mac.digest('base64url').slice(0, 22)}`;
  };
  return {
    imageProof,
    async isImageProof(name, proof) {
      const [, id] = /^([1-9]\d{0,14})\.[\w-]{22}$/.exec(proof) ?? [];
      if (id === undefined || !isSame(proof, await imageProof(name, Number(id)))) return false;
      return (await store.user(Number(id))) !== undefined;
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
