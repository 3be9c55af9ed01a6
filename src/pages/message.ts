/** A counted message: which form is taken depends on `n` (Intl.PluralRules). */
export interface Counted {
  readonly one?: string;
  readonly other: string;
}

/** What another language says where this one says so: plain where it is plain, counted where counted. */
export type Translated<Table> = {
  readonly [Key in keyof Table]: Table[Key] extends string ? string : Counted;
};
