import type { Url } from '../model/index.ts';
import type { PageKind } from './extraction.ts';
import type { LinkedFacts } from './json-ld.ts';
import { isMissingPage } from './missing-page.ts';
import type { PageFacts } from './page-facts.ts';
import { sampleWeight } from './sample-weight.ts';

/** What a challenge page says, in its title or its few words; an article may speak of a captcha. */
const captchaText =
  /verify (?:that )?you(?:'|’)?(?:re| are) (?:a )?(?:human|not a (?:ro)?bot)|(?:confirm|prove) (?:that )?you(?:'|’)?(?:re| are) (?:a )?(?:human|not a robot)|are you a (?:human|robot)\?|i(?:'|’)?m not a robot|checking (?:if the site connection is secure|your browser)|just a moment\.{3}|attention required!|unusual traffic|access to this page has been denied|please (?:complete|solve) (?:the|this) (?:captcha|security check|challenge)|press (?:&|and) hold|needs to review the security of your connection|enable javascript and cookies to continue|pardon our interruption|bitte bestätigen sie, dass sie (?:kein roboter|ein mensch)|vérifie[zr] que vous (?:êtes|n'êtes pas) (?:humain|un robot)|verifi(?:ca|que) que (?:eres|usted es|você é) (?:un |um )?humano|verifica di (?:essere umano|non essere un robot)|подтвердите,? что (?:вы не робот|запросы отправляли вы)|вы не робот\?|로봇이 아닙니다|人机验证|人機驗證|安全验证|安全驗證|滑动验证|拖动滑块|拖動滑塊|向右滑动|请完成(?:安全)?验证|請完成(?:安全)?驗證|请输入验证码|访问过于频繁|訪問過於頻繁|您的访问(?:请求)?(?:过于频繁|被拦截)|检测到异常(?:流量|访问)|ロボットではありません|私はロボット/i;
const loginText =
  /(?:log|sign) ?in (?:to|or) (?:continue|read|view|register|your account)|please (?:log|sign) ?in|you must (?:be logged|log) in|login required|bitte (?:melden sie sich an|einloggen|anmelden)|connectez-vous (?:pour|à)|veuillez vous (?:connecter|identifier)|inicia sesión para|por favor,? inici[ae] sesión|faça (?:o )?login para|effettua il login|accedi per|войдите(?:,| в| чтобы)|необходимо (?:войти|авторизоваться)|请(?:先)?登[录陆]|登[录陆]后(?:查看|继续|阅读)|您(?:还|尚)未登[录陆]|請(?:先)?登[入錄]|登入後|ログインしてください|ログインが必要|로그인(?:이 필요|해 ?주세요|하세요)/i;
const loginTitle =
  /^(?:(?:log|sign)[ -]?in|login|anmelden|anmeldung|einloggen|connexion|se connecter|iniciar sesión|acceder|entrar|accedi|inloggen|вход|войти|авторизация|用户登[录陆]|登[录陆]|登入|會員登入|会员登[录陆]|ログイン|로그인)\b|^(?:登|用户登|ログイン|로그인)/i;
const short = 600;

/** What kind of page this is, by its facts and what was extracted from it. */
export function pageKind(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  title: string,
  text: string,
  url: Url,
): PageKind {
  const weight = sampleWeight(text);
  const types = linked?.types ?? [];
  const obstacle = isToldArticle(facts, linked) ? undefined : obstacleKind(facts, title, weight);
  if (obstacle !== undefined) return obstacle;
  if (!isToldArticle(facts, linked) && isMissingPage(facts, title, text)) return 'missing';
  if (types.includes('LiveBlogPosting')) return 'live';
  if (isIndex(facts, linked, weight, url)) return 'index';
  if (weight < short && isVideo(facts, linked)) return 'video';
  return weight >= 200 || (linked?.isArticle === true && weight > 50) ? 'article' : 'unknown';
}

/** A page that tells an article's headline and date to machines is that article, if a closed one. */
export function isToldArticle(facts: PageFacts, linked: LinkedFacts | undefined): boolean {
  if (linked?.isArticle === true && linked.headline !== '') return true;
  return facts.metas.has('article:published_time') || facts.metas.get('og:type')?.[0] === 'article';
}

/** A page of few words that asks who is there instead of telling something. */
function obstacleKind(
  facts: PageFacts,
  title: string,
  weight: number,
): 'captcha' | 'login' | undefined {
  if (weight >= short || facts.textLength > 3000) return undefined;
  const lines = facts.lines.slice(0, 200).map((line) => line.text);
  const said = lines.join('\n').slice(0, 5000);
  const whole = sampleWeight(said);
  const head = `${title}\n${facts.titleTag}`;
  if (isChallenge(facts, head, said, whole)) return 'captcha';
  return isLogin(facts, [title, facts.titleTag], said, Math.max(whole, weight))
    ? 'login'
    : undefined;
}

function isChallenge(facts: PageFacts, head: string, said: string, whole: number): boolean {
  if (captchaText.test(head) || (whole < 1000 && captchaText.test(said))) return true;
  return facts.challenge && whole < 400 && !facts.passwordField;
}

/** Its title says so, or its few words do and a password is asked for, or hardly a word but these. */
function isLogin(
  facts: PageFacts,
  titles: readonly string[],
  said: string,
  whole: number,
): boolean {
  const isTitled = titles.some((title) => loginTitle.test(title) || loginText.test(title));
  if (isTitled && (facts.passwordField || whole < 1500)) return true;
  return whole < (facts.passwordField ? 1500 : 500) && loginText.test(said);
}

function isVideo(facts: PageFacts, linked: LinkedFacts | undefined): boolean {
  if (linked?.types.includes('VideoObject') === true) return true;
  return /^video/.test(facts.metas.get('og:type')?.[0] ?? '') || facts.videos > 0;
}

function isIndex(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  weight: number,
  url: Url,
): boolean {
  const isSaid = linked?.isArticle === true || facts.metas.get('og:type')?.[0] === 'article';
  if (isSaid && weight >= short) return false;
  const share = facts.linkLength / Math.max(1, facts.textLength);
  if (facts.anchors < 20) return false;
  const { pathname, search } = new URL(url);
  if (search === '' && frontPath.test(pathname)) return share > 0.35;
  const last = pathname.replace(/\/$/, '').split('/').at(-1) ?? '';
  const isNamed =
    /\d{4}/.test(last + search) || last.split(/[-_]/).length > 3 || /%[\da-f]{2}/i.test(last);
  return !isNamed && share > 0.7 && weight < 300;
}

/** The front page of a host or of one of its languages. */
const frontPath = /^\/(?:[a-z]{2}\/?)?(?:index\.\w+|home)?$/i;
