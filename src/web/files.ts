import type { Context } from 'hono';
import type { Archive } from '../archive/index.ts';
import { ArchiveError } from '../model/index.ts';
import { pathOfImage } from './links.ts';

/** Kinds of pictures that hold pixels and nothing else. Whatever ends in `+xml` a browser reads as a document,
 * which may hold scripts, `image/svg+xml` as any other. */
const pictures: ReadonlySet<string> = new Set(
  `apng avif bmp gif heic heif jp2 jpeg jpg jxl pjpeg png tiff vnd.microsoft.icon webp x-icon x-ms-bmp
  x-png`.split(/\s+/),
);

/** The type of a picture that may be shown, without parameters; undefined for everything else. */
export function pictureTypeOf(type: string): string | undefined {
  const [, kind = ''] = /^\s*image\/([a-z0-9.+-]{1,60})/i.exec(type) ?? [];
  return pictures.has(kind.toLowerCase()) ? `image/${kind.toLowerCase()}` : undefined;
}

/** A picture of the archive. Only what is one by its own word is served. */
export async function imageAnswer(archive: Archive, request: Context): Promise<Response> {
  const url = pathOfImage.parse(request.req.param('name') ?? '');
  const content = url === undefined ? undefined : await archive.content(url);
  const type = pictureTypeOf(content?.type ?? '');
  if (content === undefined || type === undefined) {
    throw new ArchiveError('not-found', 'This image is not in the archive.');
  }
  return new Response(new Uint8Array(content.bytes), {
    headers: { 'Content-Type': type, 'Cache-Control': 'max-age=86400, immutable' },
  });
}

/** A capture exactly as it came, as a download: nothing in it runs here. */
export async function captureAnswer(archive: Archive, request: Context): Promise<Response> {
  const capture = await archive.captured(request.req.param('id') ?? '');
  return new Response(new Uint8Array(capture.bytes), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${capture.id}.bin"`,
    },
  });
}
