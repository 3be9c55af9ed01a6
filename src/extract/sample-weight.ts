/** Length of a text in Latin characters, at most of its first 5,000: a Han character says as much as
 * three. Enough to tell much from little; `runWeight` weighs all of a text. */
export function sampleWeight(text: string): number {
  const sample = text.slice(0, 5000);
  return sample.length + 2 * (sample.match(/[\u3040-\u9fff\uac00-\ud7a3]/g)?.length ?? 0);
}
