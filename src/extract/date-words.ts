/** Words that may stand between the parts of a date without a meaning of their own. */
export const dateFillers = new Set(
  'de del of den der le el la du di do da the st nd rd th er º ª ° ste e го й р г року года roku ngày năm d gada dne kl tgl tanggal ค.ศ พ.ศ'.split(
    ' ',
  ),
);

/** Offsets from UTC in minutes that a zone's name tells without doubt. */
const zones: ReadonlyMap<string, number> = new Map(
  Object.entries({
    z: 0,
    utc: 0,
    gmt: 0,
    wet: 0,
    west: 60,
    bst: 60,
    cet: 60,
    mez: 60,
    cest: 120,
    mesz: 120,
    eet: 120,
    eest: 180,
    msk: 180,
    мск: 180,
    trt: 180,
    ist: 330,
    pkt: 300,
    npt: 345,
    ict: 420,
    wib: 420,
    wita: 480,
    wit: 540,
    hkt: 480,
    sgt: 480,
    awst: 480,
    jst: 540,
    kst: 540,
    acst: 570,
    aest: 600,
    aedt: 660,
    acdt: 630,
    nzst: 720,
    nzdt: 780,
    est: -300,
    edt: -240,
    cdt: -300,
    mst: -420,
    mdt: -360,
    pst: -480,
    pdt: -420,
    akst: -540,
    akdt: -480,
    hst: -600,
    brt: -180,
    art: -180,
    sast: 120,
    eat: 180,
    wat: 60,
    cat: 120,
    北京时间: 480,
    北京時間: 480,
    台北時間: 480,
    日本時間: 540,
    한국시간: 540,
  }),
);
/** Zones of the United States by the clock of the season. */
const seasonal: ReadonlyMap<string, number> = new Map(
  Object.entries({ et: -300, ct: -360, mt: -420, pt: -480 }),
);

/** Whether a word names a zone. */
export const isZoneName = (name: string): boolean => zones.has(name) || seasonal.has(name);

/** Minutes east of UTC of a zone's name; `et` and its like by the day's season. */
export function zoneMinutes(
  name: string,
  day: { year: number; month: number; day: number },
): number | undefined {
  const base = seasonal.get(name);
  if (base === undefined) return zones.get(name);
  return base + (isAmericanSummer(day) ? 60 : 0);
}

/** From the second Sunday of March to the first of November (Energy Policy Act of 2005). */
function isAmericanSummer({
  year,
  month,
  day,
}: {
  year: number;
  month: number;
  day: number;
}): boolean {
  const firstSunday = (of: number): number =>
    1 + ((7 - new Date(Date.UTC(year, of - 1, 1)).getUTCDay()) % 7);
  if (month === 3) return day >= firstSunday(3) + 7;
  if (month === 11) return day < firstSunday(11);
  return month > 3 && month < 11;
}

/** Years that a calendar's name adds to the year of the Common Era. */
export const eras: ReadonlyMap<string, number> = new Map([
  ['令和', 2018],
  ['平成', 1988],
  ['昭和', 1925],
  ['民國', 1911],
  ['民国', 1911],
  ['中華民國', 1911],
]);

export const forenoon = new Set(['am', 'a.m', '上午', '午前', '오전', 'sáng', 'ص', 'öö']);
export const afternoon = new Set([
  'pm',
  'p.m',
  'p.m.',
  '下午',
  '午後',
  '오후',
  '晚上',
  'chiều',
  'tối',
  'م',
  'du.',
]);
