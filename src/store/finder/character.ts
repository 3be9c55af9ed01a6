/** Whether a UTF-16 unit that stands alone is a character of Han, Kana or Hangul: such words stand
 * next to each other without a bound. Words of other scripts have bounds, however short. */
export const isCharacterUnit = (unit: number): boolean =>
  (unit >= 0x2e80 && unit <= 0x9fff && !(unit >= 0x3100 && unit <= 0x31ef)) ||
  (unit >= 0xac00 && unit <= 0xd7a3) ||
  (unit >= 0xf900 && unit <= 0xfaff);
