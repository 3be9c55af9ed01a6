import { createHash } from 'node:crypto';
import { membersOfJson, revisionsUnder, textMember } from './browser-check.ts';
import { checkChosen, checkItself, checkScript, pageScript } from './check-script.ts';
import type { Evidence, EvidenceRevision } from './evidence.ts';
import { type EvidenceLanguage, type EvidenceWords, evidenceWords } from './evidence-words.ts';

/**
 * One HTML file that shows what it proves and checks itself when a browser opens it, with no network:
 * text of each revision, when it was captured, the key, and all of the data. Its script may not be
 * altered, for the page allows no other by its digest. The same evidence gives the same bytes.
 */
export function evidencePage(evidence: Evidence, language: EvidenceLanguage): string {
  const words = evidenceWords[language];
  const title = titleOf(evidence.revisions.at(-1)) || words.title;
  const shown = evidence.revisions.map((revision, at) => revisionHtml(revision, at, words));
  const body = `<h1>${words.title}</h1>
${stateHtml(words)}
${shown.reverse().join('\n')}
${stampsHtml(evidence, words)}<footer><h2>${words.key}</h2>
<p><code data-key>${escaped(evidence.vkey)}</code></p>
<p>${words.keyHint}</p>
<p>${words.how}</p></footer>
${dataHtml('evidence', evidence)}
`;
  return page({ language, title, body, words, last: checkItself });
}

/** The page that checks evidence files with a copy of one's own, `verify.html`. */
export function verifyPage(language: EvidenceLanguage): string {
  const words = evidenceWords[language];
  const body = `<h1>${words.chooseTitle}</h1>
<p><label for="file">${words.choose}</label></p>
<p><input type="file" id="file" accept=".html"></p>
${stateHtml(words)}
<footer><p>${words.how}</p></footer>
`;
  return page({ language, title: words.chooseTitle, body, words, last: checkChosen });
}

const titleOf = (revision: EvidenceRevision | undefined): string =>
  revision?.text?.split('\n')[0] ?? '';

const stateHtml = (words: EvidenceWords): string =>
  `<div id="state" role="status" data-state="unchecked"><strong>${words.unchecked}</strong></div>`;

/** Each line of the text is an element, so that the script can hold all of it against the log. */
function revisionHtml(
  { text, record }: EvidenceRevision,
  at: number,
  words: EvidenceWords,
): string {
  const members = membersOfJson(record);
  const language = textMember(members, 'lang');
  const told = (member: string) =>
    `<dd data-member="${member}">${escaped(textMember(members, member))}</dd>`;
  return `<section data-revision="${at}">
<h2>${words.revision} ${at + 1}</h2>
<dl><dt>${words.address}</dt>${told('url')}<dt>${words.captured}</dt>${told('fetched')}</dl>
${text === undefined ? `<p>${words.noText}</p>` : textHtml(text, at, language)}
</section>`;
}

function textHtml(text: string, at: number, language: string): string {
  const [title = '', ...lines] = text.split('\n');
  const shown = lines.map((line) => `<p>${escaped(line)}</p>`).join('');
  const lang = language === '' ? '' : ` lang="${escaped(language)}"`;
  return `<article data-text="${at}"${lang}><h3>${escaped(title)}</h3>${shown}</article>`;
}

/** Stamps with what each says, their files, and what the page cannot check. */
function stampsHtml(evidence: Evidence, words: EvidenceWords): string {
  const { stamps = [] } = evidence;
  if (stamps.length === 0) return '';
  const shown = stamps.map(
    ({ by, bytes, checkpoint, name, says }, at) => `<div data-stamp="${at}">
<h3>${escaped(name)}</h3>
<p>${words.revision} <span data-under>${under(evidence, checkpoint)}</span></p>
<p><strong data-says>${escaped(says)}</strong></p>
${by === undefined ? '' : `<p>${words.stampBy}${escaped(by)}</p>`}
<p>${fileHtml(checkpointName(name), Buffer.from(checkpoint).toString('base64'))} ${fileHtml(name, bytes)}</p>
<p>${name.endsWith('.tsr') ? words.stampToken : words.stampProof}<br><code>${escaped(commandFor(name))}</code></p>
</div>`,
  );
  return `<section class="stamps"><h2>${words.stamps}</h2>
<p>${words.stampsHint}</p>
${shown.join('\n')}
</section>
`;
}

/** The numbers of the revisions that a stamp says something of. */
const under = (evidence: Evidence, checkpoint: string): string =>
  revisionsUnder(evidence, { checkpoint })
    .map((at) => at + 1)
    .join(', ');

const checkpointName = (name: string): string => name.replace(/\..*/, '.checkpoint');

const commandFor = (name: string): string =>
  name.endsWith('.tsr')
    ? `openssl ts -verify -in ${name} -data ${checkpointName(name)} -CAfile authority.pem`
    : `ots verify -f ${checkpointName(name)} ${name}`;

const fileHtml = (name: string, base64: string): string =>
  `<a data-file download="${escaped(name)}" href="data:application/octet-stream;base64,${base64}">${escaped(name)}</a>`;

interface PageParts {
  readonly language: EvidenceLanguage;
  readonly title: string;
  readonly body: string;
  readonly words: EvidenceWords;
  readonly last: string;
}

function page({ language, title, body, words, last }: PageParts): string {
  const script = `'use strict';\n${checkScript()}\n${pageScript}${last}`;
  const policy = `default-src 'none'; style-src '${digest(style)}'; script-src '${digest(script)}'`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}${dataHtml('words', words)}
</main>
<script>${script}</script>
</body>
</html>
`;
}

const digest = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** JSON that no HTML parser ends early. */
const dataHtml = (id: string, value: unknown): string =>
  `<script type="application/json" id="${id}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`;

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const style = `
:root { color-scheme: light dark; font: 1.0625rem/1.75 Georgia, "Noto Serif CJK SC", "Songti SC", serif; }
body { margin: 0; }
main { max-width: 40rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1rem; letter-spacing: 0.04em; }
h2 { font-size: 1rem; margin: 3rem 0 0.5rem; }
h3 { font-size: 1.6rem; line-height: 1.35; margin: 1.5rem 0; }
.stamps h3 { font-size: 1rem; margin: 1.5rem 0 0; }
.stamps p { margin: 0.25rem 0; font-size: 0.875rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; font-size: 0.875rem; }
dd { margin: 0; }
article p { margin: 0 0 0.9em; }
article p:empty { display: none; }
#state { border-left: 0.3rem solid #8a6d00; padding: 0.75rem 1rem; background: #8a6d0018; }
#state.good { border-color: #1a7f37; background: #1a7f3718; }
#state.bad { border-color: #c1121f; background: #c1121f18; }
#state p { margin: 0.25rem 0 0; }
footer { margin-top: 3rem; font-size: 0.875rem; }
code { font-size: 0.8125rem; }
`;
