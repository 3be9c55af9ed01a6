/** An object as a listing tells it. */
export interface ListedObject {
  readonly key: string;
  readonly size: number;
  /** Of what was put in one piece its MD5 in hex, mostly. */
  readonly etag: string;
}

/** A page of a listing (ListObjectsV2 with `encoding-type=url`). */
export interface ListingPage {
  readonly objects: readonly ListedObject[];
  /** What the next page is asked for with. */
  readonly next?: string;
}

/** Reads a page of a listing. A service that does not know `encoding-type` does not tell it either, and gives keys as
 * they are. */
export function parseListing(xml: string): ListingPage {
  const isEncoded = partOf(xml, 'EncodingType') === 'url';
  const objects = partsNamed(xml, 'Contents').map((one) => ({
    key: keyIn(partOf(one, 'Key') ?? '', isEncoded),
    size: Number(partOf(one, 'Size')),
    etag: (partOf(one, 'ETag') ?? '').replaceAll('"', ''),
  }));
  const next = partOf(xml, 'NextContinuationToken');
  return { objects, ...(next !== undefined && { next }) };
}

const keyIn = (text: string, isEncoded: boolean): string =>
  isEncoded ? decodeURIComponent(text.replaceAll('+', ' ')) : text;

/** What stands in each element of a name. */
export function partsNamed(xml: string, name: string): string[] {
  const found = xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'));
  return [...found].map(([, one = '']) => one);
}

/** What stands in the first element of a name, entities read. */
export function partOf(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return found?.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, named) =>
    named === undefined
      ? String.fromCodePoint(Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16))
      : (entities[named] ?? whole),
  );
}

const entities: Readonly<Record<string, string>> = {
  ...{ amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' },
};
