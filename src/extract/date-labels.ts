import type { DateLabel } from './told-date.ts';

const modifiedLabel =
  /updat|modif|revised|edited|corrected|aktuali[sz]iert|geändert|überarbeitet|zuletzt|\bstand\b|mise? à jour|\bmaj\b|actuali[sz]ad|actualizat|atualizad|modificad|aggiornat|bijgewerkt|gewijzigd|zaktualizowan|aktualizac|aktualizov|upraven|обновл|оновл|измен|изменен|актуализ|güncelle|تحديث|تعديل|عُدّل|به ?روز|עודכן|更新|修改|修订|修訂|最終改訂|수정|업데이트|cập nhật|diperbarui|diubah|dikemas kini|uppdaterad|opdateret|oppdatert|endret|päivitetty|muokattu|frissít|ενημέρωση|แก้ไข|อัปเดต|ปรับปรุง|अपडेट|संशोधित|আপডেট|ažurirano|posodobljeno|atnaujinta/i;
const publishedLabel =
  /publi|posted|gepostet|veröffentlicht|erschienen|erstellt|eingestellt am|geschrieben|paru|\bécrit|mis en ligne|creado|pubblicat|inserito|geplaatst|opublik|dodano|data dodania|vydáno|zveřejn|zverejn|vložen|опубл|публик|створено|дата|размещ|yayın|yayım|oluşturma|eklenme|giriş tarihi|نشر|منشور|انتشار|تاريخ|تاریخ|شائع|פורסם|תאריך|发布|發布|发表|發表|发稿|發佈|刊登|刊發|刊载|发文|发表于|张贴|上传|时间|時間|日期|公開|配信|掲載|投稿|発表|发行|입력|등록|승인|게시|발행|작성|đăng|xuất bản|ngày tạo|terbit|diposting|dipublikasi|disiarkan|udgivet|offentliggjort|publisert|julkaistu|megjelent|közzét|létrehoz|δημοσ|αναρτ|\bdate\b|\bdatum\b|\bfecha\b|\bdata\b|\btarih\b|เผยแพร่|วันที่|प्रकाशित|प्रकाशन|প্রকাশ|objavljen|objavljeno|paskelbta|publicēt|avaldatud/i;
/** What stands before a day on which something else was: the source was read, the event is, somebody joined. */
const otherLabel =
  /引用日期|检索|檢索|访问日期|訪問日期|閲覧|retrieved|accessed|abgerufen|consulté le|consultado el|consultato il|geraadpleegd|обращения|registriert|registered|joined|member since|mitglied seit|dabei seit|inscrit|зарегистрирован|регистрация|注册|註冊|加入|aktuelle zeit|current (?:time|date)|it is currently|heute ist|today is|today’s date|hoy es|aujourd’hui,? nous sommes|今天是|现在是|本日は|сегодня:|\bborn\b|geboren|deadline|expires|gültig bis|valid until|截止|有効期限|©|copyright|\(c\)/i;

const reach = 80;

/** Whether a text says that a date is one of publication or of modification. */
export const isLabelled = (text: string): boolean =>
  modifiedLabel.test(text) || publishedLabel.test(text);

/** What the end of a text says of the date behind it. */
export function labelIn(text: string): DateLabel {
  const said = text.length > reach ? text.slice(-reach) : text;
  if (modifiedLabel.test(said)) return 'modified';
  return publishedLabel.test(said) ? 'published' : '';
}

/** Whether the end of a text says that the date behind it is none of the page. */
export const isOfElse = (text: string): boolean => otherLabel.test(text.slice(-40));
