/** The commonest characters that traditional and simplified Chinese write differently, in pairs:
 * traditional, simplified. Enough to tell which script a page is in and to fold most of it. */
const pairs =
  '這这個个們们來来時时國国為为說说會会對对學学後后過过發发麼么還还沒没於于現现開开關关長长問问題题機机動动業业員员經经應应從从間间進进種种實实體体頭头東东見见無无與与兩两樣样點点產产電电當当氣气義义給给將将軍军樂乐處处聽听話话記记書书報报廣广車车門门馬马風风飛飞魚鱼鳥鸟黃黄龍龙華华語语讓让認认論论設设許许請请證证評评試试詞词該该課课調调談谈護护變变豐丰貝贝負负財财責责貨货買买賣卖費费資资質质賽赛趙赵趨趋躍跃較较輕轻輛辆輝辉輪轮輸输轉转辦办農农連连遊游運运達达遠远適适遲迟選选遺遗郵邮鄉乡鄭郑醫医釋释針针銀银錢钱鐵铁鏡镜鐘钟鎮镇閉闭聞闻閱阅隊队陽阳陰阴陣阵際际陸陆險险隨随難难離离雜杂雲云靈灵靜静響响頂顶項项順顺須须領领頻频願愿類类顧顾顯显飯饭飲饮館馆驗验驚惊鬥斗鬧闹麗丽麥麦齊齐歲岁歷历殺杀殘残氫氢決决況况減减測测湯汤溝沟溫温滅灭滿满漢汉漸渐潔洁濟济灣湾災灾煙烟熱热爭争爾尔獎奖獨独獲获獻献環环瑪玛畫画異异療疗盡尽監监盤盘眾众礎础禮礼禍祸稱称穩稳窮穷競竞筆笔節节範范築筑簡简籃篮籌筹糧粮紀纪約约紅红級级純纯紙纸納纳細细終终組组結结絕绝統统絲丝維维綠绿網网緊紧線线編编練练縣县總总績绩織织繼继續续罷罢羅罗習习聖圣聯联聲声職职肅肃脫脱腦脑腳脚臉脸臺台舉举舊旧艦舰藝艺蘇苏藍蓝藥药蘭兰號号術术衛卫裡里補补裝装製制複复襲袭規规視视親亲覺觉觀观討讨訓训託托訪访訴诉診诊詢询詳详誤误誰谁識识譯译議议貢贡貧贫販贩貪贪貴贵貿贸賓宾賞赏賴赖賺赚購购贏赢趕赶跡迹踐践軟软載载輔辅輿舆轟轰遞递邊边鄰邻採采錄录錯错鍵键鑒鉴閃闪閣阁闊阔陳陈韓韩頁页預预頓顿頗颇額额顏颜養养餘余駐驻騙骗騰腾驅驱鮮鲜鳳凤麵面黨党龐庞亞亚佔占併并係系價价億亿優优傳传傷伤傾倾僅仅偉伟偵侦側侧備备債债僱雇儀仪儲储兒儿內内冊册凍冻剛刚創创劃划劇剧劉刘劑剂勞劳務务勝胜勢势勵励勸劝勻匀協协卻却厭厌參参叢丛吳吴呂吕員员哈哈啟启單单喪丧嗎吗嘗尝嚇吓嚴严囑嘱囚囚圍围園园圓圆圖图團团執执堅坚場场塊块塵尘壓压壞坏壯壮壽寿夠够夢梦奪夺奮奋婦妇嬰婴孫孙寧宁寫写寬宽審审寶宝專专尋寻導导屆届屬属岡冈島岛崗岗嶺岭幣币幫帮幹干幾几庫库廠厂廢废廳厅張张強强彈弹彙汇徑径復复徵征徹彻恆恒悅悦惡恶惱恼愛爱態态慮虑慶庆憂忧憑凭憲宪憶忆懇恳懷怀懸悬戀恋戰战戲戏戶户拋抛挾挟捨舍掃扫掛挂換换揮挥損损搖摇搶抢撐撑撤撤撥拨擁拥擇择擊击擔担據据擬拟擴扩擾扰攝摄敗败敵敌數数斷断昇升晉晋暫暂曆历條条楊杨極极構构槍枪標标樓楼樹树橋桥檔档檢检權权欄栏歐欧歡欢';

const simplified = new Map<string, string>();
for (const [traditional = '', simple = ''] of [...pairs].flatMap((one, at, all) =>
  at % 2 === 0 ? [[one, all[at + 1] ?? one]] : [],
)) {
  if (traditional !== simple) simplified.set(traditional, simple);
}
/** Both scripts write these: they tell nothing. */
const simpleOnes = new Set(
  [...simplified.values()].filter(
    (one) => !'后干里面台系斗云占余制游谷几并升托采舍征志复'.includes(one),
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
