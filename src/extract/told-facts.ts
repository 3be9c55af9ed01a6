import { oneLine } from '../html/index.ts';
import { nodeText, type PageTree, rawText, type TreeNode } from './tree.ts';

const mostMetas = 600;
const scriptLength = 500_000;
const challengeSource =
  /recaptcha\/api|hcaptcha\.com|challenges\.cloudflare|challenge-platform|captcha-delivery|geetest|_Incapsula_|px-captcha|TCaptcha|arkoselabs|funcaptcha/i;
const videoSource = /youtube|vimeo|dailymotion|brightcove|jwplayer|bilibili|youku|v\.qq\.com/i;

/** Gathers what elements tell by being there: the head's metas and links, scripts, forms, players. */
export class ToldFacts {
  readonly metas = new Map<string, string[]>();
  readonly linkedScripts: string[] = [];
  readonly stateScripts: string[] = [];
  lang = '';
  titleTag = '';
  canonical = '';
  forms = 0;
  videos = 0;
  hasPassword = false;
  hasChallenge = false;
  private readonly tree: PageTree;
  private stateLength = 0;

  constructor(tree: PageTree) {
    this.tree = tree;
  }

  read(node: TreeNode): void {
    const { attributes, name } = node;
    if (name === 'meta') this.readMeta(node);
    else if (name === 'script') this.readScript(node);
    else if (name === 'link') this.readLink(node);
    else if (name === 'input') {
      this.hasPassword ||= attributes.get('type')?.toLowerCase() === 'password';
    } else if (name === 'form') this.forms += 1;
    else if (name === 'iframe') this.readFrame(attributes.get('src') ?? '');
    else if (name === 'video') this.videos += 1;
    else if (name === 'title') {
      if (node.parent?.name !== 'svg') this.titleTag ||= nodeText(this.tree, node, 1000);
    } else if (name === 'html') {
      this.lang ||= (attributes.get('lang') ?? attributes.get('xml:lang') ?? '').slice(0, 40);
    }
  }

  private readLink({ attributes }: TreeNode): void {
    if (this.canonical === '' && /\bcanonical\b/i.test(attributes.get('rel') ?? ''))
      this.canonical = attributes.get('href') ?? '';
  }

  private readMeta({ attributes }: TreeNode): void {
    const said = attributes.get('content') ?? '';
    if (said === '' || this.metas.size > mostMetas) return;
    const content = oneLine(said.slice(0, 2000).toWellFormed());
    if (content === '') return;
    for (const key of ['name', 'property', 'itemprop', 'http-equiv']) {
      const name = attributes.get(key)?.trim().toLowerCase();
      if (name === undefined || name === '') continue;
      const list = this.metas.get(name);
      if (list === undefined) this.metas.set(name, [content]);
      else if (list.length < 30) list.push(content);
    }
  }

  private readFrame(source: string): void {
    if (challengeSource.test(source)) this.hasChallenge = true;
    if (videoSource.test(source)) this.videos += 1;
  }

  private readScript(node: TreeNode): void {
    const source = node.attributes.get('src') ?? '';
    if (source !== '' && challengeSource.test(source)) this.hasChallenge = true;
    const raw = rawText(node);
    if (raw === '') return;
    if (/ld\+json/i.test(node.attributes.get('type') ?? '')) {
      if (this.linkedScripts.length < 50) this.linkedScripts.push(raw.slice(0, scriptLength));
    } else if (raw.length > 40 && this.stateLength < 2 * scriptLength) {
      const piece = raw.slice(0, scriptLength);
      this.stateLength += piece.length;
      this.stateScripts.push(piece);
    }
  }
}
