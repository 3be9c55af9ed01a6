/** A note with the signatures of one name alone: those of witnesses come later, and differ from copy to copy. */
export function bareNote(note: string, name: string): string {
  const split = note.lastIndexOf('\n\n') + 2;
  const lines = note.slice(split).split('\n');
  const own = lines.filter((line) => line.startsWith(`— ${name} `));
  return `${note.slice(0, split)}${own.map((line) => `${line}\n`).join('')}`;
}
