import type { Translated } from './message.ts';

/** What is said where the archive is not reached, in English; `english.ts` tells how messages are written. */
export const englishOffline = {
  offline: 'Not reached',
  offlineLead: 'The archive does not answer now. These are copies that this browser keeps:',
  offlineCopy: 'The archive is not reached now. This is the copy that your browser took on {time}.',
} as const;

/** The same in simplified Chinese. */
export const chineseOffline: Translated<typeof englishOffline> = {
  offline: '无法连上',
  offlineLead: '档案目前没有回应。这个浏览器留有以下副本：',
  offlineCopy: '档案目前无法连上。这是浏览器于 {time} 留下的副本。',
};

/** The same in Chinese of Taiwan and Hong Kong. */
export const traditionalOffline: Translated<typeof englishOffline> = {
  offline: '無法連上',
  offlineLead: '檔案庫目前沒有回應。這個瀏覽器留有以下副本：',
  offlineCopy: '檔案庫目前無法連上。這是瀏覽器於 {time} 留下的副本。',
};
