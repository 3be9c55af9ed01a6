import type { Outlet, Story } from '../story.ts';
import { culture } from './culture.ts';
import { laterNews } from './later.ts';
import { firstNews } from './news.ts';

export const shibao: Outlet = {
  name: '江湾时报',
  language: 'zh-CN',
  home: '/jiangnan/',
  stories: [...firstNews, ...culture, ...laterNews],
  filler: waterNote,
};

/** The RSS item that nobody finished. */
export const brokenItem = {
  title: '【待编】望江路菜场改造公示（标题待定）',
  summary: '此稿尚未签发，链接与日期待补。',
} as const;

const skies = ['多云', '阵雨', '晴', '晨雾转晴'];

/** The river bulletin that fills the editions after the last one with news. */
function waterNote(edition: number): Story {
  const sky = skies[edition % skies.length] ?? '多云';
  const level = (5.2 + (edition % 8) / 10).toFixed(1);
  return {
    id: `shuiqing-${edition}`,
    path: `/jiangnan/news/shuiqing-${edition}.html`,
    channel: 'main',
    section: '民生',
    title: `江湾水情快报第${edition}期：望江站水位${level}米`,
    summary: `第${edition}期水情快报，天气${sky}，渡船正常开行。`,
    authors: ['水情值班室'],
    edition,
    dates: 'open-graph',
    body: [
      `江湾市水情值班室发布第${edition}期快报：望江站水位${level}米，低于警戒水位，比上一期变化不大，江面风力三级，天气${sky}。`,
      '受上游来水平稳影响，老码头至对岸芦洲的渡船按正常班次开行，首班清晨六点，末班晚上八点半。沿江步道全线开放，请市民不要翻越护栏，带孩子的家长留意脚下湿滑的石阶。',
      '据值班人员介绍，三座排涝泵站已完成例行检查，备用电源可以随时启用。低洼路段的养护人员每天巡查两次，发现井盖松动、路面积水，可以拨打路边标牌上的电话。',
      `下一期为第${edition + 1}期，如遇水位骤变将随时加发。`,
    ],
  };
}
