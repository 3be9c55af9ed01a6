import type { Translated } from './message.ts';

/** What the pages say of read and unread, in English. */
export const englishMarks = {
  unread: 'Unread',
  unreadBefore: 'Unread: ',
  starred: 'Starred',
  reading: 'What you read',
  unreadCount: { one: '1 unread', other: '{n} unread' },
  markAllRead: 'Mark all read',
  markRead: 'Mark read',
  markUnread: 'Mark unread',
  star: 'Star',
  unstar: 'Remove star',
  keptUnread: 'Kept unread.',
  editedSinceRead: 'Edited since you read it {time}.',
  whatChanged: 'What changed',
  noneUnread: 'Nothing is unread.',
  noneStarred: 'You have starred nothing yet.',
  unreadOf: 'of {place}',
  folders: 'Folders',
} as const;

/** The same in simplified Chinese. */
export const chineseMarks: Translated<typeof englishMarks> = {
  unread: '未读',
  unreadBefore: '未读：',
  starred: '星标',
  reading: '阅读情况',
  unreadCount: { other: '{n} 篇未读' },
  markAllRead: '全部标为已读',
  markRead: '标为已读',
  markUnread: '标为未读',
  star: '加星标',
  unstar: '取消星标',
  keptUnread: '已保留为未读。',
  editedSinceRead: '你在{time}读过之后，文章有改动。',
  whatChanged: '改了什么',
  noneUnread: '没有未读文章。',
  noneStarred: '还没有加星标的文章。',
  unreadOf: '{place}',
  folders: '文件夹',
};

/** The same as Taiwan and Hong Kong write it. */
export const traditionalMarks: Translated<typeof englishMarks> = {
  unread: '未讀',
  unreadBefore: '未讀：',
  starred: '已加星號',
  reading: '閱讀情況',
  unreadCount: { other: '{n} 篇未讀' },
  markAllRead: '全部標為已讀',
  markRead: '標為已讀',
  markUnread: '標為未讀',
  star: '加星號',
  unstar: '移除星號',
  keptUnread: '已保留為未讀。',
  editedSinceRead: '您在{time}讀過之後，文章有修改。',
  whatChanged: '改了什麼',
  noneUnread: '沒有未讀文章。',
  noneStarred: '還沒有加星號的文章。',
  unreadOf: '{place}',
  folders: '資料夾',
};
