import { rolldown } from 'rolldown';

/** Makes what runs on the search page of a static site one classic script, words and all: pages on a disk
 * may load no modules. */
export async function siteSearchScript(): Promise<string> {
  const bundle = await rolldown({
    input: 'src/site/browser/search-page.js',
    platform: 'browser',
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  return `// Made by npm run make:site-search of src/site/browser and src/words.\n${output[0].code}`;
}
