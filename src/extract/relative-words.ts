type Words = readonly (readonly [value: number, words: string])[];

const table = (words: Words): ReadonlyMap<string, number> =>
  new Map(
    words.flatMap(([value, names]) =>
      names.split(' ').map((name) => [name.normalize('NFC'), value] as const),
    ),
  );

const minute = 60;
const hour = 3600;
const day = 86_400;

/** Seconds in a unit of time, by its names; the German `vor einer Stunde` has its dative. */
export const unitSeconds = table([
  [
    1,
    's sec secs second seconds sekunde sekunden seconde secondes segundo segundos secondo secondi сек секунд секунды секунду saniye sekund sekunder giây detik 秒 초',
  ],
  [
    minute,
    'm min mins minute minutes minuten minuto minutos minuti minuut minut minuty minutę мин минут минуты минуту минута хв хвилин хвилини хвилину минути دقيقة دقائق دقیقه dakika minutami minuter minutter minuuttia λεπτά phút menit mnt perc perce minuta minuti minute मिनट মিনিট นาที דקות 分 分钟 分鐘 분',
  ],
  [
    hour,
    'h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren godz godzin godziny godzinę ч час часа часов год годин години годину ساعة ساعات ساعت saat hodinami hodinou timme timmar time timer tunti tuntia ώρα ώρες giờ tiếng jam óra órája órával urami ur sata sati घंटे घंटा ঘন্টা ঘণ্টা ชั่วโมง שעה שעות 小时 小時 時間 시간',
  ],
  [
    day,
    'd day days tag tage tagen jour jours día días dia dias giorno giorni dag dage dagen dager dni dzień день дня дней днів дни يوم أيام ايام روز gün dny dnem dagar päivää μέρες ημέρες ngày hari nap napja zile dana दिन দিন วัน ימים 天 日 일',
  ],
  [
    7 * day,
    'week weeks woche wochen semaine semaines semana semanas settimana settimane weken tygodni tydzień неделю недели недель тиждень тижні тижнів أسبوع أسابيع hafta týdny veckor vecka uger uker viikkoa tuần minggu 周 週 週間 주',
  ],
]);

/** A dual tells two of a unit in one word. */
export const pairSeconds = table([
  [2 * minute, 'دقيقتين'],
  [2 * hour, 'ساعتين שעתיים'],
  [2 * day, 'يومين יומיים'],
  [14 * day, 'أسبوعين'],
]);

export const numberWords = table([
  [
    1,
    'a an one ein eine einer einem einen un une una uno um uma een ett en et jeden jedną ett bir',
  ],
  [2, 'two zwei deux dos due dois duas twee två to iki'],
  [3, 'three drei trois tres tre três drie üç'],
]);

/** What stands before or behind an amount of time to say that it has passed. */
export const wordsBefore = new Set(
  'vor hace há منذ قبل před pred il acum πριν преди prije לפני'.split(' '),
);
export const wordsAfter = new Set(
  'ago fa geleden temu назад тому önce sedan siden sitten trước lalu yang 前 전 atrás पहले আগে ที่แล้ว پیش ezelőtt'
    .normalize('NFC')
    .split(' '),
);

/** Days before today. */
export const daysAgo = table([
  [
    0,
    "today heute aujourd aujourd’hui aujourd'hui hoy hoje oggi vandaag dziś dzisiaj сегодня сьогодні اليوم bugün dnes idag 今天 今日 오늘",
  ],
  [
    1,
    'yesterday gestern hier ayer ontem ieri gisteren wczoraj вчера вчора أمس dün včera igår kemarin 昨天 昨日 어제',
  ],
  [2, 'vorgestern avant-hier anteayer anteontem позавчера 前天 一昨日 그제'],
]);

const longestWords = 40;

/** Whether a short text has a word of time passed, as `an hour ago` and `yesterday` have no number. */
export function saysWhen(text: string): boolean {
  if (text.length > longestWords) return false;
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}'’-]+/gu) ?? [];
  return words.some(
    (word) =>
      pairSeconds.has(word) || daysAgo.has(word) || wordsAfter.has(word) || wordsBefore.has(word),
  );
}
