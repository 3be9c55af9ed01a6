/** Named fields of a record by name in lower case; the first of a name counts. */
export type NamedFields = ReadonlyMap<string, string>;

/** Reads the lines behind the version line. Folded lines, which the archive never writes, end up
 * in no field. */
export function fieldsOf(head: string): NamedFields {
  const fields = new Map<string, string>();
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon < 1 || line.startsWith(' ') || line.startsWith('\t')) continue;
    const name = line.slice(0, colon).toLowerCase();
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}
