/** A name that stands in one article alone, and in nothing when it is taken down. */
export const secret = 'Xiaoyu';

/** Where the article of that name is. */
export const path = (name: string): string => `/2026/06/01/${name}-of-the-day-1234`;

/** A page of an article; `more` begins each of its paragraphs. */
export const page = (name: string, more: string): string =>
  `<!doctype html><html lang="en"><head><title>The ${name}</title></head><body><article><h1>The ${name}</h1>${[1, 2, 3].map((at) => `<p>${more} In part ${at} of the ${name} the clerk wrote down what the harbour office said on Monday, and two witnesses agreed.</p>`).join('')}</article></body></html>`;
