const names: Readonly<Record<string, string>> = {
  zh: 'chinese 中文 汉语 漢語 华文 華文',
  'zh-Hans': 'zh-cn zh-sg simplified 简体 簡體 简体中文 簡體中文',
  'zh-Hant': 'zh-tw zh-hk zh-mo traditional 繁体 繁體 正體 繁体中文 繁體中文',
  en: 'english 英文 英语 英語',
  fr: 'french 法文 法语 法語',
  de: 'german 德文 德语 德語',
  es: 'spanish 西班牙文 西班牙语 西班牙語',
  ru: 'russian 俄文 俄语 俄語',
  ja: 'japanese 日文 日语 日語',
  ko: 'korean 韩文 韓文 韩语 韓語',
};

const languages = new Map(
  Object.entries(names).flatMap(([tag, all]) => all.split(' ').map((name) => [name, tag] as const)),
);

/** The language (BCP 47) that somebody wrote, as a tag or by its name; undefined: it is none. */
export function typedLanguage(text: string): string | undefined {
  const plain = text.normalize('NFKC').toLowerCase();
  const named = languages.get(plain);
  if (named !== undefined) return named;
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/.test(plain)) return undefined;
  try {
    return Intl.getCanonicalLocales(plain)[0];
  } catch {
    return undefined;
  }
}
