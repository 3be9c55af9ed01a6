import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { Url } from '../model/index.ts';
import { extractArticle } from './index.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes in use once nothing is left that could be freed. */
function inUse(): number {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

/** A page of about a megabyte, with names that no other has. */
function page(at: number): string {
  const names = Array.from({ length: 40 }, (_, n) => `block-of-${at.toString(26)}x${n}`);
  const boxes = names.map(
    (name) => `<div class="${name}" id="id-${name}" data-${name}="1">A</div>`,
  );
  const words = 'The ferry left the quay at dawn, as it has for years. '.repeat(40);
  return `<html><body><article><p>${words}</p></article>${boxes.join('')}<!--${'x'.repeat(1e6)}--></body></html>`;
}

it('keeps nothing of a page that was read, though it remembers names', () => {
  const read = (at: number) =>
    extractArticle({ html: page(at), url: 'https://news.example/a' as Url }).article.text.length;
  for (let at = 0; at < 5; at += 1) read(at);
  const before = inUse();
  for (let at = 5; at < 65; at += 1) read(at);
  expect(inUse() - before).toBeLessThan(10);
});
