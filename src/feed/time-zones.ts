/** Hours east of UTC of the zone names feeds use; ambiguous ones as RFC 822 or most feeds mean them. */
const hours: Readonly<Record<string, number | undefined>> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  ET: -5,
  CT: -6,
  MT: -7,
  PT: -8,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  AST: -4,
  ADT: -3,
  NST: -3.5,
  NDT: -2.5,
  BRT: -3,
  BRST: -2,
  ART: -3,
  CLT: -4,
  CLST: -3,
  WEST: 1,
  BST: 1,
  CET: 1,
  MET: 1,
  MEZ: 1,
  WAT: 1,
  CEST: 2,
  MEST: 2,
  MESZ: 2,
  EET: 2,
  SAST: 2,
  CAT: 2,
  EEST: 3,
  IDT: 3,
  EAT: 3,
  MSK: 3,
  TRT: 3,
  MSD: 4,
  GST: 4,
  PKT: 5,
  IST: 5.5,
  NPT: 5.75,
  BDT: 6,
  ICT: 7,
  WIB: 7,
  HKT: 8,
  SGT: 8,
  MYT: 8,
  PHT: 8,
  AWST: 8,
  WITA: 8,
  JST: 9,
  KST: 9,
  WIT: 9,
  ACST: 9.5,
  ACDT: 10.5,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
};
const farthest = 18 * 60;

/**
 * Minutes east of UTC of the zone at the beginning of a text (`+0800`, `+07:59`, `GMT+8`, `EST`) and
 * how many characters it takes. No zone or one nobody knows is UTC (RFC 5322, 4.3); an offset beyond
 * 18 hours is none: undefined.
 */
export function zoneAt(text: string): { minutes: number; length: number } | undefined {
  const match =
    /^\s*([A-Za-z]{1,5}(?![A-Za-z]))?\s*(?:([+\-−])\s?(\d{1,2})(?::?(\d{2}))?(?!\d))?/.exec(text);
  const [all = '', name = '', sign, hour, minute] = match ?? [];
  if (sign === undefined) {
    return { minutes: (hours[name.toUpperCase()] ?? 0) * 60, length: all.length };
  }
  const away = Number(hour) * 60 + Number(minute ?? 0);
  if (away > farthest || Number(minute ?? 0) > 59) return undefined;
  return { minutes: sign === '+' ? away : -away, length: all.length };
}
