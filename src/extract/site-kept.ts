import type { Block } from './site-blocks.ts';

/** Words that belong to an article although every page of a site may have them. */
const kept: readonly (readonly [reason: string, pattern: RegExp])[] = [
  [
    'correction',
    /^.{0,12}(?:更正|勘误|勘誤|訂正|お詫び|정정|corrections?\b|clarifications?\b|erratum|rectificatif|berichtigung|korrektur|corrección|errata|поправка|editor['’]s note|update[ds]?\s?[:：(—-])/iu,
  ],
  ['introduction', /^.{0,6}(?:编者按|編者按|编者注|編者註|编按|編按|译注|譯註|译者注|译者按)/u],
  [
    'dateline',
    /^.{0,30}(?:\d{1,2}\s?日?\s?(?:电|電|讯|訊|日電)[）)】 ]|(?:（|\()(?:ap|afp|reuters|dpa|efe|ansa|afp relaxnews)(?:）|\))|(?:消息|报道|報道|报导|報導)[）)]?\s?[（(]?[^。]{0,12}[)）]?[:：]$)/iu,
  ],
  [
    'court notice',
    /(?:(?:本|此)(?:判决|判決|裁定|裁决)(?:为|為|系|係)?终审|如不服本(?:判决|判決|裁定)|it is (?:hereby |so )ordered|审判长|審判長|书记员|書記官)/iu,
  ],
  [
    'credit',
    /^[\s（(【[—-]{0,3}(?:.{0,20}\/)?(?:责任编辑|責任編輯|责编|責編|编辑|編輯|编译|編譯|审校|審校|校对|校對|作者|记者|記者|采写|採寫|撰文|撰稿|翻译|翻譯|译者|譯者|摄影|攝影|摄|攝|图|圖|文|图片来源|圖片來源|来源|來源|图源|制图|製圖|发稿|原标题|原題|photo(?:graph)?s?|image|picture|credit|by|reporting by|editing by|writing by|additional reporting|text|fotos?|quelle|crédit)\s?[:：／/｜|丨︱ ]/iu,
  ],
  [
    'credit',
    /^[（(](?:\p{Lo}[\p{Lo} 　・·、／/]{1,9}|\p{Lu}[\p{L}.’'-]+(?: \p{Lu}[\p{L}.’'-]+){1,3})[)）]$/u,
  ],
  ['credit', /(?:记者|記者|編譯|编译).{0,30}(?:报导|報導|报道|報道|采访|採訪)[)）\s]{0,3}$/u],
  [
    'section heading',
    /^[\s【[（(—-]{0,4}(?:结语|結語|结论|結論|导读|導讀|要点|要點|提要|摘要|前言|引言|背景|原文|译文|注释|註釋|注|註|译注|譯註|参考(?:文献|资料|来源)|參考(?:文獻|資料|來源)|附录|附錄|后记|後記|完|待续|未完待续|summary|introduction|conclusions?|background|notes?|references?|sources?|appendix|methodology|fazit|einleitung|conclusion|résumé)[\s】\]）):：—-]{0,4}$/iu,
  ],
];

const moment =
  /^(?:[\s\d:：.,/年月日時时分秒点點前午上下晚\-–—|()（）tz+]|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|星期[一二三四五六日天]|gmt|utc|am|pm|[ap]\.m\.|\b(?:published|updated|posted|发布|發布|更新|发表|發表)(?:时间|時間|于|於|on|at)?\b)+/iu;
const letters = /[\p{L}\p{N}]/u;
const numbering =
  /^[\s（(第]*(?:[一二三四五六七八九十百]{1,4}|\d{1,4}|[ivxIVX]{1,6}|[a-zA-Z])[\s、.．)）章节]*$/u;

/** Why a block is the article's whatever repeats it; undefined where that is to be judged. */
export function keptReason(block: Block): string | undefined {
  const { kind, text } = block;
  if (kind === 'kept') return 'table';
  if (block.quoted) return 'quotation';
  if (kind === 'picture' && text === '') return undefined;
  if (!letters.test(text)) return 'ornament';
  if (text.length > 2000) return 'length';
  if (block.links.length === 0 && isMoment(text)) return 'date';
  if (numbering.test(text)) return 'numbering';
  return kept.find(([, pattern]) => pattern.test(text.slice(0, 300)))?.[0];
}

/** Whether a line is a date or a time and little else. */
function isMoment(text: string): boolean {
  if (text.length > 60 || !/\d/.test(text)) return false;
  const rest = text.slice(moment.exec(text)?.[0].length ?? 0);
  return rest.length <= 8 && rest.length < text.length / 2;
}
