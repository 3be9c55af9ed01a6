/** Whether an address may stand in an `href`: http, https or mailto, nothing that could run. */
export function isSafeAddress(address: string): boolean {
  return URL.canParse(address) && /^(https?|mailto):/.test(new URL(address).protocol);
}
