const months =
  /\b(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b/;
const weekdays =
  /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:星期|礼拜|禮拜|[周週])[一二三四五六日天]|\b(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b|понедельник|вторник|сред[ау]|четверг|пятниц|суббот|воскресень/i;

/** Whether a text tells a day or a time of day. */
export function tellsMoment(text: string): boolean {
  return (
    /\d{4}-\d{1,2}-\d{1,2}|[\d\uff10-\uff19]{1,4}[年月日号號]|\d{1,2}[:：]\d{2}/.test(text) ||
    months.test(text) ||
    weekdays.test(text)
  );
}

/** The days of a week or months a text names. */
export function toldMoments(text: string): string {
  const all = new RegExp(`${months.source}|${weekdays.source}`, 'gi');
  return (text.match(all) ?? []).join(' ').toLowerCase();
}
