/** Where the story of a quay stands at a site of the tests. */
export const quayPath = '/2026/quay-story-of-today';

/** Its page; the text begins each of its paragraphs. */
export const quayPage = (text: string): string =>
  `<!doctype html><html lang="en"><head><title>A quay</title></head><body><article><h1>A quay is built</h1>${`<p>${text} The harbour office said so on Monday, and the paper has it from two witnesses who asked not to be named here.</p>`.repeat(4)}</article></body></html>`;
