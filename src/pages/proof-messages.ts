import type { Translated } from './message.ts';

/** What an article's page says of its proofs, in English. */
export const englishProofs = {
  proof: 'Proof',
  proofLead:
    'Each revision is an entry of this archive’s ledger, a signed log that only grows. One file holds the words, the captured pages and the proofs; a browser checks it without a network.',
  proofEvidence: 'Evidence (one file)',
  proofLeaf: 'entry {index}, logged {time}',
  proofProved: 'proved in the ledger of {size} entries',
  proofUnpublished: 'logged, and proved with the next publishing',
  proofRemoved: 'its record was removed by a takedown; the entry stays',
  proofUnlogged: 'not in the ledger',
  proofRecord: 'record {digest}',
  proofFile: 'proof (.tlog-proof)',
} as const;

/** The same in simplified Chinese. */
export const simplifiedProofs: Translated<typeof englishProofs> = {
  proof: '证明',
  proofLead:
    '每个版本都是本档案账本中的一条；账本是经过签名、只增不改的日志。一个文件即含文字、抓取的页面和证明，浏览器不连网络就能核验。',
  proofEvidence: '证据（单个文件）',
  proofLeaf: '第 {index} 条，记于 {time}',
  proofProved: '已在 {size} 条的账本中证明',
  proofUnpublished: '已记入，下次发布时可证明',
  proofRemoved: '其记录已依移除要求删去，条目仍在',
  proofUnlogged: '不在账本中',
  proofRecord: '记录 {digest}',
  proofFile: '证明（.tlog-proof）',
};

/** The same in traditional Chinese. */
export const traditionalProofs: Translated<typeof englishProofs> = {
  proof: '證明',
  proofLead:
    '每個版本都是本檔案庫帳本中的一條；帳本是經過簽章、只增不改的日誌。一個檔案即含文字、擷取的頁面和證明，瀏覽器不連網路就能核驗。',
  proofEvidence: '證據（單一檔案）',
  proofLeaf: '第 {index} 條，記於 {time}',
  proofProved: '已在 {size} 條的帳本中證明',
  proofUnpublished: '已記入，下次發布時可證明',
  proofRemoved: '其記錄已依移除要求刪去，條目仍在',
  proofUnlogged: '不在帳本中',
  proofRecord: '記錄 {digest}',
  proofFile: '證明（.tlog-proof）',
};
