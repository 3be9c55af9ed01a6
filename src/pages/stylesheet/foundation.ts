/** Colours at night. */
const dark = `--paper: #171614;
  --tint: #211f1c;
  --ink: #e8e4dc;
  --quiet: #a7a196;
  --hairline: #383530;
  --rule: #8c867b;
  --accent: #f2998b;
  --link-line: #6d675d;
  --good: #8cc79a;
  --mark: #5f4c10;
  --removed: #45221d;
  --removed-ink: #f6b9ae;
  --added: #1d3a25;
  --added-ink: #aee0ba;`;

/** Colours like old paper. */
const sepia = `--paper: #f5ecd9;
  --tint: #ece0c8;
  --ink: #3a2e20;
  --quiet: #6b5a43;
  --hairline: #dccdae;
  --rule: #5b4a34;
  --accent: #8a2b12;
  --link-line: #b8a27c;
  --good: #3d6130;
  --mark: #f2d98a;
  --removed: #f3d6c4;
  --removed-ink: #7a2412;
  --added: #dfe6c6;
  --added-ink: #2c4f1f;`;

/** Colours, faces by language, the bare elements. */
export const foundation = `
:root {
  color-scheme: light dark;
  --paper: #fcfbf9;
  --tint: #f3f1ec;
  --ink: #1b1a18;
  --quiet: #5f5b54;
  --hairline: #dcd8d0;
  --rule: #1b1a18;
  --accent: #8f1d15;
  --link-line: #b9b2a6;
  --good: #2f6b3c;
  --mark: #fbe7a1;
  --removed: #f9e3de;
  --removed-ink: #7c1d14;
  --added: #dff0e0;
  --added-ink: #17512a;
  --latin-serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4",
    Cambria, Georgia, "Noto Serif", "Liberation Serif", "Times New Roman";
  --latin-sans: -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
    "Liberation Sans", Arial;
  --han-serif: "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "Songti SC",
    STSong, SimSun;
  --han-sans: "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC",
    "Microsoft YaHei";
  --edge: clamp(1rem, 4vw, 2.5rem);
  --column: 38.25rem;
  --measure: 56ch;
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme]) { ${dark} }
}
:root[data-theme="dark"] { color-scheme: dark; ${dark} }
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="sepia"] { color-scheme: light; ${sepia} }

/* Declared wherever a language is, so that English within Chinese has its own again. */
:root, [lang] {
  --serif: var(--latin-serif), var(--han-serif), serif;
  --sans: var(--latin-sans), var(--han-sans), sans-serif;
}
/* Where only faces for Chinese are installed, English is set in their letters, which are good, but
   with their quotation marks of a whole square; this takes the narrow ones of the same face. Every
   “font” would take it back, so it is important. */
:not(:lang(zh), :lang(ja)) { font-variant-east-asian: proportional-width !important; }
/* In Chinese text the Chinese face comes first: quotation marks and dashes are its own. */
:lang(zh) {
  --serif: var(--han-serif), var(--latin-serif), serif;
  --sans: var(--han-sans), var(--latin-sans), sans-serif;
  line-break: strict;
  text-autospace: normal;
  text-spacing-trim: normal;
}
/* Chinese headlines have sizes of odd pixels: only there Chromium on Linux closes the gaps
   between punctuation marks in Noto's bold face. */
:lang(zh-Hant), :lang(zh-TW), :lang(zh-HK), :lang(zh-MO) {
  --han-serif: "Source Han Serif TC", "Noto Serif CJK TC", "Noto Serif TC", "Songti TC",
    PMingLiU;
  --han-sans: "PingFang TC", "Noto Sans CJK TC", "Source Han Sans TC", "Noto Sans TC",
    "Microsoft JhengHei";
}
:lang(ja) {
  --han-serif: "Source Han Serif", "Noto Serif CJK JP", "Noto Serif JP",
    "Hiragino Mincho ProN", "Yu Mincho";
  --han-sans: "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic";
  --serif: var(--han-serif), var(--latin-serif), serif;
  --sans: var(--han-sans), var(--latin-sans), sans-serif;
  line-break: strict;
  text-autospace: normal;
}
:lang(ko) {
  --han-serif: "Source Han Serif K", "Noto Serif CJK KR", "Noto Serif KR", AppleMyungjo;
  --han-sans: "Apple SD Gothic Neo", "Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic";
  word-break: keep-all;
}

*, ::before, ::after { box-sizing: border-box; }
html {
  background: var(--paper);
  color: var(--ink);
  font-size: 100%;
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}
body {
  margin: 0 auto;
  max-width: 78rem;
  padding: 0 var(--edge);
  font: 1rem/1.5 var(--sans);
  font-variant-numeric: lining-nums;
  overflow-wrap: break-word;
}
h1, h2, h3, h4, p, ul, ol, dl, dd, pre, figure, blockquote { margin: 0; padding: 0; }
h1, h2, h3, h4 { font: inherit; }
ul, ol { list-style: none; }
a {
  color: inherit;
  text-decoration: underline;
  text-decoration-color: var(--link-line);
  text-decoration-thickness: 1px;
  text-underline-offset: 0.18em;
}
a:hover { color: var(--accent); text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 1px; }
main:focus { outline: none; }
img { max-width: 100%; height: auto; }
mark { background: var(--mark); color: inherit; padding: 0 0.1em; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
summary { cursor: pointer; }

.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.skip {
  position: absolute;
  left: var(--edge);
  top: 0.5rem;
  z-index: 1;
  padding: 0.5rem 1rem;
  background: var(--ink);
  color: var(--paper);
}
.skip:hover { color: var(--paper); }
.skip:not(:focus) { clip-path: inset(50%); width: 1px; height: 1px; padding: 0; overflow: hidden; }

.meta {
  color: var(--quiet);
  font-size: 0.8125rem;
  line-height: 1.5;
}
.meta time { white-space: nowrap; }
.meta a { text-decoration-color: transparent; }
.meta a:hover { text-decoration-color: currentColor; }
.meta > span + span::before { content: "·"; content: "·" / ""; padding: 0 0.35em 0 0.1em; }
.absent, .care { color: var(--accent); }
.meta > .absent::before { color: var(--quiet); }
.address, .at { overflow-wrap: anywhere; }
.nothing { color: var(--quiet); padding: 3rem 0; }
`;
