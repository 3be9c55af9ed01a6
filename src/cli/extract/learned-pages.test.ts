import { expect, test } from 'vitest';
import { extractArticle } from '../../extract/index.ts';
import type { Url } from '../../model/index.ts';
import type { TakenPage } from './asked-page.ts';
import { learnedPages } from './learned-pages.ts';

const repeated = 'Readers of the Courier meet on the quay each Sunday at noon';

function taken(id: number, host: string): TakenPage {
  const url = `https://${host}/news/story-${id}` as Url;
  const paragraphs = ['bridge', 'ferry', 'market'].map(
    (place) =>
      `<p>On day ${id} the ${place} number ${id * 7} of the town was opened again, and the mayor gave
      a speech of ${id * 3} minutes before all who had come there to hear her.</p>`,
  );
  const html = `<html lang="en"><head><title>Story ${id} of the harbour town</title></head><body><article>
    <h1>Story ${id} of the harbour town</h1>${paragraphs.join('')}<p>${repeated}</p></article></body></html>`;
  return { id, url, extraction: extractArticle({ html, url }) };
}

async function* of(pages: readonly TakenPage[]): AsyncGenerator<TakenPage> {
  yield* pages;
}

test('pages with and without www. learn of each other', async () => {
  const pages = Array.from({ length: 4 }, (_, at) =>
    taken(at + 1, at % 2 === 0 ? 'www.courier.example' : 'courier.example'),
  );
  const texts: string[] = [];
  for await (const page of learnedPages(of(pages))) {
    texts.push('error' in page ? '' : page.extraction.article.text);
  }
  expect(
    pages.every((page) => 'extraction' in page && page.extraction.article.text.includes(repeated)),
  ).toBe(true);
  expect(texts.some((text) => text.includes(repeated))).toBe(false);
});
