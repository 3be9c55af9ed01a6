import type { Translated } from './message.ts';

/** What mailed digests say of themselves, in English. */
export const englishDigests = {
  digestArticles: 'New articles',
  digestEdits: 'What was changed',
  digestSaved: 'New for “{name}”',
  digestMore: { one: 'And 1 more.', other: 'And {n} more.' },
  digestWhy:
    'The archive “{archive}” mails you this. To end it, answer with “unsubscribe”; its keeper runs: backissue digests remove {id}',
} as const;

/** The same in simplified Chinese. */
export const simplifiedDigests: Translated<typeof englishDigests> = {
  digestArticles: '新文章',
  digestEdits: '改动',
  digestSaved: '“{name}”的新结果',
  digestMore: { other: '另有 {n} 条。' },
  digestWhy:
    '此邮件由档案库“{archive}”寄出。要停止，请回信“unsubscribe”；管理者可运行：backissue digests remove {id}',
};

/** The same in traditional Chinese. */
export const traditionalDigests: Translated<typeof englishDigests> = {
  digestArticles: '新文章',
  digestEdits: '改動',
  digestSaved: '「{name}」的新結果',
  digestMore: { other: '另有 {n} 則。' },
  digestWhy:
    '此郵件由檔案庫「{archive}」寄出。要停止，請回信「unsubscribe」；管理者可執行：backissue digests remove {id}',
};
