import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { classesText, phrasesText } from '../scripts/han-tables.ts';

it('the tables of characters and regional phrases are what OpenCC says', async () => {
  const read = (name: string) => readFileSync(new URL(`../src/words/${name}.ts`, import.meta.url));
  expect(read('han-classes').toString()).toBe(await classesText());
  expect(read('regional-phrases').toString()).toBe(await phrasesText());
});
