import { dateTokens, type Token } from './date-tokens.ts';

const minute = 60;
const hour = 3600;
const day = 86_400;
const units: ReadonlyMap<string, number> = new Map(
  [
    [
      1,
      'second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondo secondi секунд секунды секунду saniye sekund giây detik',
    ],
    [
      minute,
      'minute minutes min mins minuten minuto minutos minuti minuut minut minuty minutę минут минуты минуту минута хвилин хвилини хвилину دقيقة دقائق dakika minutami minuter phút menit mnt 分 分钟 分鐘 분',
    ],
    [
      hour,
      'hour hours hr hrs stunde stunden std heure heures hora horas ora ore uur uren godzin godziny godzinę час часа часов годин години годину ساعة ساعات saat hodinami hodinou timme timmar giờ tiếng jam 小时 小時 時間 시간',
    ],
    [
      day,
      'day days tag tagen jour jours día días dia dias giorno giorni dag dagen dni dzień день дня дней днів يوم أيام ايام gün dny dnem dagar ngày hari 天 日 일',
    ],
    [
      7 * day,
      'week weeks woche wochen semaine semaines semana semanas settimana settimane weken tygodni tydzień неделю недели недель тиждень тижні тижнів أسبوع أسابيع hafta týdny veckor vecka tuần minggu 周 週 週間 주',
    ],
  ].flatMap(([seconds, words]) =>
    String(words)
      .split(' ')
      .map((word) => [word, Number(seconds)] as const),
  ),
);
const before = new Set('vor hace há منذ před för il'.split(' '));
const after = new Set(
  'ago fa geleden temu назад тому önce sedan trước lalu yang 前 전 atrás'.split(' '),
);
const days: ReadonlyMap<string, number> = new Map(
  [
    [
      0,
      'today heute aujourd hoy hoje oggi vandaag dziś dzisiaj сегодня сьогодні اليوم bugün dnes idag 今天 今日 오늘',
    ],
    [
      1,
      'yesterday gestern hier ayer ontem ieri gisteren wczoraj вчера вчора أمس dün včera igår kemarin 昨天 昨日 어제',
    ],
    [2, 'vorgestern avant-hier anteayer anteontem позавчера 前天 一昨日 그제'],
  ].flatMap(([ago, words]) =>
    String(words)
      .split(' ')
      .map((word) => [word, Number(ago)] as const),
  ),
);

/**
 * The moment that `3 hours ago`, `vor 3 Stunden`, `3小时前` or `昨天 10:20` tells, in milliseconds since
 * 1970, counted from `now` in the same; undefined where a text tells none.
 */
export function relativeMoment(text: string, now: number): number | undefined {
  if (text.length > 120) return undefined;
  const tokens = dateTokens(text);
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'number') {
      const seconds = token.text.length > 3 ? undefined : agoAt(tokens, at);
      if (seconds !== undefined) return now - Number(token.text) * seconds * 1000;
    } else if (token.kind === 'word') {
      const moment = dayWord(tokens, at, now);
      if (moment !== undefined) return moment;
    }
  }
  return undefined;
}

function agoAt(tokens: readonly Token[], at: number): number | undefined {
  const [one, two, three] = tokens.slice(at + 1, at + 4).map((token) => token.text);
  const pair = `${one ?? ''}${two ?? ''}`;
  const isPair = units.has(pair);
  const seconds = units.get(pair) ?? units.get(one ?? '');
  if (seconds === undefined) return undefined;
  const marker = isPair ? three : two;
  const near = tokens.slice(Math.max(0, at - 3), at).map((token) => token.text);
  return after.has(marker ?? '') || near.some((word) => before.has(word)) ? seconds : undefined;
}

function dayWord(tokens: readonly Token[], at: number, now: number): number | undefined {
  const pair = `${tokens[at]?.text ?? ''}${tokens[at + 1]?.text ?? ''}`;
  const ago = days.get(tokens[at]?.text ?? '') ?? days.get(pair);
  if (ago === undefined) return undefined;
  for (let next = at + 1; next < Math.min(tokens.length, at + 6); next += 1) {
    const [h, sign, m] = tokens.slice(next, next + 3);
    if (h?.kind !== 'number' || sign?.text !== ':' || m?.kind !== 'number') continue;
    const midnight = Math.floor(now / (day * 1000)) * day * 1000;
    const clock = Number(h.text) * hour + Number(m.text) * minute;
    return clock < day ? midnight - ago * day * 1000 + clock * 1000 : undefined;
  }
  return undefined;
}
