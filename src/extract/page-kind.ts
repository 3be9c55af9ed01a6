import type { Url } from '../model/index.ts';
import type { PageKind } from './extraction.ts';
import type { PageFacts } from './page-facts.ts';

const captchaText =
  /captcha|verify (?:that )?you(?:'re| are) (?:a )?human|are you a robot|checking your browser|just a moment|attention required|unusual traffic|access to this page has been denied|验证码|安全验证|人机验证|滑动验证|访问过于频繁|請完成驗證/i;
const loginText =
  /(?:log|sign) ?in (?:to|or) (?:continue|read|view|register)|please (?:log|sign) in|请(?:先)?登录|登录后(?:查看|继续|阅读)|請(?:先)?登入/i;
const paywallText =
  /subscri(?:be|bers?) (?:now )?to (?:continue|keep|read)|(?:continue|keep) reading with|this (?:article|content) is (?:for|only available to) subscribers|already a subscriber\?|(?:订阅|付费|会员|登录)后?(?:可|才能|即可)?(?:继续)?阅读(?:全文|剩余)|本文为付费|付费内容|余下.{0,6}(?:付费|订阅)|訂閱後.{0,6}閱讀/i;
const short = 600;

/** What kind of page this is, by its facts and what was extracted from it. */
export function pageKind(facts: PageFacts, title: string, text: string, url: Url): PageKind {
  const weight = weightOf(text);
  const small = weight < short;
  const types = facts.linked?.types ?? [];
  const obstacle = small ? obstacleKind(facts, `${title} ${facts.titleTag} ${text}`) : undefined;
  if (obstacle !== undefined) return obstacle;
  if (types.includes('LiveBlogPosting')) return 'live';
  if (isIndex(facts, weight, url)) return 'index';
  if (small && isVideo(facts)) return 'video';
  return weight >= 200 || (types.length > 0 && weight > 50) ? 'article' : 'unknown';
}

/** A page of few words that asks who is there instead of telling something. */
function obstacleKind(facts: PageFacts, said: string): 'captcha' | 'login' | undefined {
  if (facts.textLength < 3000 && (facts.captcha || captchaText.test(said))) return 'captcha';
  if (facts.textLength < 5000 && (facts.passwordField || loginText.test(said))) return 'login';
  return undefined;
}

function isVideo(facts: PageFacts): boolean {
  const types = facts.linked?.types ?? [];
  return types.includes('VideoObject') || /^video/.test(facts.metas.get('og:type') ?? '');
}

/** Whether the page shows only a part of the article to those who do not pay. */
export function isPaywalled(facts: PageFacts, text: string): boolean {
  if (facts.linked?.paywalled === true) return true;
  if (/^(?:locked|metered|paid|premium)/i.test(facts.metas.get('article:content_tier') ?? ''))
    return true;
  return paywallText.test(text.slice(-600));
}

/** Length of a text in Latin characters: a Han character says as much as three of them. */
function weightOf(text: string): number {
  const sample = text.slice(0, 5000);
  return sample.length + 2 * (sample.match(/[\u3040-\u9fff\uac00-\ud7a3]/g)?.length ?? 0);
}

function isIndex(facts: PageFacts, weight: number, url: Url): boolean {
  if (facts.linked?.headline !== undefined && weight >= short) return false;
  if (facts.metas.get('og:type') === 'article' && weight >= short) return false;
  const linked = facts.linkLength / Math.max(1, facts.textLength);
  const { pathname, search } = new URL(url);
  const front = search === '' && /^\/(?:index\.\w+|[a-z-]{0,12}\/?)?$/i.test(pathname);
  return facts.anchors >= 20 && linked > (front ? 0.35 : 0.6) && (front || weight < 3 * short);
}
