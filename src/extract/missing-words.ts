/** What pages say that stand for one which is not there, by language; whole sentences or headings. */
const phrases: readonly string[] = [
  // English
  `(?:the |this |that |requested )*(?:page|file|article|story|content|post|document|url)(?: that)?(?: you(?:(?:'|’)re| are| were|(?:'|’)ve| have)? ?(?:looking for|requested|tried to (?:reach|view|access)|want(?:ed)?))? ?(?:was |is |could |can ?|has )?(?:not (?:be )?(?:found|available)|no longer (?:exists|available|here)|does(?: not|n(?:'|’)t) exist|n(?:'|’)t (?:be )?(?:found|available|exist)|unavailable|been (?:removed|deleted)|(?:isn|couldn|can|wasn)(?:'|’)t (?:be )?(?:found|available|here))`,
  `(?:we(?:(?:'|’)re| are) sorry,? )?(?:but )?we (?:can(?:'|’)t|cannot|couldn(?:'|’)t|could not|can not) (?:seem to )?find (?:the|that|this) (?:page|article|story)[^.!?]{0,40}`,
  `no such page|there is nothing at this address`,
  // German, Dutch, Swedish, Danish, Norwegian
  '(?:die |diese |der |dieser )?(?:angeforderte |gewünschte |gesuchte )?(?:seite|artikel|beitrag|inhalt)(?: wurde| konnte| ist)?(?: leider)? ?(?:nicht (?:mehr )?(?:gefunden(?: werden)?|verfügbar|vorhanden|existent)|existiert (?:leider )?nicht(?: mehr)?)',
  '(?:de |deze )?pagina (?:is |werd |kon )?(?:niet (?:meer )?(?:gevonden(?: worden)?|beschikbaar)|bestaat niet(?: meer)?)',
  '(?:sidan|artikeln)(?: du (?:söker|sökte))? (?:kunde (?:inte|ej) hittas|hittades inte|finns inte(?: längre)?|saknas)',
  '(?:siden|artikkelen|artiklen) (?:(?:blev|ble) ikke (?:fundet|funnet)|(?:findes|finnes|eksisterer) ikke(?: længere| lenger)?|ikke (?:fundet|funnet))',
  // French, Spanish, Portuguese, Italian, Romanian
  `(?:la |cette |l(?:'|’))?(?:page|article)(?: que vous (?:recherchez|demandez|cherchez)| demandée?)? ?(?:est )?(?:introuvable|non trouvée?|inexistante?|n(?:'|’)existe (?:pas|plus)|n(?:'|’)a pas été trouvée?|n(?:'|’)est (?:pas|plus) disponible)`,
  '(?:la |esta )?(?:página|noticia)(?: que (?:buscas?|está buscando))? no (?:encontrada|existe|disponible|se encuentra|ha sido encontrada|está disponible)|no (?:se (?:ha encontrado|encontró|encuentra)|hemos encontrado) la página[^.!?]{0,30}',
  '(?:a |esta )?(?:página|notícia)(?: que (?:você )?(?:procura|procurou))? não (?:encontrada|existe|disponível|foi encontrada|está disponível)',
  '(?:la |questa )?pagina(?: (?:richiesta|che cerchi|che stai cercando))? non (?:trovata|esiste(?: più)?|è (?:stata trovata|disponibile)|disponibile)',
  'pagina (?:nu (?:a fost găsită|există|este disponibilă)|negăsită|inexistentă)',
  // Polish, Czech, Hungarian, Finnish, Turkish, Greek
  'nie znaleziono (?:takiej )?strony|(?:ta )?strona(?:,? której szukasz,?)? (?:nie istnieje|nie została (?:znaleziona|odnaleziona)|niedostępna)',
  'stránka (?:nenalezena|nebyla nalezena|neexistuje)|(?:az |a keresett )?oldal nem (?:található|létezik)',
  '(?:sivua|etsimääsi sivua) ei (?:löydy|löytynyt)|(?:aradığınız )?sayfa (?:bulunamadı|mevcut değil)|η σελίδα δεν (?:βρέθηκε|υπάρχει)',
  // Russian, Ukrainian
  '(?:запрашиваемая |эта |такая )?(?:страница|материал|статья)(?: не (?:найдена?|существует|доступна)| удал[её]н[ао]?)|такой страницы не существует|сторінк[ау] не (?:знайден[оа]|існує)',
  // Arabic, Persian, Hebrew, Hindi, Indonesian, Vietnamese, Thai
  '(?:عذرا[،ً]* ?)?الصفحة (?:المطلوبة )?غير (?:موجودة|متوفرة|متاحة)|صفحه (?:مورد نظر )?(?:شما )?(?:یافت|پیدا) نشد|הדף (?:המבוקש )?לא נמצא',
  '(?:पृष्ठ|पेज) नहीं मिला|(?:halaman|artikel) (?:yang anda cari )?tidak (?:ditemukan|tersedia)|không tìm thấy trang|trang không tồn tại|ไม่พบหน้า[^.!?]{0,20}',
  // Chinese
  '(?:您|你)?(?:要|所|正在)?(?:访问|訪問|浏览|瀏覽|查看|查找|寻找|尋找|请求|請求|找)?的?(?:该|該|此|本|这个|這個)?(?:页面|頁面|网页|網頁|页|頁|文章|新闻|新聞|稿件|内容|內容|链接|連結)(?:地址)?(?:可能)?(?:并|並|已|已经|已經)?(?:不存在|不見了|不见了|未找到|没有找到|沒有找到|找不到|无法找到|無法找到|(?:已经|已經|已|被)(?:被)?(?:删除|刪除|下线|下架|移除|失效|过期))(?:了)?(?:[或，、][^。！？]{0,20})?',
  '(?:抱歉|很抱歉|对不起|對不起|哎呀)?[，,!！ ]*(?:找不到|没有找到|沒有找到|未找到|无法找到|無法找到)(?:您|你)?(?:要|所)?(?:访问|訪問|查看|请求|找)?的?(?:该|該|此)?(?:页面|頁面|网页|網頁|文章|内容|內容)',
  // Japanese, Korean
  '(?:お探しの|指定された|ご指定の|該当する)?(?:ページ|記事|コンテンツ)(?:は|が)(?:見つかりません(?:でした)?|見つかりませんでした|存在しません|ありません|削除されました|ございません)',
  '(?:요청하신 |찾으시는 )?(?:페이지|기사)(?:를|을|가|는) (?:찾을 수 없습니다|존재하지 않습니다|삭제되었습니다)|존재하지 않는 (?:페이지|기사)(?:입니다)?',
];

