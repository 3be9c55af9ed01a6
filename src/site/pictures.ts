import type { Archive, Picture } from '../archive/index.ts';
import { errorFrom, type Url } from '../model/index.ts';
import type { SiteFailure } from './site-failure.ts';
import type { SiteFolder } from './site-folder.ts';

/** What is shown as a picture, and what its file is called; nothing that can hold a script. */
const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
};

/** Pictures of one unit. */
export interface TakenPictures {
  readonly picture: (url: Url) => string | undefined;
  readonly missing: readonly Url[];
  readonly pictures: readonly string[];
}

/** Copies pictures out of the archive, each once, named by the digest of what was captured. */
export class Pictures {
  readonly #archive: Archive;

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** Writes those of these that the archive has. One that cannot be read is named and left out. */
  async take(
    urls: readonly Url[],
    folder: SiteFolder,
    failed: SiteFailure[],
  ): Promise<TakenPictures> {
    const wanted = [...new Set(urls)];
    const known = await this.#archive.pictures(wanted);
    const paths = new Map<Url, string>();
    for (const url of wanted) {
      const path = pathOf(known.get(url));
      if (path === undefined) continue;
      if (await this.#written(url, path, folder, failed)) paths.set(url, path);
    }
    const missing = wanted.filter((url) => !known.has(url));
    const pictures = [...new Set(paths.values())].sort();
    return { picture: (url) => paths.get(url), missing, pictures };
  }

  async #written(
    url: Url,
    path: string,
    folder: SiteFolder,
    failed: SiteFailure[],
  ): Promise<boolean> {
    if (folder.units.has(path) || folder.keep(path, path)) return true;
    try {
      const content = await this.#archive.content(url);
      if (content === undefined) return false;
      await folder.put(path, path, { files: [{ path, bytes: content.bytes }] });
      return true;
    } catch (thrown) {
      const { code, message } = errorFrom(thrown, url);
      failed.push({ path, code, message });
      return false;
    }
  }
}

function pathOf(picture: Picture | undefined): string | undefined {
  if (picture === undefined) return undefined;
  const ending = endings[picture.type.split(';')[0]?.trim().toLowerCase() ?? ''];
  const { payload } = picture;
  return ending && `image/${payload.slice(0, 2)}/${payload}.${ending}`;
}
