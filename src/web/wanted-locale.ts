import type { Locale } from '../pages/index.ts';

const chinese = /^zh(?:-|$)/;
/** Scripts are told before places: `zh-Hans-HK` is simplified. */
const traditional = /^zh-(?:hant\b|(?:tw|hk|mo)\b)/;

/**
 * The language of ours that a browser asks for most (`Accept-Language`, RFC 9110 12.5.4); English where
 * it asks for none of them. Chinese of Taiwan, Hong Kong and Macau, or said to be traditional, is
 * `zh-Hant`, any other `zh-Hans`.
 */
export function wantedLocale(accepted: string): Locale {
  const wanted = accepted
    .slice(0, 1000)
    .split(',')
    .map(asked)
    .sort((a, b) => b.weight - a.weight);
  for (const { range, weight } of wanted) {
    if (weight <= 0) break;
    if (traditional.test(range)) return 'zh-Hant';
    if (chinese.test(range)) return 'zh-Hans';
    if (/^en(?:-|$)/.test(range)) return 'en';
  }
  return 'en';
}

function asked(part: string): { readonly range: string; readonly weight: number } {
  const [range = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
  const told = parameters.find((one) => one.startsWith('q='))?.slice(2);
  const weight = told === undefined ? 1 : Number(told);
  return { range, weight: Number.isNaN(weight) ? 0 : weight };
}
