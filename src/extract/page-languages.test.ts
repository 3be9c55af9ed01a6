import { describe, expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { extractArticle } from './index.ts';

/** A story with the words that pages of its language put around one. */
interface Told {
  readonly language: string;
  readonly title: string;
  readonly lead: string;
  readonly paragraphs: readonly string[];
  readonly heading: string;
  readonly byline: string;
  readonly date: string;
  readonly day: string;
  /** Lines in the body that are none of the story. */
  readonly around: readonly string[];
  readonly related: string;
  readonly others: readonly string[];
  readonly closing: readonly string[];
}

const stories: readonly Told[] = [
  {
    language: 'ar',
    title: 'افتتاح جسر الميناء من جديد بعد أحد عشر شهرا من الترميم',
    lead: 'عاد الجسر القديم إلى استقبال السيارات صباح الثلاثاء بعد ترميم طويل كلف المدينة أكثر مما كان متوقعا.',
    paragraphs: [
      'قال رئيس البلدية إن الجسر صار آمنا تماما، وإن المهندسين اختبروا كل دعامة فيه قبل السماح بمرور الحافلات الثقيلة والشاحنات.',
      'وانتظر السكان هذا اليوم طويلا، فقد اضطر كثير منهم إلى سلوك طريق أطول عبر الضاحية الشمالية، واستغرقت الرحلة ساعة كاملة في بعض الأيام.',
      'وأضاف كبير المهندسين أن العمال استبدلوا مئتي متر من الكابلات، وأن الصدأ كان أعمق مما أظهرته الفحوص الأولى قبل سنتين.',
      'وستراقب المدينة الجسر بأجهزة قياس جديدة، على أن ينشر تقرير عن حالته كل ستة أشهر.',
    ],
    heading: 'ما الذي أصلح',
    byline: 'كتب: سالم الحبر',
    date: '5 مارس 2024',
    day: '2024-03-05',
    around: ['إعلان', 'شارك', 'اقرأ أيضا: العبارات تعود إلى مواعيدها القديمة'],
    related: 'موضوعات ذات صلة',
    others: [
      'العبارات تعود إلى مواعيدها القديمة',
      'المدينة تشتري حافلات كهربائية',
      'أسعار الخبز ترتفع',
    ],
    closing: ['جميع الحقوق محفوظة', 'اشترك في النشرة البريدية'],
  },
  {
    language: 'ko',
    title: '열한 달 만에 다시 열린 항구 다리',
    lead: '오랜 보수 공사를 마친 옛 다리가 화요일 아침 다시 차량을 받기 시작했다.',
    paragraphs: [
      '시장은 다리가 이제 완전히 안전하다고 말했다. 기술자들은 대형 버스와 화물차의 통행을 허용하기 전에 모든 기둥을 시험했다고 밝혔다.',
      '주민들은 이날을 오래 기다려 왔다. 많은 사람이 북쪽 교외를 지나는 먼 길로 돌아가야 했고, 어떤 날에는 한 시간이 걸렸다.',
      '수석 기술자는 인부들이 케이블 200미터를 교체했으며, 녹이 2년 전 첫 점검에서 나타난 것보다 훨씬 깊었다고 설명했다.',
      '시는 새 측정 장비로 다리를 지켜볼 예정이며, 여섯 달마다 상태 보고서를 내놓기로 했다.',
    ],
    heading: '무엇을 고쳤나',
    byline: '김먹물 기자 ink@loopback.example',
    date: '2024.03.05 09:30',
    day: '2024-03-05',
    around: ['광고', '공유하기', '▶ 관련기사: 여객선 시간표 예전대로'],
    related: '관련기사',
    others: ['여객선 시간표 예전대로', '전기버스 들여오는 시', '빵값이 오른다'],
    closing: ['저작권자 ⓒ 루프백신문 무단전재 및 재배포 금지', '구독하기', '댓글 12'],
  },
  {
    language: 'ru',
    title: 'Портовый мост открыли снова через одиннадцать месяцев',
    lead: 'Старый мост после долгого ремонта снова принимает машины с утра вторника.',
    paragraphs: [
      'Мэр сказал, что мост теперь совершенно безопасен: инженеры испытали каждую опору, прежде чем пустить тяжёлые автобусы и грузовики.',
      'Жители долго ждали этого дня. Многим приходилось ездить длинной дорогой через северный пригород, и в иные дни путь занимал целый час.',
      'Главный инженер добавил, что рабочие заменили двести метров тросов, а ржавчина оказалась глубже, чем показывали первые проверки.',
      'Город будет следить за мостом новыми приборами и раз в полгода публиковать отчёт о его состоянии.',
    ],
    heading: 'Что починили',
    byline: 'Автор: Анна Чернилова',
    date: '5 марта 2024, 09:30',
    day: '2024-03-05',
    around: ['Реклама', 'Поделиться', 'Читайте также: Паромы вернулись к прежнему расписанию'],
    related: 'Материалы по теме',
    others: [
      'Паромы вернулись к прежнему расписанию',
      'Город покупает электробусы',
      'Хлеб дорожает',
    ],
    closing: [
      'Подписывайтесь на наш канал в Telegram',
      'Нашли ошибку? Выделите её и нажмите Ctrl+Enter',
      '© Кольцевые вести, 2024',
    ],
  },
  {
    language: 'ja',
    title: '港の橋、11カ月ぶりに通行再開',
    lead: '長い補修工事を終えた古い橋が、火曜日の朝から再び車を通し始めた。',
    paragraphs: [
      '市長は、橋はもう完全に安全だと述べた。技術者たちは、大型バスやトラックの通行を認める前に、すべての橋脚を試験したという。',
      '住民たちはこの日を長く待っていた。多くの人が北の郊外を通る遠い道を使わねばならず、日によっては1時間もかかった。',
      '主任技術者によると、作業員は200メートルのケーブルを取り替えた。さびは2年前の最初の点検で分かったよりもずっと深かった。',
      '市は新しい計測器で橋を見守り、半年ごとに状態を報告する予定だ。',
    ],
    heading: '何を直したのか',
    byline: '文・墨田筆子',
    date: '2024年3月5日 9時30分',
    day: '2024-03-05',
    around: ['広告', 'シェア', 'あわせて読みたい：渡し船のダイヤが元に戻る'],
    related: '関連記事',
    others: ['渡し船のダイヤが元に戻る', '市が電気バスを購入', 'パンの値上げ'],
    closing: ['無断転載を禁じます', 'この記事が気に入ったらフォローしよう', 'コメント 3'],
  },
  {
    language: 'hi',
    title: 'ग्यारह महीने बाद बंदरगाह का पुल फिर खुला',
    lead: 'लंबी मरम्मत के बाद पुराना पुल मंगलवार सुबह से फिर गाड़ियों के लिए खोल दिया गया।',
    paragraphs: [
      'महापौर ने कहा कि पुल अब पूरी तरह सुरक्षित है। इंजीनियरों ने भारी बसों और ट्रकों को जाने देने से पहले हर खंभे की जाँच की।',
      'लोग इस दिन का लंबे समय से इंतज़ार कर रहे थे। बहुतों को उत्तरी इलाके से होकर लंबे रास्ते से जाना पड़ता था और कभी-कभी एक घंटा लग जाता था।',
      'मुख्य इंजीनियर ने बताया कि मज़दूरों ने दो सौ मीटर तार बदले और जंग पहली जाँच में दिखी जंग से कहीं गहरी निकली।',
      'शहर नए यंत्रों से पुल पर नज़र रखेगा और हर छह महीने में उसकी हालत पर रिपोर्ट छापेगा।',
    ],
    heading: 'क्या ठीक किया गया',
    byline: 'लेखक: रवि स्याही',
    date: '5 मार्च 2024',
    day: '2024-03-05',
    around: ['विज्ञापन', 'शेयर करें', 'यह भी पढ़ें: नौकाओं का पुराना समय लौटा'],
    related: 'संबंधित खबरें',
    others: ['नौकाओं का पुराना समय लौटा', 'शहर बिजली की बसें खरीदेगा', 'रोटी महँगी हुई'],
    closing: ['हमारे व्हाट्सएप चैनल से जुड़ें', 'सर्वाधिकार सुरक्षित'],
  },
  {
    language: 'th',
    title: 'สะพานท่าเรือเปิดใช้อีกครั้งหลังปิดซ่อมสิบเอ็ดเดือน',
    lead: 'สะพานเก่าที่ซ่อมมานานเปิดให้รถวิ่งอีกครั้งเมื่อเช้าวันอังคาร ท่ามกลางความยินดีของชาวเมือง',
    paragraphs: [
      'นายกเทศมนตรีกล่าวว่าสะพานปลอดภัยเต็มที่แล้ว วิศวกรทดสอบเสาทุกต้นก่อนอนุญาตให้รถโดยสารขนาดใหญ่และรถบรรทุกผ่าน และจะตรวจซ้ำทุกเดือนในปีแรก',
      'ชาวเมืองรอวันนี้มานาน หลายคนต้องใช้เส้นทางอ้อมผ่านชานเมืองด้านเหนือ บางวันใช้เวลาถึงหนึ่งชั่วโมงกว่าจะถึงที่ทำงานในเมือง',
      'หัวหน้าวิศวกรเล่าว่าคนงานเปลี่ยนสายเคเบิลไปสองร้อยเมตร และพบว่าสนิมลึกกว่าที่การตรวจครั้งแรกเมื่อสองปีก่อนแสดงไว้มาก',
      'เมืองจะเฝ้าดูสะพานด้วยเครื่องวัดชุดใหม่ และจะเผยแพร่รายงานสภาพสะพานทุกหกเดือนให้ประชาชนได้อ่าน',
    ],
    heading: 'ซ่อมอะไรไปบ้าง',
    byline: 'โดย: สมชาย หมึกดำ',
    date: '5 มีนาคม 2024',
    day: '2024-03-05',
    around: ['โฆษณา', 'แชร์', 'อ่านเพิ่มเติม: เรือข้ามฟากกลับสู่ตารางเดิม'],
    related: 'ข่าวที่เกี่ยวข้อง',
    others: ['เรือข้ามฟากกลับสู่ตารางเดิม', 'เมืองซื้อรถโดยสารไฟฟ้า', 'ขนมปังขึ้นราคา'],
    closing: ['สงวนลิขสิทธิ์', 'ติดตามข่าวสารทาง LINE'],
  },
  {
    language: 'vi',
    title: 'Cầu cảng mở lại sau mười một tháng sửa chữa',
    lead: 'Cây cầu cũ sau đợt sửa chữa dài đã đón xe trở lại từ sáng thứ Ba, sớm hơn dự kiến một tuần.',
    paragraphs: [
      'Thị trưởng nói cây cầu nay hoàn toàn an toàn, các kỹ sư đã thử từng trụ trước khi cho xe buýt và xe tải nặng đi qua.',
      'Người dân đã chờ ngày này rất lâu. Nhiều người phải đi đường vòng qua ngoại ô phía bắc, có hôm mất cả tiếng đồng hồ.',
      'Kỹ sư trưởng cho biết công nhân đã thay hai trăm mét cáp, và lớp gỉ sâu hơn nhiều so với lần kiểm tra đầu tiên hai năm trước.',
      'Thành phố sẽ theo dõi cây cầu bằng thiết bị đo mới và công bố báo cáo sáu tháng một lần.',
    ],
    heading: 'Đã sửa những gì',
    byline: 'Tác giả: Minh Mực',
    date: '05/03/2024 09:30',
    day: '2024-03-05',
    around: ['Quảng cáo', 'Chia sẻ', 'Xem thêm: Phà trở lại lịch cũ'],
    related: 'Tin liên quan',
    others: ['Phà trở lại lịch cũ', 'Thành phố mua xe buýt điện', 'Bánh mì tăng giá'],
    closing: ['Theo dõi chúng tôi trên Facebook', 'Bình luận'],
  },
  {
    language: 'tr',
    title: 'Liman köprüsü on bir ay sonra yeniden açıldı',
    lead: 'Uzun süren onarımın ardından eski köprü salı sabahı yeniden trafiğe açıldı.',
    paragraphs: [
      'Belediye başkanı köprünün artık bütünüyle güvenli olduğunu söyledi; mühendisler ağır otobüs ve kamyonlara izin vermeden önce her ayağı sınadı.',
      'Kent halkı bu günü uzun zamandır bekliyordu. Birçok kişi kuzeydeki mahallelerden dolaşmak zorunda kalıyor, kimi günler yol bir saat sürüyordu.',
      'Başmühendis, işçilerin iki yüz metre kabloyu değiştirdiğini ve pasın ilk denetimde görünenden çok daha derin olduğunu anlattı.',
      'Kent köprüyü yeni ölçüm aletleriyle izleyecek ve altı ayda bir rapor yayımlayacak.',
    ],
    heading: 'Neler onarıldı',
    byline: 'Yazar: Deniz Mürekkep',
    date: '5 Mart 2024 09:30',
    day: '2024-03-05',
    around: ['Reklam', 'Paylaş', 'Ayrıca okuyun: Vapurlar eski tarifesine döndü'],
    related: 'İlgili haberler',
    others: ['Vapurlar eski tarifesine döndü', 'Kent elektrikli otobüs alıyor', 'Ekmeğe zam'],
    closing: ['Bizi sosyal medyada takip edin', 'Yorumlar', 'Tüm hakları saklıdır'],
  },
];

const paragraphs = (lines: readonly string[]): string =>
  lines.map((line) => `<p>${line}</p>`).join('\n');

const links = (titles: readonly string[]): string =>
  titles.map((title, at) => `<li><a href="/n/${at}">${title}</a></li>`).join('');

/** A page of a content management system whose class names tell of the parts. */
function namedPage(story: Told): string {
  const [first = '', second = '', ...rest] = story.paragraphs;
  return `<!doctype html><html lang="${story.language}"><head><title>${story.title}</title>
<meta property="og:title" content="${story.title}"><meta name="description" content="${story.lead}">
<meta property="article:published_time" content="${story.day}T09:30:00Z"></head><body>
<header class="site-header"><nav><ul>${links(story.others)}</ul></nav></header>
<main><article class="post"><header class="entry-header"><h1>${story.title}</h1><p>${story.lead}</p>
<div class="entry-meta"><span class="author">${story.byline}</span> <time datetime="${story.day}T09:30:00Z">${story.date}</time></div></header>
<div class="entry-content"><figure><img src="/i.jpg" alt=""><figcaption>${story.heading}</figcaption></figure>
${paragraphs([first])}<p>${story.around[0]}</p>${paragraphs([second])}<p><a href="/n/0">${story.around[2]}</a></p>
<h2>${story.heading}</h2>${paragraphs(rest)}<p>${story.around[1]}</p>${paragraphs(story.closing)}</div>
<section class="related"><h3>${story.related}</h3><ul>${links(story.others)}</ul></section></article></main>
<footer><p>© 2024</p></footer></body></html>`;
}

/** A page whose class names tell nothing, of lines in divisions. */
function barePage(story: Told): string {
  const [first = '', second = '', ...rest] = story.paragraphs;
  const lines = (texts: readonly string[]): string =>
    texts.map((text) => `<div class="x7">${text}</div>`).join('\n');
  return `<html lang="${story.language}"><head><title>${story.title}</title></head><body><div class="a1">
<div class="a2"><ul>${links(story.others)}</ul></div><div class="a3"><h1>${story.title}</h1>
<div class="a4">${story.byline} ${story.date}</div><div class="a5">${story.lead}</div>
<div class="a6">${lines([first])}<div class="x8">${story.around[0]}</div>${lines([second])}
<div class="x8">${story.around[2]}</div><h3>${story.heading}</h3>${lines(rest)}
<div class="x8">${story.around[1]}</div>${lines(story.closing)}
<div class="x9">${story.related}</div><ul>${links(story.others)}</ul></div></div></div></body></html>`;
}

describe.each(stories)('a page in $language', (story) => {
  const wanted = [
    story.lead,
    ...story.paragraphs.slice(0, 2),
    story.heading,
    ...story.paragraphs.slice(2),
  ];

  test.each([
    ['whose class names tell its parts', namedPage(story)],
    ['whose class names tell nothing', barePage(story)],
  ])('%s gives the story alone', (_, html) => {
    const { article, published } = extractArticle({ html, url: 'https://loop.example/n/9' as Url });
    expect(article.title).toBe(story.title);
    expect(article.text.split('\n')).toEqual(wanted);
    expect((published ?? '').slice(0, 10)).toBe(story.day);
    expect(article.language).toBe(story.language);
  });
});
