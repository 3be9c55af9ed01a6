const special = /[&<>"']/;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe between tags and in quoted attribute values: & < > " ' as character references. */
export function escapeHtml(text: string): string {
  if (!special.test(text)) return text;
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Text between tags: only & < > need a reference there. */
export function escapeText(text: string): string {
  if (!special.test(text)) return text;
  return text.replace(/[&<>]/g, (character) => entities[character] ?? character);
}
