/** One setting: a flag, an environment variable, a default, which may be none. */
export interface Setting<Value, Standard = Value | undefined> {
  readonly flag: string;
  readonly variable: string;
  readonly takes: string;
  readonly says: string;
  readonly standard: Standard;
  readonly read: (text: string) => Value | undefined;
  /** How `config` shows a value that may hold a secret. */
  readonly shown?: (value: Value) => string;
}

export const setting = <Value, Standard extends Value | undefined>(
  flag: string,
  takes: string,
  says: string,
  standard: Standard,
  read: (text: string) => Value | undefined,
): Setting<Value, Standard> => ({
  flag,
  variable: `BACKISSUE_${flag.toUpperCase().replaceAll('-', '_')}`,
  takes,
  says,
  standard,
  read,
});

/** A setting of which `config` does not show everything. */
export const guarded = <Value, Standard>(
  one: Setting<Value, Standard>,
  shown: (value: Value) => string,
): Setting<Value, Standard> => ({
  ...one,
  shown,
});
