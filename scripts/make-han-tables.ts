/**
 * Makes src/words/han-classes.ts and src/words/regional-phrases.ts of OpenCC's dictionaries, as the
 * package opencc-js brings them (Apache-2.0, see docs/NOTICE.md). Run: npm run make:han
 */
import { writeFileSync } from 'node:fs';
import { classesText, phrasesText } from './han-tables.ts';

const file = (name: string) => new URL(`../src/words/${name}`, import.meta.url);

writeFileSync(file('han-classes.ts'), await classesText());
writeFileSync(file('regional-phrases.ts'), await phrasesText());
