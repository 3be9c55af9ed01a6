/** What a query can ask of besides words. */
export type Field =
  | 'title'
  | 'author'
  | 'removed'
  | 'source'
  | 'lang'
  | 'since'
  | 'until'
  | 'before'
  | 'date'
  | 'edited'
  | 'gone';

const names: Readonly<Record<Field, string>> = {
  title: 'title headline 标题 標題',
  author: 'author by 作者 记者 記者',
  removed: 'removed deleted 删去 刪去 删除 刪除 删掉 刪掉',
  source: 'source outlet 来源 來源 媒体 媒體',
  lang: 'lang language 语言 語言',
  since: 'since after 自 从 從',
  until: 'until 至 到',
  before: 'before 早于 早於',
  date: 'date on 日期 时间 時間',
  edited: 'edited 改动 改動 修改',
  gone: 'gone 消失 下架',
};

const fields = new Map(
  Object.entries(names).flatMap(([field, all]) =>
    all.split(' ').map((name) => [name, field as Field] as const),
  ),
);

/** The field of a name as it is typed, in English or Chinese, in any case and width. */
export const fieldNamed = (name: string): Field | undefined =>
  fields.get(name.normalize('NFKC').toLowerCase());
