import type { Translated } from './message.ts';

/** What books say of themselves, in English. */
export const englishBooks = {
  asBook: 'As a book (EPUB)',
  bookContents: 'Contents',
  bookHolds: { one: '1 article', other: '{n} articles' },
  bookSeen: 'As it stood on {time}',
  bookIsCut: 'There are more articles: the book would have been too long.',
  bookEdited: { one: 'Edited once before.', other: 'Edited {n} times before.' },
  bookGone: 'Not served any more since {time}.',
} as const;

/** The same in simplified Chinese. */
export const simplifiedBooks: Translated<typeof englishBooks> = {
  asBook: '做成电子书（EPUB）',
  bookContents: '目录',
  bookHolds: { other: '{n} 篇文章' },
  bookSeen: '截至 {time}',
  bookIsCut: '为免过长，另有文章未收入。',
  bookEdited: { other: '此前改动过 {n} 次。' },
  bookGone: '自 {time} 起原站不再提供。',
};

/** The same in traditional Chinese. */
export const traditionalBooks: Translated<typeof englishBooks> = {
  asBook: '製作成電子書（EPUB）',
  bookContents: '目錄',
  bookHolds: { other: '{n} 篇文章' },
  bookSeen: '截至 {time}',
  bookIsCut: '為免過長，另有文章未收入。',
  bookEdited: { other: '此前改動過 {n} 次。' },
  bookGone: '自 {time} 起原站不再提供。',
};
