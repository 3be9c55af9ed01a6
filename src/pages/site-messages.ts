import type { Translated } from './message.ts';

/** What a static site says besides, in English; `english.ts` tells how messages are written. */
export const englishSite = {
  footerStill:
    'A copy of an archive, to be read and kept anywhere. Nothing on this page is asked of anybody else.',
  periods: 'Everything, by month',
  aboutLead:
    'This is a whole archive as plain files: it needs no server and can be read from a disk, a stick or any host. Whoever has a copy may pass it on.',
  aboutHolds: {
    one: 'It holds 1 article. The newest was seen {time}.',
    other: 'It holds {n} articles. The newest was seen {time}.',
  },
  aboutScripts:
    'All pages work without scripts; only the search runs one, which is a file of this site.',
  aboutFollow: 'Follow it',
  aboutFollowLead: 'Feeds bring the newest articles whole into any feed reader.',
  aboutOpml: 'The sources as a list for feed readers (OPML)',
  aboutMirrors: 'Other copies',
  aboutMirrorsLead: 'Should this copy go away, the same is kept at:',
  aboutNoMirrors: 'No other copy is named here. Keep one yourself: copy the folder.',
  aboutCaptures: 'The pages as they came',
  aboutCapturesLead:
    'Every answer of the outlets’ servers, byte for byte, as WACZ files; ReplayWeb.page shows them as they were.',
  aboutLedger: 'The ledger',
  aboutLedgerLead: 'The log by which a copy is checked, beginning with its checkpoint:',
  siteSearchHint:
    'Chinese and English words both work, simplified and traditional characters find each other. Words parted by spaces must all stand in an article; “…” asks for them in a row.',
  siteSearchScript:
    'The search needs a script of this site, which your browser does not run. Everything else works without: go by day, or by source and month.',
  siteSearching: 'Looking …',
  siteFound: { one: '1 article', other: '{n} articles' },
  siteNothing: 'Nothing on record matches this.',
  siteBroken: 'A part of the index could not be loaded; look whether the copy is whole.',
  siteMore: 'Show more',
} as const;

/** The same in simplified Chinese. */
export const chineseSite: Translated<typeof englishSite> = {
  footerStill: '这是档案的一份副本，可在任何地方阅读和保存。本页不向任何他人请求内容。',
  periods: '按月查看全部',
  aboutLead:
    '这是一份完整的档案，由普通文件组成：无需服务器，可从硬盘、U 盘或任何主机阅读。持有副本的人都可以继续传播。',
  aboutHolds: { other: '共收录 {n} 篇文章，最新一篇收录于 {time}。' },
  aboutScripts: '所有页面无需脚本即可使用；只有搜索会运行一个脚本，它就是本站的文件。',
  aboutFollow: '订阅',
  aboutFollowLead: '用任何阅读器订阅，即可收到最新文章的全文。',
  aboutOpml: '来源列表（OPML），可导入阅读器',
  aboutMirrors: '其他副本',
  aboutMirrorsLead: '如果这份副本消失，同样的内容还保存在：',
  aboutNoMirrors: '这里没有列出其他副本。请自己保存一份：复制整个文件夹即可。',
  aboutCaptures: '原始网页',
  aboutCapturesLead:
    '各媒体服务器的回应，逐字节保存为 WACZ 文件；用 ReplayWeb.page 可以看到当时的样子。',
  aboutLedger: '账本',
  aboutLedgerLead: '用来核对副本的日志，从检查点开始：',
  siteSearchHint:
    '中文和英文都可以搜索，简体和繁体互通。用空格隔开的词须全部出现；“…”表示须连在一起。',
  siteSearchScript:
    '搜索需要本站的一个脚本，而您的浏览器没有运行它。其余页面无需脚本：可按日期，或按来源和月份浏览。',
  siteSearching: '正在查找……',
  siteFound: { other: '{n} 篇文章' },
  siteNothing: '没有收录符合条件的文章。',
  siteBroken: '索引的一部分无法载入，请检查副本是否完整。',
  siteMore: '显示更多',
};

/** The same in Chinese of Taiwan and Hong Kong. */
export const traditionalSite: Translated<typeof englishSite> = {
  footerStill: '這是檔案庫的一份副本，可在任何地方閱讀和保存。本頁不向任何他人要求內容。',
  periods: '按月檢視全部',
  aboutLead:
    '這是一份完整的檔案庫，由一般檔案組成：不需要伺服器，可從硬碟、隨身碟或任何主機閱讀。持有副本的人都可以繼續傳播。',
  aboutHolds: { other: '共收錄 {n} 篇文章，最新一篇收錄於 {time}。' },
  aboutScripts: '所有頁面不需指令碼即可使用；只有搜尋會執行一個指令碼，它就是本站的檔案。',
  aboutFollow: '訂閱',
  aboutFollowLead: '用任何閱讀器訂閱，即可收到最新文章的全文。',
  aboutOpml: '來源清單（OPML），可匯入閱讀器',
  aboutMirrors: '其他副本',
  aboutMirrorsLead: '如果這份副本消失，同樣的內容還保存在：',
  aboutNoMirrors: '這裡沒有列出其他副本。請自己保存一份：複製整個資料夾即可。',
  aboutCaptures: '原始網頁',
  aboutCapturesLead:
    '各媒體伺服器的回應，逐位元組保存為 WACZ 檔案；用 ReplayWeb.page 可以看到當時的樣子。',
  aboutLedger: '帳本',
  aboutLedgerLead: '用來核對副本的日誌，從檢查點開始：',
  siteSearchHint:
    '中文和英文都可以搜尋，簡體和繁體互通。用空格隔開的詞須全部出現；「…」表示須連在一起。',
  siteSearchScript:
    '搜尋需要本站的一個指令碼，而您的瀏覽器沒有執行它。其餘頁面不需指令碼：可按日期，或按來源和月份瀏覽。',
  siteSearching: '正在查找……',
  siteFound: { other: '{n} 篇文章' },
  siteNothing: '沒有收錄符合條件的文章。',
  siteBroken: '索引的一部分無法載入，請檢查副本是否完整。',
  siteMore: '顯示更多',
};
