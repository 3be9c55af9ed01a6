/** Makes an archive of real articles in a process of its own, so that what is measured holds none of them:
 * node bench/publish/build.ts FOLDER SIZE. */
import { isThere } from '../search/corpus.ts';
import { buildArchive } from '../web/build-archive.ts';
import { realArticles } from './real-articles.ts';

const [folder = '', size = ''] = process.argv.slice(2);
await buildArchive(folder, Number(size), ...(isThere ? [realArticles(Number(size))] : []));
