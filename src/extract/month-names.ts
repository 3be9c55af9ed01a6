/**
 * Names of the months as pages write them, full, inflected and short, in lower case and without the
 * dot of an abbreviation: January first, one line a month.
 */
const monthLines = [
  'jan january januar jänner janner janvier janv enero ene janeiro gennaio gen januari styczeń stycznia sty января январь янв січня січень січ يناير كانون-الثاني ocak oca leden ledna led januára január januar janar ianuarie ian ιανουαρίου ιανουάριος ιαν január tammikuu tammikuuta siječanj siječnja јануар јануара януари sausio janvāris janvārī jaanuar जनवरी มกราคม ม.ค ינואר ژانویه জানুয়ারি জানুয়ারী ஜனவரி',
  'feb february فبروری februar feber février fevrier févr fevr fév febrero fevereiro fev febbraio februari febr luty lutego lut февраля февраль фев февр лютого лютий лют فبراير شباط şubat şub únor února úno februára február februarie φεβρουαρίου φεβρουάριος φεβ helmikuu helmikuuta veljača veljače фебруар фебруара февруари vasario februāris februārī veebruar फरवरी फ़रवरी กุมภาพันธ์ ก.พ פברואר فوریه ফেব্রুয়ারি பிப்ரவரி',
  'mar march märz maerz mrz mär mars marzo março marco marzec marca maart mrt марта март мар березня березень бер مارس آذار mart březen března bře marec martie μαρτίου μάρτιος μαρ március márc maaliskuu maaliskuuta ožujak ožujka kovo marts märts मार्च มีนาคม มี.ค מרץ মার্চ மார்ச் maret',
  'apr april avril avr abril abr aprile kwiecień kwietnia kwi апреля апрель апр квітня квітень кві أبريل ابريل نيسان nisan nis duben dubna dub apríl apríla aprilie απριλίου απρίλιος απρ április ápr huhtikuu huhtikuuta travanj travnja април априла balandžio aprīlis aprīlī aprill अप्रैल เมษายน เม.ย אפריל آوریل এপ্রিল ஏப்ரல்',
  'may mai می മേയ് mayo maio maggio mag mei maj maja мая май травня травень тра مايو أيار ايار mayıs květen května kvě máj mája μαΐου μάιος μαϊ május toukokuu toukokuuta svibanj svibnja мај маја gegužės maijs maijā मई พฤษภาคม พ.ค מאי مه মে மே',
  'jun june junij junija juni juin junio junho giugno giu czerwiec czerwca cze июня июнь июн червня червень чер يونيو حزيران haziran haz červen června čvn jún júna iunie iun ιουνίου ιούνιος ιουν június jún kesäkuu kesäkuuta lipanj lipnja јун јуна юни birželio jūnijs jūnijā juuni जून มิถุนายน มิ.ย יוני ژوئن জুন ஜூன்',
  'jul july julij julija జులై جولای juli juillet juil julio julho luglio lug lipiec lipca lip июля июль июл липня липень лип يوليو تموز temmuz tem červenec července čvc júl júla iulie iul ιουλίου ιούλιος ιουλ július heinäkuu heinäkuuta srpanj srpnja јул јула юли liepos jūlijs jūlijā juuli जुलाई กรกฎาคม ก.ค יולי ژوئیه জুলাই ஜூலை',
  'aug august ઑગસ્ટ août aout agosto ago augustus sierpień sierpnia sie августа август авг серпня серпень сер أغسطس اغسطس آب ağustos ağu srpen srpna srp augusta αυγούστου αύγουστος αυγ augusztus elokuu elokuuta kolovoz kolovoza август августа rugpjūčio augusts augustā अगस्त สิงหาคม ส.ค אוגוסט اوت আগস্ট ஆகஸ்ட் augusti agustus agt',
  'sep sept سپتمبر september septembre septiembre setiembre setembro settembre set wrzesień września wrz сентября сентябрь сен сент вересня вересень вер سبتمبر أيلول ايلول eylül eyl září zář septembra septembrie σεπτεμβρίου σεπτέμβριος σεπ szeptember szept syyskuu syyskuuta rujan rujna септембар септембра септември rugsėjo septembris septembrī सितंबर सितम्बर กันยายน ก.ย ספטמבר سپتامبر সেপ্টেম্বর செப்டம்பர்',
  'oct okt ઑક્ટોબર october oktober octobre octubre outubro out ottobre ott październik października paź октября октябрь окт жовтня жовтень жов أكتوبر اكتوبر تشرين-الأول ekim eki říjen října říj október októbra octombrie oct οκτωβρίου οκτώβριος οκτ október lokakuu lokakuuta октобар октобра октомври spalio oktobris oktobrī oktoober अक्टूबर अक्तूबर ตุลาคม ต.ค אוקטובר اکتبر অক্টোবর அக்டோபர்',
  'nov november listopadu novembre noviembre novembro nov nóv listopad listopada lis ноября ноябрь ноя листопада листопад نوفمبر تشرين-الثاني kasım kas novembra noiembrie noi νοεμβρίου νοέμβριος νοε marraskuu marraskuuta studeni studenoga новембар новембра ноември lapkričio novembris novembrī नवंबर नवम्बर พฤศจิกายน พ.ย נובמבר نوامبر নভেম্বর நவம்பர்',
  'dec dez december dezember décembre decembre déc diciembre dic dezembro dicembre grudzień grudnia gru декабря декабрь дек грудня грудень гру ديسمبر كانون-الأول aralık ara prosinec prosince pro decembra decembrie δεκεμβρίου δεκέμβριος δεκ joulukuu joulukuuta prosinac prosinca децембар децембра декември gruodžio decembris decembrī detsember दिसंबर दिसम्बर ธันวาคม ธ.ค דצמבר دسامبر ডিসেম্বর டிசம்பர் desember des',
];

