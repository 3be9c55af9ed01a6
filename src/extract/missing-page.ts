import { beginsMissing, saysMissingAlone, statusAlone } from './missing-words.ts';
import type { PageFacts } from './page-facts.ts';
import { sampleWeight } from './sample-weight.ts';

/** Weights of text: below `few` a sentence is all there is, below `some` a page of suggestions. */
const few = 300;
const some = 600;
const most = 2000;

/**
 * Whether a page says that there is no such page, in any of some thirty languages: its heading or a
 * part of its title says nothing else, or its few words begin so. An article about missing pages
 * has a title that says more, or a body. The caller has made sure that the page tells machines of no
 * article.
 */
export function isMissingPage(facts: PageFacts, title: string, text: string): boolean {
  const weight = sampleWeight(text);
  const isHidden = (facts.metas.get('robots') ?? []).some((told) => /noindex/i.test(told));
  if (weight >= (isHidden ? most : some)) return false;
  const headings = facts.headings.filter(({ level }) => level <= 2).slice(0, 4);
  if ([title, ...headings.map((heading) => heading.text)].some(isSaid)) return true;
  if (weight >= (isHidden ? some : few)) return false;
  return partsOf(facts.titleTag).some(isSaid) || beginsSo(facts, text);
}

/** A title without the name of its site, whichever side that stands on. */
const partsOf = (title: string): readonly string[] => [
  title,
  ...title.slice(0, 300).split(/\s*[|_·»«•]\s*|\s+[-–—]\s+/u),
];

function isSaid(text: string): boolean {
  const said = text.trim();
  return said.length <= 160 && (saysMissingAlone.test(said) || statusAlone.test(said));
}

/** Whether the words of the body, or of a page of hardly any, begin so. */
function beginsSo(facts: PageFacts, text: string): boolean {
  const lines = text === '' ? facts.lines.slice(0, 40).map((line) => line.text) : text.split('\n');
  if (sampleWeight(lines.join('\n')) >= some) return false;
  return lines
    .slice(0, 12)
    .map((line) => line.trim().slice(0, 300))
    .some((line) => beginsMissing.test(line) || statusAlone.test(line));
}