/** Too little said to begin a sentence of no other meaning. */
const bare = 'not found|nothing (?:was )?found(?: here)?|page missing|missing page';
const any = phrases.join('|');
const softener = String.raw`(?:(?:oops|ooops|whoops|uh[- ]oh|sorry|we(?:'|’)re sorry|hoppla|ups|désolé|lo sentimos|entschuldigung|error|http|status|code|fehler|erreur|errore|erro|ошибка|错误|錯誤|エラー|오류|hata|fel|fejl|feil|błąd|抱歉|很抱歉|对不起|對不起|哎呀|404)[\s:,.!…–—，！。-]*)*`;
const end = String.raw`[\s.!…。！)]*(?:\(?(?:error )?404\)?)?[\s.!…。！)]*`;

/** A heading or a part of a title that says nothing but that there is no such page. */
export const saysMissingAlone = new RegExp(`^${softener}(?:${any}|${bare})${end}$`, 'iu');
/** A sentence that begins by saying so. */
export const beginsMissing = new RegExp(`^${softener}(?:${any})(?!\\p{sc=Latin})`, 'iu');
/** The status alone: `404`, `Error 404`, `404 error`. */
export const statusAlone =
  /^(?:(?:http|error|status|fehler|erreur|errore|erro|ошибка|错误|錯誤|エラー|오류)[\s:#-]*)*404[\s!:.-]*(?:error|fehler|错误|錯誤|エラー)?[\s!.]*$/iu;
