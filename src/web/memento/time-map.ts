import type { Capture, Url } from '../../model/index.ts';
import { httpDateOf, stampOf } from './stamp.ts';

/** Absolute addresses of an original resource's mementos, TimeGate and TimeMaps. */
export interface MementoPlaces {
  readonly original: Url;
  readonly gate: string;
  readonly linkMap: string;
  readonly jsonMap: string;
  memento(capture: Capture): string;
}

export function placesOf(base: string, original: Url): MementoPlaces {
  return {
    original,
    gate: `${base}/timegate/${original}`,
    linkMap: `${base}/timemap/link/${original}`,
    jsonMap: `${base}/timemap/json/${original}`,
    memento: ({ capturedAt }) => `${base}/web/${stampOf(capturedAt)}/${original}`,
  };
}

/** Captures that have an address of their own: of those within one second the first page, else the first.
 * A page often stands in the second in which another address of it led there. */
export function addressable(captures: readonly Capture[]): readonly Capture[] {
  const ofSecond = new Map<string, Capture>();
  for (const one of captures) {
    const stamp = stampOf(one.capturedAt);
    const other = ofSecond.get(stamp);
    const isBetter = other === undefined || (other.status >= 300 && one.status < 300);
    if (isBetter) ofSecond.set(stamp, one);
  }
  return [...ofSecond.values()];
}

/** A TimeMap in link format (RFC 7089, 5; RFC 6690). */
export function linkTimeMap(places: MementoPlaces, captures: readonly Capture[]): string {
  const [first, last] = [captures.at(0), captures.at(-1)];
  const range =
    first === undefined || last === undefined
      ? ''
      : `; from="${httpDateOf(first.capturedAt)}"; until="${httpDateOf(last.capturedAt)}"`;
  return `${[
    `<${places.original}>; rel="original"`,
    `<${places.linkMap}>; rel="self"; type="application/link-format"${range}`,
    `<${places.jsonMap}>; rel="timemap"; type="application/json"`,
    `<${places.gate}>; rel="timegate"`,
    ...captures.map((one) => mementoLink(places, one, endsOf(captures, one))),
  ].join(',\n')}\n`;
}

/** The same in JSON, as MemGator and pywb write it. */
export function jsonTimeMap(places: MementoPlaces, captures: readonly Capture[]): object {
  const list = captures.map((one) => ({
    datetime: `${one.capturedAt.slice(0, 19)}Z`,
    uri: places.memento(one),
  }));
  return {
    original_uri: places.original,
    self: places.jsonMap,
    timegate_uri: places.gate,
    timemap_uri: { link_format: places.linkMap, json_format: places.jsonMap },
    mementos: { first: list.at(0), last: list.at(-1), list },
  };
}

/** The `Link` header beside a memento: the original, gate and map, and the mementos first, last, before
 * and after it (RFC 7089, 2.2). Without a memento: beside a TimeGate's answer. */
export function linkHeader(
  places: MementoPlaces,
  captures: readonly Capture[],
  shown?: Capture,
): string {
  const at = shown === undefined ? -1 : captures.indexOf(shown);
  const named = [
    captures.at(0),
    captures.at(-1),
    ...(at < 0 ? [] : [captures[at - 1], shown, captures[at + 1]]),
  ];
  const told = captures.filter((one) => named.includes(one));
  return [
    `<${places.original}>; rel="original"`,
    `<${places.gate}>; rel="timegate"`,
    `<${places.linkMap}>; rel="timemap"; type="application/link-format"`,
    ...told.map((one) => {
      const beside = at < 0 ? [] : besideOf(captures, at, one);
      return mementoLink(places, one, [...endsOf(captures, one), ...beside]);
    }),
  ].join(', ');
}

const endsOf = (captures: readonly Capture[], one: Capture): string[] => [
  ...(one === captures.at(0) ? ['first'] : []),
  ...(one === captures.at(-1) ? ['last'] : []),
];

function besideOf(captures: readonly Capture[], at: number, one: Capture): string[] {
  if (one === captures[at - 1]) return ['prev'];
  return one === captures[at + 1] ? ['next'] : [];
}

function mementoLink(places: MementoPlaces, one: Capture, rels: readonly string[]): string {
  const rel = [...rels, 'memento'].join(' ');
  return `<${places.memento(one)}>; rel="${rel}"; datetime="${httpDateOf(one.capturedAt)}"`;
}
