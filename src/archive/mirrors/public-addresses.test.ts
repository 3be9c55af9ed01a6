import { expect, it } from 'vitest';
import { publicAddresses } from './public-addresses.ts';

const at =
  (...addresses: readonly string[]) =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address })));

it('gives the addresses of a host that is on the internet', async () => {
  const found = await publicAddresses('git.example', at('93.184.216.34', '2606:2800:220:1::1'));
  expect(found).toEqual(['93.184.216.34', '2606:2800:220:1::1']);
});

it.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', 'fd00::1'])(
  'refuses a name that leads to %s, though it leads elsewhere too',
  async (address) => {
    const told = publicAddresses('git.example', at('93.184.216.34', address));
    await expect(told).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('--allow-private'),
    });
  },
);

it('says of a name without any that it is asked again', async () => {
  const told = publicAddresses('git.example', () => Promise.reject(new Error('ENOTFOUND')));
  await expect(told).rejects.toMatchObject({ code: 'unreachable' });
});
