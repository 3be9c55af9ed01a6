/** What one file in a WACZ turned out to be. */
export interface PartSeen {
  readonly bytes: number;
  readonly crc32: number;
  /** Hex. */
  readonly sha256: string;
  /** Of one that tells of the others. */
  readonly text?: string;
}

const [packageFile, digestFile] = ['datapackage.json', 'datapackage-digest.json'];

/** Whether a file in a WACZ says what others are. */
export const tellsOfOthers = (name: string): boolean => name === packageFile || name === digestFile;

/** What of a WACZ is not as `datapackage.json` and its digest say (WACZ 1.1.1), each to follow the name of the file. */
export function disagreements(parts: ReadonlyMap<string, PartSeen>): string[] {
  const about = parts.get(packageFile);
  const named = fieldsOf(parts.get(digestFile)?.text);
  if (about === undefined || named['path'] !== packageFile) return [`holds no ${packageFile}`];
  if (named['hash'] !== `sha256:${about.sha256}`) {
    return [`holds a ${packageFile} that is not what ${digestFile} says`];
  }
  const listed = resourcesOf(fieldsOf(about.text)['resources']);
  const others = [...parts.keys()].filter((name) => !tellsOfOthers(name) && !listed.has(name));
  const altered = [...listed].flatMap(([path, { bytes, hash }]) => {
    const seen = parts.get(path);
    if (seen === undefined) return [`lacks ${path}`];
    const isSame = seen.bytes === bytes && hash === `sha256:${seen.sha256}`;
    return isSame ? [] : [`holds ${path}, which is not what ${packageFile} says`];
  });
  return [
    ...altered,
    ...others.map((name) => `holds ${name}, of which ${packageFile} says nothing`),
  ];
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(json: string | undefined): Fields {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}

function resourcesOf(value: unknown): ReadonlyMap<string, Fields> {
  const all: readonly Fields[] = Array.isArray(value) ? value : [];
  return new Map(all.map((one) => [String(one['path']), one]));
}
