import { expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { siteKey } from './index.ts';

test.each([
  ['https://www.courier.example/bridge', 'courier.example'],
  ['http://courier.example./bridge', 'courier.example'],
  ['https://www.courier.example:8443/bridge', 'courier.example:8443'],
  ['https://news.courier.example/bridge', 'news.courier.example'],
  ['https://wwww.example/', 'wwww.example'],
])('%s is of the site %s', (url, site) => {
  expect(siteKey(url as Url)).toBe(site);
});
