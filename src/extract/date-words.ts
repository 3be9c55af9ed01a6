/**
 * Names of the months as pages write them, full, inflected and short, in lower case and without the
 * dot of an abbreviation: January first, one line a month.
 */
const monthLines = [
  'jan january januar jänner janner janvier janv enero ene janeiro gennaio gen januari styczeń stycznia sty января январь янв січня січень січ يناير كانون-الثاني ocak oca leden ledna led januára január tháng-1 januar janar ianuarie ian ιανουαρίου ιανουάριος ιαν január tammikuu tammikuuta siječanj siječnja јануар јануара януари sausio janvāris janvārī jaanuar जनवरी มกราคม ม.ค ינואר ژانویه জানুয়ারি জানুয়ারী ஜனவரி',
  'feb february februar feber février fevrier févr fevr fév febrero fevereiro fev febbraio februari febr luty lutego lut февраля февраль фев февр лютого лютий лют فبراير شباط şubat şub únor února úno februára február tháng-2 februarie φεβρουαρίου φεβρουάριος φεβ helmikuu helmikuuta veljača veljače фебруар фебруара февруари vasario februāris februārī veebruar फरवरी फ़रवरी กุมภาพันธ์ ก.พ פברואר فوریه ফেব্রুয়ারি பிப்ரவரி',
  'mar march märz maerz mrz mär mars marzo março marco marzec marca maart mrt марта март мар березня березень бер مارس آذار mart březen března bře marec tháng-3 martie μαρτίου μάρτιος μαρ március márc maaliskuu maaliskuuta ožujak ožujka kovo marts märts मार्च มีนาคม มี.ค מרץ মার্চ மார்ச் maret',
  'apr april avril avr abril abr aprile kwiecień kwietnia kwi апреля апрель апр квітня квітень кві أبريل ابريل نيسان nisan nis duben dubna dub apríl apríla tháng-4 aprilie απριλίου απρίλιος απρ április ápr huhtikuu huhtikuuta travanj travnja април априла balandžio aprīlis aprīlī aprill अप्रैल เมษายน เม.ย אפריל آوریل এপ্রিল ஏப்ரல்',
  'may mai mayo maio maggio mag mei maj maja мая май травня травень тра مايو أيار ايار mayıs květen května kvě máj mája tháng-5 μαΐου μάιος μαϊ május toukokuu toukokuuta svibanj svibnja мај маја gegužės maijs maijā मई พฤษภาคม พ.ค מאי مه মে மே',
  'jun june juni juin junio junho giugno giu czerwiec czerwca cze июня июнь июн червня червень чер يونيو حزيران haziran haz červen června čvn jún júna tháng-6 iunie iun ιουνίου ιούνιος ιουν június jún kesäkuu kesäkuuta lipanj lipnja јун јуна юни birželio jūnijs jūnijā juuni जून มิถุนายน มิ.ย יוני ژوئن জুন ஜூன்',
  'jul july juli juillet juil julio julho luglio lug lipiec lipca lip июля июль июл липня липень лип يوليو تموز temmuz tem červenec července čvc júl júla tháng-7 iulie iul ιουλίου ιούλιος ιουλ július heinäkuu heinäkuuta srpanj srpnja јул јула юли liepos jūlijs jūlijā juuli जुलाई กรกฎาคม ก.ค יולי ژوئیه জুলাই ஜூலை',
  'aug august août aout agosto ago augustus sierpień sierpnia sie августа август авг серпня серпень сер أغسطس اغسطس آب ağustos ağu srpen srpna srp augusta tháng-8 αυγούστου αύγουστος αυγ augusztus elokuu elokuuta kolovoz kolovoza август августа rugpjūčio augusts augustā अगस्त สิงหาคม ส.ค אוגוסט اوت আগস্ট ஆகஸ்ட் augusti agustus agt',
  'sep sept september septembre septiembre setiembre setembro settembre set wrzesień września wrz сентября сентябрь сен сент вересня вересень вер سبتمبر أيلول ايلول eylül eyl září zář septembra tháng-9 septembrie σεπτεμβρίου σεπτέμβριος σεπ szeptember szept syyskuu syyskuuta rujan rujna септембар септембра септември rugsėjo septembris septembrī सितंबर सितम्बर กันยายน ก.ย ספטמבר سپتامبر সেপ্টেম্বর செப்டம்பர்',
  'oct okt october oktober octobre octubre outubro out ottobre ott październik października paź октября октябрь окт жовтня жовтень жов أكتوبر اكتوبر تشرين-الأول ekim eki říjen října říj október októbra tháng-10 octombrie oct οκτωβρίου οκτώβριος οκτ október lokakuu lokakuuta listopad-hr октобар октобра октомври spalio oktobris oktobrī oktoober अक्टूबर अक्तूबर ตุลาคม ต.ค אוקטובר اکتبر অক্টোবর அக்டோபர்',
  'nov november novembre noviembre novembro nov nóv listopad listopada lis ноября ноябрь ноя листопада листопад نوفمبر تشرين-الثاني kasım kas novembra tháng-11 noiembrie noi νοεμβρίου νοέμβριος νοε marraskuu marraskuuta studeni studenoga новембар новембра ноември lapkričio novembris novembrī नवंबर नवम्बर พฤศจิกายน พ.ย נובמבר نوامبر নভেম্বর நவம்பர்',
  'dec dez december dezember décembre decembre déc diciembre dic dezembro dicembre grudzień grudnia gru декабря декабрь дек грудня грудень гру ديسمبر كانون-الأول aralık ara prosinec prosince pro decembra tháng-12 decembrie δεκεμβρίου δεκέμβριος δεκ joulukuu joulukuuta prosinac prosinca децембар децембра декември gruodžio decembris decembrī detsember दिसंबर दिसम्बर ธันวาคม ธ.ค דצמבר دسامبر ডিসেম্বর டிசம்பர் desember des',
];

const months: ReadonlyMap<string, number> = new Map(
  monthLines.flatMap((line, at) => line.split(' ').map((name) => [name, at + 1] as const)),
);

/** 1 to 12 for the name of a month in lower case; a dot at its end is no matter. */
export function monthNumber(name: string): number | undefined {
  return months.get(name) ?? months.get(name.replace(/\.$/, ''));
}

/** Words that may stand between the parts of a date without a meaning of their own. */
export const dateFillers = new Set(
  'de del of den der le el la du di do da the del. al, st nd rd th er º ª ° ste e го й р г року года г. р. roku r. ngày năm tháng-năm م. d m. gada de, dne kl tgl tanggal'.split(
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

export const forenoon = new Set([
  'am',
  'a.m',
  'a.m.',
  '上午',
  '午前',
  '오전',
  'sáng',
  'ص',
  'öö',
  'de.',
]);
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
