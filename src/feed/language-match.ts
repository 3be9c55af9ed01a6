/** Languages of paths and titles, by what stands in them. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/^(?:zh[-_]?hans|zh[-_]?(?:cn|sg)|chs|sc|gb|simplified)$/i, 'zh-hans'],
  [/^(?:zh[-_]?hant|zh[-_]?(?:tw|hk|mo)|cht|tc|big5|b5|traditional)$/i, 'zh-hant'],
  [/^(?:zh|chinese|cn)$/i, 'zh'],
];
const languageTag =
  /^(?:en|de|fr|es|it|pt|ja|ko|ru|ar|tr|vi|id|nl|pl|uk|fa|hi|th|sv|da|fi|no|cs|el|he|hu|ro|bg|bo|ug)(?:[-_][a-z]{2})?$/i;
const titleMarks: readonly (readonly [RegExp, string])[] = [
  [/简体|簡體|Simplified/i, 'zh-hans'],
  [/繁體|繁体|正體|Traditional/i, 'zh-hant'],
  [/\bEnglish\b/i, 'en'],
  [/中文|Chinese/i, 'zh'],
  [/日本語/, 'ja'],
  [/Deutsch/, 'de'],
  [/Français/i, 'fr'],
];

/** A language tag (BCP 47) as it is compared: Chinese by its script, any other by its first part. */
export function languageKey(tag: string): string {
  const lower = tag.trim().toLowerCase().replaceAll('_', '-');
  if (/^zh-(?:hans|cn|sg|my)\b/.test(lower)) return 'zh-hans';
  if (/^zh-(?:hant|tw|hk|mo)\b/.test(lower)) return 'zh-hant';
  return lower.split('-')[0] ?? '';
}

/** Whether two languages may be one; undefined where one of them is not told. */
export function isSameLanguage(one: string, other: string): boolean | undefined {
  const [first, second] = [languageKey(one), languageKey(other)];
  if (first === '' || second === '') return undefined;
  if (first === second) return true;
  const [base, otherBase] = [first.split('-')[0], second.split('-')[0]];
  return base === otherBase && (first === base || second === otherBase);
}

/** The language that an address and a title tell; empty where they tell none. */
export function languageOfLink(url: string, title: string): string {
  const { pathname, hostname } = new URL(url);
  for (const [pattern, language] of titleMarks) if (pattern.test(title)) return language;
  const [first = '', ...rest] = pathname.split(/[/.]/).filter((part) => part !== '');
  const label = hostname.split('.')[0] ?? '';
  for (const part of [first, label, ...rest]) {
    const script = marks.find(([pattern]) => pattern.test(part))?.[1];
    if (script !== undefined) return script;
  }
  // Elsewhere in a path two letters may be any word: `/news/it/`.
  return [first, label].filter((part) => languageTag.test(part)).map(languageKey)[0] ?? '';
}
