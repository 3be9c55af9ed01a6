/**
 * Names of folders, from the outermost, as one text: joined by `/`, with a backslash before every
 * `/` and backslash that a name itself holds. Names that are empty are left out.
 */
export function folderPath(names: readonly string[]): string {
  return names
    .filter((name) => name !== '')
    .map((name) => name.replace(/[/\\]/g, '\\$&'))
    .join('/');
}

/** The names of a folder path; the inverse of `folderPath`. Other backslashes stand for themselves. */
export function folderNames(path: string): readonly string[] {
  const names = path.match(/(?:\\[/\\]|[^/])+/g) ?? [];
  return names.map((name) => name.replace(/\\([/\\])/g, '$1'));
}
