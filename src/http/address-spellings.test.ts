import type { LookupFunction } from 'node:net';
import { expect, test } from 'vitest';
import { parseUrl } from '../url/index.ts';
import { admit } from './admit.ts';
import { type Loopback, refusal, serve, url } from './testing/loopback.ts';
import { clientForTest, closeAfterTest } from './testing/until-test-ends.ts';

/** Hosts, each of them one's own machine or network, or nobody's, in whatever way it is written. */
const spellings = [
  // loopback, as IPv4: dotted, decimal, octal, hexadecimal, short, mixed, with dots and in Unicode
  ...[
    '127.0.0.1',
    '127.0.0.2',
    '127.255.255.254',
    '127.1',
    '127.0.1',
    '2130706433',
    '017700000001',
  ],
  ...[
    '0177.0.0.1',
    '0177.1',
    '0x7f000001',
    '0x7F.0x0.0x0.0x1',
    '0x7f.1',
    '0x7f.0.0x1',
    '127.0.0.01',
  ],
  ...[
    '127.0.0.1.',
    '127.1.',
    '0x7f.1.',
    '0000000177.0.0.1',
    '0x0000007f.0.0.1',
    '127.0.0.0x1',
    '127.0x0.00.1',
  ],
  ...[
    '%31%32%37.0.0.1',
    '127%2E0%2E0%2E1',
    '127。0。0。1',
    '127．0．0．1',
    '127｡0｡0｡1',
    '１２７.0.0.1',
  ],
  ...[
    '①②⑦.0.0.1',
    '𝟏𝟐𝟕.𝟎.𝟎.𝟏',
    '0ｘ7f.1',
    '２１３０７０６４３３',
    '127.0.0.1\u00ad',
    '127.0.\u200b0.1',
  ],
  ...[
    '12\t7.0.0.1',
    'paper.example@127.0.0.1',
    '127.0.0.1#@paper.example',
    '127.0.0.1\\@paper.example',
  ],
  ...['127.0.0.1?@paper.example'],
  // this host, and what is routed nowhere
  ...['0', '0.0.0.0', '0x0', '00', '0.1.2.3', '0.0.0.0.', '16777215'],
  // private networks, carrier-grade NAT, link-local
  ...[
    '10.0.0.1',
    '10.1',
    '167772161',
    '012.0.0.1',
    '0xa.1',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
  ],
  ...['0xac100001', '192.168.0.1', '192.168.1', '3232235777', '0300.0250.1.1', '0xc0.0xa8.1.1'],
  ...['100.64.0.1', '100.127.255.255', '169.254.0.1', '169.254.1'],
  // metadata services: most clouds, Alibaba, Oracle, Azure; and in IPv6 of AWS
  ...['169.254.169.254', '2852039166', '0xa9fea9fe', '0xA9.0xFE.0xA9.0xFE', '0251.0376.0251.0376'],
  ...['169.16689662', '169.254.43518', '169.254.169.254.', '100.100.100.200', '192.0.0.192'],
  ...[
    '168.63.129.16',
    '[fd00:ec2::254]',
    '[fd20:ce::254]',
    '[::ffff:169.254.169.254]',
    '[::ffff:a9fe:a9fe]',
  ],
  // documentation, benchmarks, relays, multicast, reserved, broadcast
  ...['192.0.0.1', '192.0.2.1', '198.51.100.7', '203.0.113.9', '198.18.0.1', '198.19.255.255'],
  ...['192.88.99.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255', '4294967295'],
  // IPv6: unspecified, loopback, private, link-local, site-local, multicast, documentation
  ...[
    '[::]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[0000:0000:0000:0000:0000:0000:0000:0001]',
    '[::0001]',
  ],
  ...[
    '[fc00::1]',
    '[fdff:ffff::1]',
    '[FE80::1]',
    '[febf::1]',
    '[fec0::1]',
    '[ff02::1]',
    '[ff0e::1]',
  ],
  ...[
    '[2001:db8::1]',
    '[3fff::1]',
    '[100::1]',
    '[2001:2::1]',
    '[2001:10::1]',
    '[5f00::1]',
    '[4000::1]',
  ],
  // IPv6 that carries IPv4: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP
  ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::FFFF:127.0.0.1]', '[0:0:0:0:0:ffff:7f00:1]'],
  ...['[::ffff:10.0.0.1]', '[::ffff:0.0.0.0]', '[::127.0.0.1]', '[::7f00:1]', '[::10.0.0.1]'],
  ...[
    '[::ffff:0:127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::1.1.1.1]',
  ],
  ...['[2002:7f00:1::]', '[2002:a00:1::1]', '[2002:c0a8:101::1]', '[2002:a9fe:a9fe::1]'],
  ...['[2001:0:7f00:1::f7f7:f7f7]', '[2001:0:808:808::80ff:fffe]', '[2606:4700::5efe:127.0.0.1]'],
];

