/** What sort of change one is, by what it does to the meaning. */
export type EditKind =
  | 'title'
  | 'number'
  | 'date'
  | 'name'
  | 'negation'
  | 'certainty'
  | 'words'
  | 'spelling'
  | 'removed'
  | 'added'
  | 'moved'
  | 'split'
  | 'merged'
  | 'case'
  | 'punctuation'
  | 'spacing'
  | 'script'
  | 'encoding';

/** Words that stand in both states, or in one. */
export interface EditSpan {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Lines of a `text/1` body: the first, counted from 0, and how many. */
export interface EditLines {
  readonly line: number;
  readonly count: number;
}

/**
 * Paragraphs that belong together: one on both sides, or one that was split or several that were
 * merged (then line feeds stand in the spans). The spans without the added ones are the lines
 * `before`, those without the removed ones the lines `after`.
 */
export interface EditBlock {
  readonly kind: 'same' | 'changed' | 'removed' | 'added' | 'moved';
  readonly before?: EditLines;
  readonly after?: EditLines;
  readonly spans: readonly EditSpan[];
}

/** The difference between two states of an article's words; either can be made of the other. */
export interface Edit {
  readonly title: readonly EditSpan[];
  /** As the later state has them; removed ones stand where they stood. */
  readonly blocks: readonly EditBlock[];
}

/** One change of an edit, told by code; the sentence is the reader's business. */
export interface EditChange {
  readonly kind: EditKind;
  /** Of a changed title: what changed in it. */
  readonly nature?: EditKind;
  readonly before?: string;
  readonly after?: string;
  /** Words of the paragraph to the left and right, where there are any. */
  readonly left?: string;
  readonly right?: string;
  /** 0: nothing for the meaning; 100: as much as can be. */
  readonly weight: number;
  /** How often the same was changed; unset: once. */
  readonly times?: number;
}

/** An edit weighed: its changes, heaviest first. */
export interface WeighedEdit {
  /** 0 to 100; 0 is no edit in meaning. */
  readonly weight: number;
  /** Of its changes, each once, heaviest first. */
  readonly kinds: readonly EditKind[];
  readonly changes: readonly EditChange[];
}
