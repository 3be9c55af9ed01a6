import { expect, test } from 'vitest';
import { isOnionName, isPrivateName } from './index.ts';

test.each([
  ...['localhost', 'LocalHost', 'localhost.', 'news.localhost', 'a.b.localhost.', 'metadata', ''],
  ...['printer.local', 'x.localdomain', 'metadata.google.internal', 'router.home.arpa', 'a.lan'],
  ...['wiki.intranet', 'a.corp', 'a.home', 'a.private', 'a.test', 'a.invalid', 'a.alt'],
])('%j is for private use', (name) => {
  expect(isPrivateName(name)).toBe(true);
});

test.each([
  ...['paper.example', 'localhost.paper.example', 'notlocalhost.example', 'internal.com'],
  ...['mylocal.com', 'a.b', 'paper.onion', 'in-addr.arpa', '港口.example', 'a.homes', 'local.news'],
])('%j is not', (name) => {
  expect(isPrivateName(name)).toBe(false);
});

test.each([
  ['paper.onion', true],
  ['www.PAPER.ONION.', true],
  ['onion', true],
  ['paper.onion.example', false],
  ['paperonion', false],
])('whether %j is of Tor: %j', (name, answer) => {
  expect(isOnionName(name)).toBe(answer);
});
