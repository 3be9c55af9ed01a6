import type { LinkedFacts } from './json-ld.ts';
import { firstMeta } from './meta-names.ts';
import type { PageFacts } from './page-facts.ts';

const paywallText =
  /subscri(?:be|bers?) (?:now )?to (?:continue|keep|read)|(?:continue|keep) reading with|this (?:article|content|story) is (?:for|only available to|exclusively for|reserved for) (?:our )?(?:subscribers|members)|already a subscriber\?|to read the full (?:story|article)|mit (?:einem )?abo weiterlesen|jetzt (?:abo|abonnieren).{0,30}weiterlesen|weiterlesen mit|lesen sie den ganzen artikel mit|article réservé aux abonnés|réservé à nos abonnés|pour lire la suite|contenido exclusivo para suscriptores|suscríbete para (?:seguir|continuar)|exclusivo para assinantes|assine para (?:ler|continuar)|contenuto riservato agli abbonati|abbonati per (?:leggere|continuare)|alleen voor abonnees|word abonnee|материал доступен (?:только )?(?:по подписке|подписчикам)|(?:订阅|付费|会员|登录)后?(?:可|才能|即可)?(?:继续)?阅读(?:全文|剩余)|本文为付费|付费内容|余下.{0,6}(?:付费|订阅)|訂閱後.{0,6}閱讀|訂戶專享|会員限定|有料会員|続きを読むには|残り\s?\d+文字|유료 ?(?:회원|구독)/i;

/** Whether the page shows only a part of the article to those who do not pay. */
export function isPaywalled(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  text: string,
): boolean {
  if (linked?.paywalled === true) return true;
  const tier = firstMeta(facts, [
    'article:content_tier',
    'og:content_tier',
    'content_tier',
    'cxenseparse:paywall',
  ]);
  if (/^(?:locked|metered|paid|premium|true)/i.test(tier)) return true;
  return (
    paywallText.test(text.slice(-600)) || (facts.paywallMark && paywallText.test(lateLines(facts)))
  );
}

/** What stands behind the body's cut is no part of its text. */
function lateLines(facts: PageFacts): string {
  return facts.lines
    .filter((line) => line.text.length < 200 && line.zone?.kind !== 'footer')
    .map((line) => line.text)
    .join('\n')
    .slice(0, 20_000);
}
