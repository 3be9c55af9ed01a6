import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPrivateAddress, literalAddress, parseUrl } from './index.ts';

const forbidden = [
  ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.100.100.200'],
  ...['100.127.255.255', '127.0.0.1', '127.255.255.254', '168.63.129.16', '169.254.0.1'],
  ...['169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.1', '192.0.0.192', '192.0.2.7'],
  ...['192.88.99.1', '192.168.0.1', '192.168.255.255', '198.18.0.1', '198.19.255.255'],
  ...['198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.250', '240.0.0.1'],
  ...['255.255.255.255', '::', '::1', '0:0:0:0:0:0:0:1', '::127.0.0.1', '::7f00:1'],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:10.0.0.1', '0:0:0:0:0:ffff:192.168.1.1'],
  ...['::ffff:0:127.0.0.1', '::ffff:0:808:808', '64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe'],
  ...['64:ff9b:1::8.8.8.8', '100::1', '2001::1', '2001:0:7f00:1::f7f7:f7f7'],
  ...['2001:0:808:808::80ff:fffe', '2001:2::1', '2001:10::1', '2001:db8::1', '2002:7f00:1::'],
  ...[
    '2002:a00:1::1',
    '2002:c0a8:101::1',
    '2606:4700::5efe:127.0.0.1',
    '2606:4700::200:5efe:a00:1',
  ],
  ...['3fff::1', '5f00::1', '4000::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'febf::1'],
  ...['fec0::1', 'feff::1', 'ff02::1', 'ffff::1', 'fe80::1%eth0'],
];

test.each(forbidden)('%s is private', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each([
  ...['', ' ', 'localhost', 'example.com', '127.1', '0x7f.0.0.1', '0177.0.0.1', '2130706433'],
  ...[
    '8.8.8',
    '8.8.8.8.8',
    '08.8.8.8',
    '256.8.8.8',
    '8.8.8.8 ',
    ' 8.8.8.8',
    '8.8.8.-8',
    '８.8.8.8',
  ],
  ...['[2606:4700::1111]', '2606:4700:::1', '1:2:3:4:5:6:7:8:9', '::1]/', ':', 'g::1', '%', '.'],
  ...['2606:4700::1]@[::2', `${':'.repeat(10_000)}`],
])('%j is no plain address, so it is private', (text) => {
  expect(isPrivateAddress(text)).toBe(true);
});

test.each([
  ...['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0'],
  ...['126.255.255.255', '128.0.0.1', '169.253.255.255', '169.255.0.0', '172.15.255.255'],
  ...['172.32.0.0', '192.0.1.0', '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0'],
  ...['223.255.255.255', '2606:4700:4700::1111', '2001:4860:4860::8888', '2001:200::1', '2a00::'],
  ...['2400:3200::1', '::ffff:8.8.8.8', '::ffff:808:808', '64:ff9b::8.8.8.8', '2002:808:808::1'],
  ...[
    '2001:0:808:808::f7f7:f7f7',
    '2606:4700::5efe:8.8.8.8',
    '2606:4700:0:0:0:0:0:1',
    '3fff:1000::1',
  ],
])('%s is public', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

test.each([
  ['http://127.0.0.1/', '127.0.0.1'],
  ['http://2130706433/', '127.0.0.1'],
  ['http://0x7f000001/', '127.0.0.1'],
  ['http://0x7f.1/', '127.0.0.1'],
  ['http://0177.0.0.1/', '127.0.0.1'],
  ['http://127.1/', '127.0.0.1'],
  ['http://127.0.0.1./', '127.0.0.1'],
  ['http://%31%32%37.0.0.1/', '127.0.0.1'],
  ['http://１２７.0.0.1/', '127.0.0.1'],
  ['http://127。0。0。1/', '127.0.0.1'],
  ['http://①②⑦.0.0.1/', '127.0.0.1'],
  ['http://0/', '0.0.0.0'],
  ['http://user@10.1/', '10.0.0.1'],
  ['http://[::1]:8080/', '::1'],
  ['http://[0:0:0:0:0:ffff:7f00:1]/', '::ffff:7f00:1'],
  ['http://[::ffff:169.254.169.254]/', '::ffff:a9fe:a9fe'],
  ['http://3232235777/', '192.168.1.1'],
  ['http://0xa9fea9fe/', '169.254.169.254'],
])('%s names the private address %s', (text, address) => {
  const url = parseUrl(text);
  const literal = url && literalAddress(url);
  expect(literal).toBe(address);
  expect(isPrivateAddress(literal ?? '')).toBe(true);
});

test('a name is no literal address', () => {
  const literals = ['https://example.com/', 'https://localhost/', 'https://127.0.0.1.example.com/']
    .map((text) => parseUrl(text))
    .map((url) => url && literalAddress(url));
  expect(literals).toEqual([undefined, undefined, undefined]);
});

test('an IPv4 address is as private as its mapped, NAT64 and 6to4 forms', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      const high = (a * 256 + b).toString(16);
      const low = (c * 256 + d).toString(16);
      const forms = [`::ffff:${address}`, `64:ff9b::${address}`, `2002:${high}:${low}::1`];
      for (const form of forms) expect(isPrivateAddress(form)).toBe(isPrivateAddress(address));
    }),
  );
});

test('every spelling of an IPv6 address gets the same answer, and no text throws', () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.string(), (address, text) => {
      expect(isPrivateAddress(address.toUpperCase())).toBe(isPrivateAddress(address));
      expect(typeof isPrivateAddress(text)).toBe('boolean');
    }),
  );
});
