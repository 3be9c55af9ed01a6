const names = [
  'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun',
  'montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so',
  'lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim',
  'lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom',
  'segunda terça quarta quinta sexta feira segunda-feira seg ter qua qui sex',
  'lunedì martedì mercoledì giovedì venerdì sabato domenica gio',
  'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
  'måndag mandag tisdag tirsdag onsdag torsdag fredag lördag lørdag söndag søndag',
  'maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai',
  'poniedziałek wtorek środa czwartek piątek sobota niedziela',
  'pondělí úterý středa čtvrtek pátek neděle pondelok utorok streda štvrtok piatok nedeľa',
  'понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье пн вт ср чт пт сб вс',
  'понеділок вівторок середа четвер п’ятниця субота неділя',
  'pazartesi salı çarşamba perşembe cuma cumartesi pazar',
  'senin selasa rabu kamis jumat sabtu minggu',
  'الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه',
  'יום ראשון שני שלישי רביעי חמישי שישי שבת',
  'hétfő kedd szerda csütörtök péntek szombat vasárnap luni marți miercuri joi vineri sâmbătă duminică',
  'δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή',
  'सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार',
];
const weekdays = new Set(names.join(' ').normalize('NFC').split(' '));

/** Whether a word in lower case is the name of a day of the week, or a short form of one. */
export const isWeekday = (word: string): boolean => weekdays.has(word);
