import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { BookImage } from './book-images.ts';

/**
 * Packs a book, an EPUB to be read once; a picture is read when its turn comes, so that a book is never
 * whole in memory. The same files give the same bytes in any time zone. `mimetype` comes first and is
 * stored (OCF). What `bytesOf` throws, and a picture that is gone, end the stream with that error.
 */
export function zipBook(
  texts: ReadonlyMap<string, string>,
  images: readonly BookImage[],
  bytesOf: (image: BookImage) => Promise<Uint8Array>,
): Readable {
  const zip = new ZipFile();
  const options = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };
  zip.addBuffer(Buffer.from('application/epub+zip'), 'mimetype', { ...options, compress: false });
  for (const [path, text] of texts) zip.addBuffer(Buffer.from(text), path, options);
  for (const image of images) {
    zip.addReadStreamLazy(`EPUB/${image.file}`, { ...options, compress: false }, (give) => {
      bytesOf(image).then(
        (bytes) => give(null, Readable.from([Buffer.from(bytes)])),
        (error) => give(error, Readable.from([])),
      );
    });
  }
  zip.on('error', (error) => (zip.outputStream as Readable).destroy(error as Error));
  zip.end();
  return zip.outputStream as Readable;
}
