import * as checks from './browser-check.ts';

/**
 * The functions of `browser-check.ts` as a script of a page. Its bytes are those of the source that
 * runs, without types.
 */
export function checkScript(): string {
  return Object.values(checks).map(String).join('\n');
}

/**
 * What an evidence page does when it is opened: checks its data, and that what it shows is what was
 * checked, and says so. It is plain JavaScript, for it touches the page.
 */
export const pageScript = `
const shownText = (element) => [...element.children].map((line) => line.textContent).join('\\n');
const dataOf = (text) => 'data:application/octet-stream;base64,' +
  btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const evidenceIn = (page) => JSON.parse(page.getElementById('evidence').textContent);
async function report(page, out) {
  const said = JSON.parse(document.getElementById('words').textContent);
  const lines = [];
  const say = (ok, text) => lines.push([ok, text]);
  try {
    const evidence = evidenceIn(page);
    for (const { revision, check, ok } of await checkEvidence(evidence)) {
      if (!ok) say(false, said.revision + ' ' + (revision + 1) + ': ' + said.bad[check]);
    }
    evidence.revisions.forEach((each, at) => {
      const shown = page.querySelector('[data-text="' + at + '"]');
      if (shown === null ? each.text !== undefined : shownText(shown) !== each.text) {
        say(false, said.revision + ' ' + (at + 1) + ': ' + said.bad.shown);
      }
      for (const element of page.querySelectorAll('[data-revision="' + at + '"] [data-member]')) {
        const value = textMember(membersOfJson(each.record), ...element.dataset.member.split('.'));
        if (element.textContent !== value) {
          say(false, said.revision + ' ' + (at + 1) + ': ' + said.bad.shown);
        }
      }
    });
    const files = [...page.querySelectorAll('[data-file]')];
    const stamps = evidence.stamps || [];
    for (const [at, stamp] of stamps.entries()) {
      const part = page.querySelector('[data-stamp="' + at + '"]');
      const told = part === null ? [] : [...part.querySelectorAll('[data-under], [data-says], [data-file]')];
      const held = told.map((one) => one.getAttribute('href') || one.textContent);
      const under = revisionsUnder(evidence, stamp).map((one) => one + 1).join(', ');
      const right = [under, stamp.says, dataOf(stamp.checkpoint), 'data:application/octet-stream;base64,' + stamp.bytes];
      if (held.join(' ') !== right.join(' ')) say(false, said.bad.shown);
    }
    if (files.length !== 2 * stamps.length) say(false, said.bad.shown);
    const keys = [...page.querySelectorAll('[data-key]')];
    if (keys.length !== 1 || keys[0].textContent !== evidence.vkey) say(false, said.bad.shown);
    if (evidence.revisions.length === 0) say(false, said.bad.record);
  } catch (error) {
    say(false, said.broken + ' (' + error.message + ')');
  }
  const ok = lines.length === 0;
  out.className = ok ? 'good' : 'bad';
  out.replaceChildren(...[[ok, ok ? said.good : said.wrong], ...lines].map(([, text], at) => {
    const line = document.createElement(at === 0 ? 'strong' : 'p');
    line.textContent = text;
    return line;
  }));
  out.dataset.state = ok ? 'verified' : 'faulty';
}
`;

/** Checks the page itself. */
export const checkItself = `
report(document, document.getElementById('state'));
`;

/** Checks a file that is chosen. */
export const checkChosen = `
document.getElementById('file').addEventListener('change', async ({ target }) => {
  const text = await target.files[0].text();
  report(new DOMParser().parseFromString(text, 'text/html'), document.getElementById('state'));
});
`;