/** The twelve names of further languages, a language a line. */
const monthsOfLanguages = [
  'gener febrer març abril maig juny juliol agost setembre octubre novembre desembre',
  'xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro',
  'urtarrilaren otsailaren martxoaren apirilaren maiatzaren ekainaren uztailaren abuztuaren irailaren urriaren azaroaren abenduaren',
  'janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor',
  'januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba',
  'enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre',
  'januari februari mac april mei jun julai ogos september oktober november disember',
  'januarie februarie maart april mei junie julie augustus september oktober november desember',
  'janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember',
  'januar februar mart april maj jun jul avgust septembar oktobar novembar decembar',
  'yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr',
  'yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr',
  'январ феврал март апрел май июн июл август сентябр октябр ноябр декабр',
  'студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня',
  'яну фев мар апр май юни юли авг септ окт ное дек',
  'јануари февруари март април мај јуни јули август септември октомври ноември декември',
  'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан',
  'იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი',
  'հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի',
  'جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر',
  'जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर',
  'જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઓગસ્ટ સપ્ટેમ્બર ઓક્ટોબર નવેમ્બર ડિસેમ્બર',
  'ਜਨਵਰੀ ਫ਼ਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ',
  'జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జూలై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్',
  'ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್',
  'ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മെയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ',
  'ජනවාරි පෙබරවාරි මාර්තු අප්රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්',
  'ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ',
  'មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ',
  'ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ',
];

const months: ReadonlyMap<string, number> = new Map([
  ...monthsOfLanguages.flatMap((line) =>
    line.split(' ').map((name, at) => [name.normalize('NFC'), at + 1] as const),
  ),
  ...monthLines.flatMap((line, at) =>
    line.split(' ').map((name) => [name.normalize('NFC'), at + 1] as const),
  ),
]);

/**
 * 1 to 12 for the name of a month in lower case; a dot at its end, the `d’` of `d’abril` and the `ב` of
 * `בספטמבר` are no matter.
 */
export function monthNumber(name: string): number | undefined {
  return months.get(name) ?? (/^(?:d['’]|ב)|\.$/.test(name) ? months.get(bare(name)) : undefined);
}

const bare = (name: string): string => name.replace(/^(?:d['’]|ב)|\.$/g, '');
