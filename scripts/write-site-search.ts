import { writeFileSync } from 'node:fs';
import { siteSearchScript } from './make-site-search.ts';

writeFileSync('src/site/scripts/search.js', await siteSearchScript());
