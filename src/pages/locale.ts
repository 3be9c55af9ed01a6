/** The languages the pages themselves speak; articles keep their own. */
export type Locale = 'en' | 'zh-Hans' | 'zh-Hant';
