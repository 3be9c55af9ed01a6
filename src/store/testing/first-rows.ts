import { zstdCompressSync } from 'node:zlib';
import { at, capture, content, digest, sampleSource } from './samples.ts';

/** What a catalogue of the very first version held, row by row. Columns that came later had to have a
 * default or hold nothing, so these rows fit in the tables of every version since. */
export const firstRows: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  sources: {
    ...{ id: 's1', kind: 'feed', url: sampleSource.url, title: 'The Paper', folder: 'paper' },
    ...{ body: 'page', poll_seconds: 900, state: 'followed', allow_private: 0 },
    followed_at: at(1),
  },
  polls: { source_id: 's1', next_poll_at: at(3), failures: 2, etag: '"e"', warnings: '[]' },
  entries: {
    ...{ source_id: 's1', guid: 'g', told: digest('e'), capture_id: 'c1', state: 'pending' },
    entry: JSON.stringify({ guid: 'g', url: 'https://paper.test/g', title: 'g', authors: [] }),
    ...{ attempts: 1, next_try_at: at(3), published_at: at(2) },
  },
  captures: {
    ...{ id: 'c1', asked_url: capture.askedUrl, final_url: capture.finalUrl, captured_at: at(2) },
    ...{ status: 200, headers: JSON.stringify(capture.headers), payload: digest('a') },
    ...{ file: capture.record.file, offset: 10, length: 20, source_id: 's1' },
  },
  revisions: {
    ...{ id: 'a-1', article_id: 'a', number: 1, previous: null, capture_id: 'c1', basis: 'page' },
    ...{ extractor: 'x@1', seen_at: at(2), text_digest: digest('b') },
    content: zstdCompressSync(JSON.stringify(content('港口停航', 'The harbour is closed.'))),
  },
  articles: {
    ...{ id: 'a', url: 'https://paper.test/a', source_id: 's1', title: '港口停航' },
    ...{ authors: '["林一"]', language: 'zh-Hans', published_at: at(2), sort_at: at(2) },
    ...{ first_seen_at: at(2), last_seen_at: at(2), next_visit_at: at(4), revision_id: 'a-1' },
    ...{ revisions: 1, lead: 'The harbour is closed.' },
  },
  keys: { key: 'paper.test/a', url: 'https://paper.test/a', article_id: 'a' },
  absences: {
    ...{ article_id: 'a', seen_at: at(3), kind: 'not-found', status: 404, message: 'not there' },
  },
  slots: { outlet: 'paper', slot: 7, article_id: 'a', capture_id: 'c1' },
  warc_files: { file: capture.record.file, length: 30 },
};
