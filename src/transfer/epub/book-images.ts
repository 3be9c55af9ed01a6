import { createHash } from 'node:crypto';
import type { Archive } from '../../archive/index.ts';
import { ArchiveError, type Url } from '../../model/index.ts';

/** An image in a book. */
export interface BookImage {
  readonly file: string;
  readonly type: string;
  readonly url: Url;
}

/** What every reader of books shows (EPUB 3.3, core media types), by their first bytes. WebP and SVG are
 * left out: readers of before 2023 do not know the first, and the second may hold anything. */
const kinds: readonly (readonly [type: string, ending: string, begins: RegExp])[] = [
  ['image/jpeg', 'jpg', /^\xff\xd8\xff/],
  ['image/png', 'png', /^\x89PNG\r\n/],
  ['image/gif', 'gif', /^GIF8[79]a/],
];

/** Pictures of a book together, and one alone, most: mail and old readers refuse larger files. */
const mostBytes = 40 << 20;
const mostEach = 5 << 20;

/** Which pictures of articles go into a book, by address: those the archive has, until it is full. */
export class BookImages {
  private readonly known = new Map<string, BookImage | undefined>();
  private bytes = 0;
  private readonly archive: Archive;

  constructor(archive: Archive) {
    this.archive = archive;
  }

  /** Looks for them in the archive; what comes first has room first. */
  async take(urls: readonly Url[]): Promise<void> {
    for (const url of urls) if (!this.known.has(url)) this.known.set(url, await this.look(url));
  }

  fileOf(address: string): string | undefined {
    return this.known.get(address)?.file;
  }

  all(): BookImage[] {
    const files = new Map<string, BookImage>();
    for (const image of this.known.values()) if (image !== undefined) files.set(image.file, image);
    return [...files.values()];
  }

  /** Reads an image again. Throws ArchiveError `conflict` where another was captured since, or it was taken
   * down: its name in the book is the digest of what it was. */
  async bytesOf({ file, url }: BookImage): Promise<Uint8Array> {
    const bytes = (await this.archive.content(url))?.bytes;
    if (bytes !== undefined && file.startsWith(nameOf(bytes))) return bytes;
    throw new ArchiveError(
      'conflict',
      `${url}: this picture was changed in the archive while the book was written; make it again.`,
    );
  }

  private async look(url: Url): Promise<BookImage | undefined> {
    const content = await this.archive.content(url);
    if (content === undefined || content.bytes.length > mostEach) return undefined;
    const head = Buffer.from(content.bytes.subarray(0, 16)).toString('latin1');
    const kind = kinds.find(([, , begins]) => begins.test(head));
    if (kind === undefined || this.bytes + content.bytes.length > mostBytes) return undefined;
    this.bytes += content.bytes.length;
    const [type, ending] = kind;
    return { file: `${nameOf(content.bytes)}.${ending}`, type, url };
  }
}

const nameOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 20);
