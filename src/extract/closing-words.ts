import { type LineRule, lineRule } from './line-rule.ts';
import { ownerMark } from './owner-mark.ts';

/** What an outlet says of itself in whole sentences at the end of an article; each rule is of a whole line. */
export const noticesAtTheEnd: readonly LineRule[] = [
  // With capitals: `The post that he wrote appeared first on …` is a story's.
  {
    reason: 'reseller footer',
    most: 420,
    words:
      /^[Tt]he post [^\p{Ll}\s].{0,300} (?:appeared first on|first appeared on) [^.!?]{1,100}\.?$/u,
  },
  lineRule('reseller footer', 420, [
    String.raw`^this (?:article|story|post|piece) (?:was |is )?(?:originally|first) (?:appeared|published)\b.{1,200}$`,
    "^(?:let's block ads!|full[- ]text (?:rss|feed)s? (?:by|from)|feed (?:generated|created) (?:by|with)) ?.{0,100}$",
    '^本文(?:由|通过).{1,40}(?:自动|聚合|转码)(?:生成|发布|抓取)?.{0,20}$',
  ]),
  {
    reason: 'copyright line',
    most: 500,
    words: new RegExp(`^${ownerMark}.{0,440}$`, 'u'),
  },
  lineRule('copyright line', 500, [
    String.raw`^(?:(?:™ (?:&|and) )?©|copyright\s*(?:©|\(c\)|\d{4}|:|[-–—])).{0,440}$`,
    String.raw`^[^.!?。]{0,80}[.,|]?\s?(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|все права защищены|усі права захищені|wszelkie prawa zastrzeżone|alle rechten voorbehouden|tüm hakları (?:saklıdır|mahfuzdur)|สงวนลิขสิทธิ์?|جميع الحقوق محفوظة|تمامی حقوق|כל הזכויות שמורות|सर्वाधिकार सुरक्षित)(?!\p{L}).{0,360}$`,
    String.raw`^(?:hak cipta (?:©|\(c\)|\d|dilindungi)|bản quyền (?:thuộc|©)|ⓒ|저작권자\s?[(:：ⓒ©<]).{0,300}$`,
    String.raw`^.{0,120}무단\s?전재.{0,60}금지.{0,12}$`,
    '^[^，。]{0,20}(?:版权|版權)所有.{0,160}$',
    '^[^。]{0,24}(?:未经|未經)[^。]{0,30}(?:不得|禁止|严禁|嚴禁|请勿|請勿|谢绝|謝絕)[^。]{0,20}(?:转载|轉載|摘编|摘編|镜像|刊登)[^。]{0,60}。?[^。]{0,60}。?$',
    '^[^。]{0,20}(?:转载请注明|轉載請註明).{0,160}$|^[^。]{0,40}無断(?:転載|複製|での(?:転載|複製)).{0,20}(?:禁|ます|ません).{0,30}$',
    String.raw`^this (?:document|material|article|content|copy) (?:is subject to copyright|(?:may not|cannot) be (?:published|reproduced|broadcast|rewritten|copied|redistributed))\b.{0,400}$`,
  ]),
  lineRule('author box', 400, [
    String.raw`^.{2,200} contributed (?:reporting |research )?to this (?:report|story|article)\b.{0,60}$`,
    String.raw`^(?:contributing\s*:|(?:with )?additional reporting by\b).{0,300}$`,
  ]),
  lineRule('disclaimer', 500, [
    // Alone it is what somebody in the story states.
    '^[（(【]声明\\s*[:：】]',
    '^[（(【*]?(?:特别声明|平台声明|免责声明|免责条款|版权声明|风险提示|郑重声明|disclaimer)\\s*[:：】]',
    '^[（(【]?[^，。]{0,16}(?:版权|版權)(?:与|及|和|與)?(?:免责|免責)(?:声明|聲明)|^[^，。]{0,4}凡(?:本网|本站|本網)(?:站)?(?:注明|转载|註明)',
    '^[（(【*]?(?:声明\\s*[:：]\\s*)?(?:本文|以上|文章|该文|上述|文中|本站|本平台|作者)[^。]{0,40}(?:仅提供信息(?:存储|发布)(?:空间)?服务|不代表[^。]{0,20}(?:观点|立场)|不构成(?:任何)?投资建议|仅代表作者(?:本人|个人)?)',
    '^(?:the )?(?:views|opinions)(?: and (?:views|opinions))? expressed (?:in this|here|in the above|by (?:the )?(?:authors?|contributors?|guests?|users?)).{0,300}(?:not (?:necessarily )?(?:reflect|represent|those)|the author|own).{0,200}$',
  ]),
  lineRule('contact line', 260, [
    String.raw`^.{1,80} (?:can|may) be reached (?:at|via|on) \S*@.{0,160}$`,
    String.raw`^(?:contact|email) (?:\S+ ){1,4}at \S+@\S+.{0,160}$`,
    String.raw`^(?:contact (?:the |this )?(?:author|reporter|writer|editor)|(?:do you )?(?:have|got) (?:a|any) (?:news )?(?:tips?|story tip|story (?:idea|to share))|send us (?:your |news |a )?(?:tips?|stories)|email (?:the )?(?:author|reporter)|join the conversation|leave a comment|post (?:your|a) comment|comments are closed|tell us what you think|what do you think\?)(?![\p{L}-]).{0,200}$`,
    String.raw`^for more (?:news|stories|coverage)\b[^.!?]{0,60}[,:]? (?:visit|go to|see|click|check out|follow)\b.{0,160}$`,
    String.raw`^(?:нашли ошибку|заметили ошибку|знайшли помилку|fehler gefunden|hast du einen fehler|vous avez repéré une erreur|¿?has? encontrado un error|znalazłeś błąd)(?!\p{L}).{0,200}$`,
  ]),
];
