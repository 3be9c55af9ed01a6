import type { Translated } from './message.ts';

/** What the page of keys says, in English; `english.ts` tells how messages are written. */
export const englishKeys = {
  keys: 'Keys',
  keysLead:
    'With a keyboard you can go through the archive without the mouse. On a page where you type, these letters are letters.',
  'key.move': 'next and previous article of a list',
  'key.open': 'open it',
  'key.turn': 'next and previous article, of the list or the outlet',
  'key.search': 'search',
  'key.front': 'front page',
  'key.edits': 'edits',
  'key.sources': 'sources',
  'key.account': 'account, or the login',
  'key.help': 'show or hide this list',
} as const;

/** The same in simplified Chinese. */
export const chineseKeys: Translated<typeof englishKeys> = {
  keys: '按键',
  keysLead: '用键盘即可浏览档案，不必用鼠标。在输入框中，这些字母仍是字母。',
  'key.move': '列表中的下一篇、上一篇',
  'key.open': '打开文章',
  'key.turn': '列表或同一来源的下一篇、上一篇',
  'key.search': '搜索',
  'key.front': '头版',
  'key.edits': '改动',
  'key.sources': '来源',
  'key.account': '账户或登录',
  'key.help': '显示或收起此表',
};

/** The same in Chinese of Taiwan and Hong Kong. */
export const traditionalKeys: Translated<typeof englishKeys> = {
  keys: '按鍵',
  keysLead: '用鍵盤即可瀏覽檔案庫，不必用滑鼠。在輸入欄位中，這些字母仍是字母。',
  'key.move': '清單中的下一篇、上一篇',
  'key.open': '開啟文章',
  'key.turn': '清單或同一來源的下一篇、上一篇',
  'key.search': '搜尋',
  'key.front': '頭版',
  'key.edits': '改動',
  'key.sources': '來源',
  'key.account': '帳號或登入',
  'key.help': '顯示或收起此表',
};
