import type { EvidenceCheck } from './evidence.ts';

/** What evidence pages say in one language. */
export interface EvidenceWords {
  readonly title: string;
  readonly chooseTitle: string;
  readonly choose: string;
  readonly unchecked: string;
  readonly good: string;
  readonly wrong: string;
  readonly broken: string;
  readonly revision: string;
  readonly noText: string;
  readonly address: string;
  readonly captured: string;
  readonly key: string;
  readonly keyHint: string;
  readonly how: string;
  readonly stamps: string;
  readonly stampsHint: string;
  readonly stampBy: string;
  readonly stampToken: string;
  readonly stampProof: string;
  /** By what was checked, and for what the page shows. */
  readonly bad: Readonly<Record<EvidenceCheck | 'shown', string>>;
}

/** Languages of evidence pages. */
export type EvidenceLanguage = 'en' | 'zh-Hans' | 'zh-Hant';

/** The words of each language. */
export const evidenceWords: Readonly<Record<EvidenceLanguage, EvidenceWords>> = {
  en: {
    title: 'Evidence',
    chooseTitle: 'Check an evidence file',
    choose: 'Choose an evidence file; it is checked on this machine and sent nowhere.',
    unchecked:
      'Not checked: JavaScript is off, or the script of this file was altered and the browser refuses to run it.',
    good: 'Verified: this is what the archive logged, whole and unaltered.',
    wrong: 'Not verified:',
    broken: 'the file is damaged',
    revision: 'Revision',
    noText:
      'The text that was logged is not kept any more: it was extracted by an earlier version. The captured page is in this file.',
    address: 'Address',
    captured: 'Captured',
    key: 'Key of the log',
    keyHint:
      'Compare this key with the one that the archive publishes: whoever holds it answers for what was logged.',
    stamps: 'Time stamps',
    stampsHint:
      'Others say that the log held, by then, the revisions that are named with a stamp. This page checks that each stamp is over a checkpoint of the log that those revisions are under, and reads what it says; it does not check who says so.',
    stampBy: 'Signed, as the maker of this file found it, by: ',
    stampToken:
      'A token of a time-stamping authority (RFC 3161). Its signature is not checked here. Save both files and check it with the certificates of that authority:',
    stampProof:
      'A proof of OpenTimestamps. An address is a calendar that has only promised a proof: that proves no time. Whether the block has that Merkle root is not checked here. Compare it with a block explorer or a node of your own, or save both files:',
    how: 'How this is checked: SHA-256 of the record is in the leaf; the leaf is in the tree by RFC 9162; the root of the tree is in a checkpoint signed with Ed25519 (C2SP tlog-checkpoint). Text and captured body have the digests that the record names.',
    bad: {
      signature: 'the checkpoint was not signed by this key.',
      inclusion: 'the leaf is not in the log that was signed.',
      record: 'the record is not the one that was logged.',
      time: 'it was logged before it was captured.',
      text: 'the text is not the one that was logged.',
      capture: 'the captured page is not the one that was logged.',
      chain: 'it does not follow the revision before it.',
      stamp: 'a time stamp is not over a log that it is in.',
      shown: 'what is shown is not what was logged.',
    },
  },
  'zh-Hans': {
    title: '证据',
    chooseTitle: '核验证据文件',
    choose: '请选择证据文件；核验在本机进行，不会发送到任何地方。',
    unchecked: '尚未核验：JavaScript 已关闭，或此文件的脚本已被改动，浏览器拒绝运行。',
    good: '核验通过：这正是档案库当时记入的内容，完整且未经改动。',
    wrong: '核验未通过：',
    broken: '文件已损坏',
    revision: '版本',
    noText: '当时记入的正文由较早版本提取，已不再保存；本文件载有采集的网页。',
    address: '网址',
    captured: '采集时间',
    key: '账本公钥',
    keyHint: '请与档案库公布的公钥比对：持有该密钥者对所记内容负责。',
    stamps: '时间戳',
    stampsHint:
      '第三方声明：账本在该时刻已载有该时间戳所列的版本。本页核验每个时间戳所盖的正是包含所列版本的账本检查点，并读出其所述内容；由谁声明，本页不核验。',
    stampBy: '签名者（据本文件制作者所见）：',
    stampToken:
      '时间戳机构的令牌（RFC 3161）。其签名不在此核验。请保存两个文件，用该机构的证书核验：',
    stampProof:
      'OpenTimestamps 证明。若所示为网址，则该日历服务仅承诺提供证明，不能证明任何时间。区块是否确有该 Merkle 根，本页不核验；请与区块浏览器或自己的节点比对，或保存两个文件：',
    how: '核验方法：叶子中存有记录的 SHA-256；叶子按 RFC 9162 在树中；树根写在以 Ed25519 签名的检查点里（C2SP tlog-checkpoint）。正文与采集的网页，其摘要与记录所载一致。',
    bad: {
      signature: '检查点不是由此公钥签名的。',
      inclusion: '叶子不在已签名的账本中。',
      record: '记录不是当时记入的那一份。',
      time: '记入时间早于采集时间。',
      text: '正文不是当时记入的正文。',
      capture: '采集的网页不是当时记入的网页。',
      chain: '它没有承接前一个版本。',
      stamp: '有时间戳所盖的不是包含它的账本。',
      shown: '所示内容与记入的内容不符。',
    },
  },
  'zh-Hant': {
    title: '證據',
    chooseTitle: '核驗證據檔案',
    choose: '請選擇證據檔案；核驗在本機進行，不會傳送到任何地方。',
    unchecked: '尚未核驗：JavaScript 已關閉，或此檔案的腳本已被改動，瀏覽器拒絕執行。',
    good: '核驗通過：這正是檔案庫當時記入的內容，完整且未經改動。',
    wrong: '核驗未通過：',
    broken: '檔案已損壞',
    revision: '版本',
    noText: '當時記入的正文由較早版本提取，已不再保存；本檔案載有擷取的網頁。',
    address: '網址',
    captured: '擷取時間',
    key: '帳本公鑰',
    keyHint: '請與檔案庫公布的公鑰比對：持有該金鑰者對所記內容負責。',
    stamps: '時間戳記',
    stampsHint:
      '第三方聲明：帳本在該時刻已載有該時間戳記所列的版本。本頁核驗每個時間戳記所蓋的正是包含所列版本的帳本檢查點，並讀出其所述內容；由誰聲明，本頁不核驗。',
    stampBy: '簽名者（據本檔案製作者所見）：',
    stampToken:
      '時間戳記機構的權杖（RFC 3161）。其簽名不在此核驗。請儲存兩個檔案，用該機構的憑證核驗：',
    stampProof:
      'OpenTimestamps 證明。若所示為網址，則該日曆服務僅承諾提供證明，不能證明任何時間。區塊是否確有該 Merkle 根，本頁不核驗；請與區塊瀏覽器或自己的節點比對，或儲存兩個檔案：',
    how: '核驗方法：葉子中存有記錄的 SHA-256；葉子按 RFC 9162 在樹中；樹根寫在以 Ed25519 簽名的檢查點裡（C2SP tlog-checkpoint）。正文與擷取的網頁，其摘要與記錄所載一致。',
    bad: {
      signature: '檢查點不是由此公鑰簽名的。',
      inclusion: '葉子不在已簽名的帳本中。',
      record: '記錄不是當時記入的那一份。',
      time: '記入時間早於擷取時間。',
      text: '正文不是當時記入的正文。',
      capture: '擷取的網頁不是當時記入的網頁。',
      chain: '它沒有承接前一個版本。',
      stamp: '有時間戳記所蓋的不是包含它的帳本。',
      shown: '所示內容與記入的內容不符。',
    },
  },
};
