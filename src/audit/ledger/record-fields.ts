/** What an audit reads of a record; whatever is not as it should be is left out. */
export interface RecordFields {
  readonly kind?: string;
  readonly url?: string;
  readonly fetched?: string;
  readonly rev?: number;
  readonly prev?: { readonly index: number; readonly record: string };
  /** SHA-256 in hex of the captured body and of the text. */
  readonly raw?: string;
  readonly text?: string;
  /** Why something was taken down. */
  readonly reason?: string;
  /** Of a change of keys: the key that hands over, and the one that signs from there on. */
  readonly oldKey?: string;
  readonly newKey?: string;
}

/** Reads a record's bytes; undefined when they are no JSON object. */
export function fieldsOfRecord(bytes: Uint8Array): RecordFields | undefined {
  const whole = objectOf(bytes);
  if (whole === undefined) return undefined;
  const prev = objectIn(whole['prev']);
  return {
    ...textField(whole, 'kind'),
    ...textField(whole, 'url'),
    ...textField(whole, 'fetched'),
    ...textField(whole, 'reason'),
    ...(typeof whole['old'] === 'string' ? { oldKey: whole['old'] } : {}),
    ...(typeof whole['new'] === 'string' ? { newKey: whole['new'] } : {}),
    ...(typeof whole['rev'] === 'number' ? { rev: whole['rev'] } : {}),
    ...(prev === undefined ? {} : { prev: place(prev) }),
    ...digestField('raw', whole['raw']),
    ...digestField('text', whole['text']),
  };
}

type Whole = Readonly<Record<string, unknown>>;

/** The JSON object that a record is, unlooked at; undefined when it is none. */
export function objectOf(bytes: Uint8Array): Whole | undefined {
  try {
    return objectIn(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    // What is no JSON is no record: the caller says so.
    return undefined;
  }
}

const objectIn = (value: unknown): Whole | undefined =>
  typeof value === 'object' && value !== null ? (value as Whole) : undefined;

const textField = <Name extends string>(
  whole: Whole,
  name: Name,
): { readonly [key in Name]?: string } => {
  const value = whole[name];
  return typeof value === 'string' ? ({ [name]: value } as { [key in Name]: string }) : {};
};

const place = (prev: Whole) => ({
  index: typeof prev['index'] === 'number' ? prev['index'] : -1,
  record: typeof prev['record'] === 'string' ? prev['record'] : '',
});

function digestField<Name extends string>(name: Name, value: unknown) {
  const digest = objectIn(value)?.['sha256'];
  return typeof digest === 'string' ? ({ [name]: digest } as { [key in Name]: string }) : {};
}
