import { expect, test } from 'vitest';
import { siteOfHost } from './site-of-host.ts';

test.each([
  ['www.courier.example', 'courier.example'],
  ['news.courier.co.uk', 'courier.co.uk'],
  ['courier.example', 'courier.example'],
  ['localhost', 'localhost'],
  ['10.0.1.5', '10.0.1.5'],
  ['192.168.1.5', '192.168.1.5'],
  ['[2001:db8::1.5]', '[2001:db8::1.5]'],
])('the site of %s is %s', (host, site) => {
  expect(siteOfHost(host)).toBe(site);
});
