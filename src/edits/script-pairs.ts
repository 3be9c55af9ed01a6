/** The commonest characters that traditional and simplified Chinese write differently, in pairs:
 * traditional, simplified. Enough to tell which script a page is in and to fold most of it. */
const pairs =
  '這这個个們们來来時时國国為为說说會会對对學学後后過过發发麼么還还沒没於于現现開开關关長长問问題题機机動动業业員员經经應应從从間间進进種种實实體体頭头東东見见無无與与兩两樣样點点產产電电當当氣气義义給给將将軍军樂乐處处聽听話话記记書书報报廣广車车門门馬马風风飛飞魚鱼鳥鸟黃黄龍龙華华語语讓让認认論论設设許许請请證证評评試试詞词該该課课調调談谈護护變变豐丰貝贝負负財财責责貨货買买賣卖費费資资質质賽赛趙赵趨趋躍跃較较輕轻輛辆輝辉輪轮輸输轉转辦办農农連连遊游運运達达遠远適适遲迟選选遺遗郵邮鄉乡鄭郑醫医釋释針针銀银錢钱鐵铁鏡镜鐘钟鎮镇閉闭聞闻閱阅隊队陽阳陰阴陣阵際际陸陆險险隨随難难離离雜杂雲云靈灵靜静響响頂顶項项順顺須须領领頻频願愿類类顧顾顯显飯饭飲饮館馆驗验驚惊鬥斗鬧闹麗丽麥麦齊齐歲岁歷历殺杀殘残氫氢決决況况減减測测湯汤溝沟溫温滅灭滿满漢汉漸渐潔洁濟济灣湾災灾煙烟熱热爭争爾尔獎奖獨独獲获獻献環环瑪玛畫画異异療疗盡尽監监盤盘眾众礎础禮礼禍祸稱称穩稳窮穷競竞筆笔節节範范築筑簡简籃篮籌筹糧粮紀纪約约紅红級级純纯紙纸納纳細细終终組组結结絕绝統统絲丝維维綠绿網网緊紧線线編编練练縣县總总績绩織织繼继續续罷罢羅罗習习聖圣聯联聲声職职肅肃脫脱腦脑腳脚臉脸臺台舉举舊旧艦舰藝艺蘇苏藍蓝藥药蘭兰號号術术衛卫裡里補补裝装製制複复襲袭規规視视親亲覺觉觀观討讨訓训託托訪访訴诉診诊詢询詳详誤误誰谁識识譯译議议貢贡貧贫販贩貪贪貴贵貿贸賓宾賞赏賴赖賺赚購购贏赢趕赶跡迹踐践軟软載载輔辅輿舆轟轰遞递邊边鄰邻採采錄录錯错鍵键鑒鉴閃闪閣阁闊阔陳陈韓韩頁页預预頓顿頗颇額额顏颜養养餘余駐驻騙骗騰腾驅驱鮮鲜鳳凤麵面黨党龐庞亞亚佔占併并係系價价億亿優优傳传傷伤傾倾僅仅偉伟偵侦側侧備备債债僱雇儀仪儲储兒儿內内冊册凍冻剛刚創创劃划劇剧劉刘劑剂勞劳務务勝胜勢势勵励勸劝勻匀協协卻却厭厌參参叢丛吳吴呂吕員员哈哈啟启單单喪丧嗎吗嘗尝嚇吓嚴严囑嘱囚囚圍围園园圓圆圖图團团執执堅坚場场塊块塵尘壓压壞坏壯壮壽寿夠够夢梦奪夺奮奋婦妇嬰婴孫孙寧宁寫写寬宽審审寶宝專专尋寻導导屆届屬属岡冈島岛崗岗嶺岭幣币幫帮幹干幾几庫库廠厂廢废廳厅張张強强彈弹彙汇徑径復复徵征徹彻恆恒悅悦惡恶惱恼愛爱態态慮虑慶庆憂忧憑凭憲宪憶忆懇恳懷怀懸悬戀恋戰战戲戏戶户拋抛挾挟捨舍掃扫掛挂換换揮挥損损搖摇搶抢撐撑撤撤撥拨擁拥擇择擊击擔担據据擬拟擴扩擾扰攝摄敗败敵敌數数斷断昇升晉晋暫暂曆历條条楊杨極极構构槍枪標标樓楼樹树橋桥檔档檢检權权欄栏歐欧歡欢佈布傑杰僑侨儘尽凱凯刪删劍剑勳勋厲厉啞哑喬乔嘆叹嘩哗噸吨囂嚣塗涂塢坞墳坟墜坠墮堕壇坛壘垒夾夹奧奥妝妆媽妈宮宫屍尸層层屢屡峽峡嶄崭嶼屿帳帐帶带幟帜彎弯悶闷慘惨慚惭慣惯憤愤懶懒戶户掃扫揀拣搗捣摯挚撈捞撲扑攔拦攜携攤摊斃毙暈晕暢畅暉晖曬晒榮荣槓杠樁桩樸朴櫃柜櫻樱欽钦歎叹殘残氣气沖冲淚泪淨净淺浅湊凑準准滬沪滯滞滾滚漁渔漢汉漲涨潑泼潛潜澤泽濃浓濕湿濟济濤涛濱滨瀏浏瀾澜灑洒烏乌無无煉炼煩烦熾炽燈灯燒烧營营燦灿爐炉爛烂牆墙牽牵犧牺狀状狹狭猶犹獄狱獅狮獵猎瑩莹瓊琼甦苏畝亩疊叠痺痹瘋疯瘡疮皚皑皺皱盜盗盞盏瞞瞒矚瞩砲炮碩硕確确碼码磚砖祿禄禦御禪禅秘秘積积穎颖窩窝竊窃筍笋紐纽紗纱紛纷紮扎絡络給给綁绑經经綜综綱纲綿绵緒绪緩缓緬缅縮缩縱纵繁繁繞绕繳缴纏缠罰罚罵骂羈羁聰聪聳耸膚肤膠胶膽胆臨临艱艰荊荆莊庄華华萬万葉叶著着蔣蒋蔥葱蕩荡蕭萧薦荐薩萨藉借蘆芦虛虚虧亏蝦虾蝕蚀螢萤蟲虫蠟蜡蠶蚕裊袅裝装褲裤襪袜覽览觸触訂订訊讯訝讶訟讼詐诈詛诅詞词詠咏誇夸誌志誓誓誕诞誘诱誠诚諒谅諜谍諧谐諮谘謀谋謊谎謎谜謝谢謠谣謹谨譜谱譽誉讀读讚赞豎竖豬猪貌貌貝贝販贩貼贴賀贺賄贿賊贼賒赊賠赔賢贤賤贱賦赋賭赌贈赠贊赞贖赎贓赃趙赵躍跃蹤踪躲躲軌轨輩辈輯辑轄辖轎轿迴回逕迳這这過过達达違违遙遥遜逊遷迁遼辽邏逻郵邮鄒邹鄧邓鄭郑醜丑醞酝釀酿釁衅釣钓鈔钞鈞钧鉛铅鉤钩鋒锋鋪铺鋼钢錦锦錫锡鍋锅鎖锁鏈链鑄铸鑰钥鑼锣鑽钻闆板闖闯闢辟陝陕陣阵陳陈隕陨隱隐隸隶雞鸡雛雏電电霧雾韋韦韻韵頌颂頒颁頑顽頭头頹颓顫颤颱台颳刮飄飘飆飙飛飞飲饮飼饲飽饱飾饰餅饼餓饿饑饥馬马馳驰馴驯駁驳駕驾駛驶駱骆騎骑騷骚驅驱驕骄髒脏鬆松鬍胡鬱郁魯鲁鮑鲍鯨鲸鴉鸦鴨鸭鴻鸿鵝鹅鵬鹏鷹鹰鹽盐點点黷黩齒齿齡龄龜龟';

const simplified = new Map<string, string>();
for (const [traditional = '', simple = ''] of [...pairs].flatMap((one, at, all) =>
  at % 2 === 0 ? [[one, all[at + 1] ?? one]] : [],
)) {
  if (traditional !== simple) simplified.set(traditional, simple);
}
/** Both scripts write these: they tell nothing. */
const simpleOnes = new Set(
  [...simplified.values()].filter(
    (one) =>
      !'后干里面台系斗云占余制游谷几并升托采舍征志复回板刮松胡郁御朴布扎着借杰岳准冲夸辟钟愿尸尽冬'.includes(
        one,
      ),
  ),
);

/** Text with the commonest traditional characters written in simplified ones. */
export function simplify(text: string): string {
  let folded = '';
  for (const character of text) folded += simplified.get(character) ?? character;
  return folded;
}

/** How many characters of a text only the traditional script has, and only the simplified one. */
export function countScripts(text: string): {
  readonly traditional: number;
  readonly simplified: number;
} {
  let [traditional, simple] = [0, 0];
  for (const character of text) {
    if (simplified.has(character)) traditional += 1;
    else if (simpleOnes.has(character)) simple += 1;
  }
  return { traditional, simplified: simple };
}
