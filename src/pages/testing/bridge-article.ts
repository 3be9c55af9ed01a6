import type { ArticleView } from '../views.ts';
import { bridgeAbsence } from './absences.ts';
import { bridgeLine } from './lines.ts';
import { at, captured, url } from './values.ts';

const bridgeBody = `
<p>清晨六点，卖豆浆的周阿姨推着三轮车绕行两公里，才能走到对岸。三年前的汛期冲垮了桥墩，此后每一份施工公告都写着“近期”。她把公告一张张叠好，压在豆浆桶底下：“等桥修好了，我就把它们贴在桥头。”</p>
<p>这座桥没有正式的名字，当地人叫它“小桥”。桥长 38 米，宽不足 4 米，1987 年由南岸三个村集资修建，造价 12 万元。它从来不是什么要道，却是 <a href="https://gangwan.example/news/nanan">南岸</a> 1,400 多名居民去学校、卫生所和菜市场的必经之路。</p>
<figure><img src="https://media.example/bridge.png" alt="清晨的小桥，桥面中断处围着护栏" width="1200" height="750"><figcaption>小桥现状。护栏上的公告已经换过七次。（本报记者 摄）</figcaption></figure>
<h2>七份公告</h2>
<p>记者查阅了三年来张贴在桥头的七份公告。第一份称工程“将于近期启动”；第三份改为“正在抓紧推进前期工作”；第五份第一次出现了日期——“力争年底前完工”，落款处的年份却被涂改过。<em>《南岸区农村公路管理办法》</em>规定，危桥应当在认定后十八个月内处置。</p>
<blockquote><p>我们不是要一座多漂亮的桥，能走人，能过三轮车，下雨天孩子不用脱鞋，就够了。</p></blockquote>
<p>区交通局一名工作人员解释说，小桥的产权归属“一直没有完全理顺”：集资修桥的三个村，后来有两个并入了街道；当年的账本和图纸，只找到一半。没有图纸，就无法做检测；没有检测报告，就无法立项；没有立项，就没有经费……“每一步都有依据，”他说，“但走完一圈，又回到了起点。”</p>
<img src="https://gangwan.example/images/lost.jpg" alt="桥头的第七份公告">
<h2>绕行两公里</h2>
<p>绕行的路线并不复杂：沿河堤向东，过一个没有红绿灯的路口，再从公路桥折回。对成年人来说，是二十五分钟；对住在堤下的 83 岁的陈老先生来说，是“能不去就不去”。社区医生每周二上门一次，遇到涨水就改成打电话。</p>
<ol><li>周阿姨：每天往返两趟，多走八公里；</li><li>南岸小学：上学时间推迟二十分钟；</li><li>卫生所：夜间急诊改由北岸接诊。</li></ol>
<p>本月 18 日，第八份公告贴了出来。与此前不同，这一次附上了施工单位的名称、电话和一张进度表。周阿姨照例揭下第七份，叠好。她说，等新桥通了，她打算在桥头摆一个月的摊，豆浆不要钱。</p>`;

export const bridgeArticle: ArticleView = {
  line: { ...bridgeLine, absent: 'not-found', goneSince: at('21T01:59') },
  authors: ['许明远', '何晓舟'],
  site: '港湾晚报',
  section: '民生',
  canonicalUrl: url('https://gangwan.example/%E6%B0%91%E7%94%9F/2026/1124/bridge.html'),
  html: bridgeBody,
  revision: {
    number: 1,
    seenAt: at('24T01:31'),
    extractor: 'readable@4',
    basis: 'page',
    captureId: 'd1',
  },
  revisions: [
    { number: 1, seenAt: at('24T01:31'), title: bridgeLine.title },
    { number: 2, seenAt: at('24T01:48'), title: bridgeLine.title },
  ],
  captures: [
    { ...captured('d1', '24T01:31', 200), url: url('https://gangwan.example/bridge.html') },
    { ...captured('d2', '24T01:48', 200), url: url('https://gangwan.example/bridge.html') },
    { ...captured('d3', '24T01:59', 404), url: url('https://gangwan.example/bridge.html') },
  ],
  lastSeenAt: at('21T01:48'),
  absences: [bridgeAbsence],
  aliases: [],
  next: { id: 'a5', title: '图书馆夜间开放首周：最晚离馆的是一名备考的护士', language: 'zh-Hans' },
};
