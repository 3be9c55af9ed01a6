/**
 * An HTTP date (RFC 9110, 5.6.7) in milliseconds: the one form in use and the two old ones, all of
 * them UTC whether they say so or not. Undefined for any other text.
 */
export function parseHttpDate(text: string): number | undefined {
  const value = text.trim();
  if (/^[A-Z][a-z]{2,8}, /.test(value)) return milliseconds(value);
  const asctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;
  return asctime.test(value) ? milliseconds(`${value} GMT`) : undefined;
}

function milliseconds(value: string): number | undefined {
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : date;
}
