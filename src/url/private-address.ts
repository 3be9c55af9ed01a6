/**
 * Whether an IP address must not be fetched for a stranger: everything the IANA special-purpose
 * registries (RFC 6890) do not call globally reachable, multicast, the cloud metadata services, and
 * every IPv6 form that carries such an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo,
 * ISATAP). Text that is no address in its plain form is private: refuse when in doubt.
 */
export function isPrivateAddress(address: string): boolean {
  const v4 = parseV4(address);
  if (v4 !== undefined) return isPrivateV4(v4);
  const v6 = parseV6(address);
  return v6 === undefined || isPrivateV6(v6);
}

/** First address and prefix length. */
const privateV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], // this network, unspecified
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT; metadata of Alibaba Cloud
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // metadata of Azure
  ['169.254.0.0', 16], // link-local; metadata of most clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments; metadata of Oracle Cloud
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays, withdrawn
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
];

const privateV4Blocks = privateV4.map(([first, length]) => {
  const size = 2 ** (32 - length);
  return { block: Math.floor((parseV4(first) ?? 0) / size), size };
});

function isPrivateV4(address: number): boolean {
  return privateV4Blocks.some(({ block, size }) => Math.floor(address / size) === block);
}

/** Four decimal numbers without leading zeros, as one number. */
function parseV4(text: string): number | undefined {
  if (!/^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Eight groups of 16 bits. The URL parser writes an IPv6 host in one form (RFC 5952). */
function parseV6(text: string): readonly number[] | undefined {
  if (!/^[0-9a-fA-F:.]{2,45}$/.test(text)) return undefined;
  const host = URL.parse(`http://[${text}]/`)?.hostname;
  if (host === undefined) return undefined;
  const [left = '', right] = host.slice(1, -1).split('::');
  const head = groups(left);
  const tail = groups(right ?? '');
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function groups(text: string): readonly number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

function isPrivateV6(address: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0] = address;
  const startsWith = (...prefix: readonly number[]) =>
    prefix.every((group, index) => address[index] === group);
  const v4At = (index: number) => (address[index] ?? 0) * 65536 + (address[index + 1] ?? 0);
  if (startsWith(0, 0, 0, 0, 0, 0xffff) || startsWith(0, 0, 0, 0, 0, 0)) {
    return isPrivateV4(v4At(6)); // mapped; compatible, loopback, unspecified
  }
  if (startsWith(0x64, 0xff9b, 0, 0, 0, 0)) return isPrivateV4(v4At(6)); // NAT64, RFC 6052
  if (a < 0x2000 || a > 0x3fff) return true; // outside global unicast: ULA, link-local, site-local …
  if (a === 0x2001 && b === 0) return isPrivateTeredo(v4At(2), v4At(6));
  if (a === 0x2001 && b < 0x200) return true; // protocol assignments 2001::/23, benchmarking
  if (a === 0x2001 && b === 0xdb8) return true; // documentation
  if (a === 0x3fff && b < 0x1000) return true; // documentation, RFC 9637
  if (a === 0x2002) return isPrivateV4(b * 65536 + c); // 6to4
  return isIsatap(address) && isPrivateV4(v4At(6));
}

/** RFC 4380: the client's address is stored inverted. */
function isPrivateTeredo(server: number, client: number): boolean {
  return isPrivateV4(server) || isPrivateV4(2 ** 32 - 1 - client);
}

/** RFC 5214: interface identifier 0000:5efe or 0200:5efe before the IPv4 address. */
function isIsatap(address: readonly number[]): boolean {
  return (address[4] === 0 || address[4] === 0x200) && address[5] === 0x5efe;
}