const never: LookupFunction = (hostname, _options, callback) =>
  callback(new Error(`${hostname} was looked up`), '');

test('there are over a hundred spellings, none twice', () => {
  expect(spellings.length).toBeGreaterThan(100);
  expect(new Set(spellings).size).toBe(spellings.length);
});

test.each(spellings)('http://%s/ is refused, and nobody is asked for it', async (host) => {
  const one = clientForTest({ lookup: never });
  for (const scheme of ['http', 'https']) {
    const refused = await refusal(one.fetch({ url: url(`${scheme}://${host}/`) }));
    expect(refused.code).toBe('refused');
    // A user name is refused for its own sake, first.
    expect(refused.kind).toBe(host.includes('paper.example@') ? 'protocol' : 'private');
  }
});

test('a redirect to any of them is refused, relative and protocol-relative ones too', async () => {
  let location = '';
  let inside = 0;
  const server = await serve((request, response) => {
    if (request.url !== '/out') inside += 1;
    response.writeHead(302, ['Location', location]).end();
  });
  closeAfterTest(server);
  const one = clientForTest({ maxRedirects: 1 });
  for (const host of spellings) {
    // As a server can send it: bytes.
    for (const form of [`http://${host}/`, `//${host}/`, `\\\\${host}\\`]) {
      location = Buffer.from(form).toString('latin1');
      if (/[\t]/.test(location)) continue; // no field value
      const refused = await refusal(one.fetch({ url: server.url('/out'), allowPrivate: true }));
      // 127.0.0.1 itself is what the permission is for; port 80 of it is closed.
      if (parseUrl(`http://${host}/`)?.includes('//127.0.0.1/') === true) continue;
      expect([host, form, refused.code]).toEqual([host, form, 'refused']);
    }
  }
  expect(inside).toBe(0);
});

test.each([
  ...['http://127.0.0.1:PORT/', 'http://[::1/', 'http://fe80::1/', 'http://[fe80::1%25eth0]/'],
  ...['http://[fe80::1%eth0]/', 'http://127.0.0.0.1/', 'http://256.0.0.1/', 'http://0x1ffffffff/'],
  ...['http://1.2.3.4.5/', 'http://08.1/', 'http://[::ffff:127.0.0.256]/', 'http://[v1.a]/'],
])('%s is no URL at all', (text) => {
  expect(parseUrl(text)).toBeUndefined();
});

const hidden = [
  ...[['127.0.0.1'], ['10.0.0.1'], ['169.254.169.254'], ['100.100.100.200'], ['0.0.0.0']],
  ...[['::1'], ['::'], ['fd00:ec2::254'], ['fe80::1'], ['fe80::1%eth0'], ['::ffff:127.0.0.1']],
  ...[['64:ff9b::7f00:1'], ['2002:7f00:1::1'], ['1.1.1.1', '127.0.0.1'], ['127.0.0.1', '1.1.1.1']],
  ...[['1.1.1.1', '2606:4700::1111', '::1'], ['2606:4700::1111', '10.0.0.1'], ['2130706433'], []],
  ...[['not an address'], ['']],
];

test.each(hidden.map((addresses) => [addresses] as const))(
  'a name at %j is refused, asked for itself and by a redirect',
  async (addresses) => {
    let inside = 0;
    const server: Loopback = await serve((request, response) => {
      if (request.url !== '/out') inside += 1;
      response.writeHead(302, { Location: server.url('/in', 'paper.example') }).end();
    });
    closeAfterTest(server);
    const lookup: LookupFunction = (_hostname, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    const one = clientForTest({ lookup });
    for (const ask of [
      { url: server.url('/in', 'paper.example') },
      { url: server.url('/out'), allowPrivate: true },
    ]) {
      expect(await refusal(one.fetch(ask))).toMatchObject({ code: 'refused', kind: 'private' });
    }
    expect(inside).toBe(0);
  },
);

test.each([
  ...[
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '100.63.255.255',
  ],
  ...['100.128.0.0', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0'],
  ...[
    '192.0.3.0',
    '192.88.98.255',
    '192.88.100.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
  ],
  ...[
    '198.20.0.0',
    '198.51.99.255',
    '198.51.101.0',
    '203.0.112.255',
    '203.0.114.0',
    '223.255.255.255',
  ],
  ...[
    '168.63.129.15',
    '16843009',
    '0x08080808',
    '010.8.8.8',
    '[2606:4700:4700::1111]',
    '[2001:4860:4860::8888]',
  ],
  ...[
    '[2001:200::1]',
    '[2400:3200::1]',
    '[::ffff:8.8.8.8]',
    '[64:ff9b::8.8.8.8]',
    '[2002:808:808::1]',
    '[3fff:1000::1]',
  ],
  ...['paper.example', '127.0.0.1.paper.example', 'localhost.paper.example', 'xn--fiq228c.example'],
])('%s is a neighbour that is not refused', (host) => {
  expect(() => admit(url(`http://${host}/`), { open: false })).not.toThrow();
});
