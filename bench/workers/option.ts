/** What is said behind `--name`, as text or as a number; else what is given. */
export function option<Value extends string | number>(name: string, unless: Value): Value {
  const at = process.argv.indexOf(`--${name}`);
  const said = at < 0 ? undefined : process.argv[at + 1];
  if (said === undefined) return unless;
  return (typeof unless === 'number' ? Number(said) : said) as Value;
}
