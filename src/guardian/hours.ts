import { type Minute, minutesOfHour } from './watch.ts';

const hoursOfWeek = 168;
const ringHours = 8 * hoursOfWeek;

/** A ring in which nothing has arrived. */
export const emptyHours = '0'.repeat(ringHours / 4);

/** The ring moved on to the hour of a moment; hours that it enters are empty. */
export function advanceHours(ring: string, newest: number, to: Minute): [string, number] {
  const hour = Math.floor(to / minutesOfHour);
  if (hour <= newest) return [ring, newest];
  if (hour - newest >= ringHours) return [emptyHours, hour];
  const digits = digitsOf(ring);
  for (let one = newest + 1; one <= hour; one += 1) put(digits, one, false);
  return [ringOf(digits), hour];
}

/** The ring with arrivals noted; those older than eight weeks are let go. */
export function noteHours(ring: string, newest: number, arrivals: readonly Minute[]): string {
  const digits = digitsOf(ring);
  for (const arrival of arrivals) {
    const hour = Math.floor(arrival / minutesOfHour);
    if (hour <= newest && hour > newest - ringHours) put(digits, hour, true);
  }
  return ringOf(digits);
}

/**
 * How time runs for a source: by its own week instead of by the clock. An hour in which it always
 * brings something is long, an hour of its night is short; a usual week is as long as by the clock.
 */
export interface OwnTime {
  /** Minutes of own time between two moments. */
  readonly between: (from: Minute, to: Minute) => number;
  /** The moment at which so much own time has passed. */
  readonly after: (from: Minute, own: number) => Minute;
}

/**
 * Learns the source's week from the hours in which something arrived. What one hour of the week
 * shows is mixed with what that hour shows on other days and that day in other hours; the fewer
 * arrivals there are, the more it stays with the clock.
 */
export function ownTime(ring: string, newest: number, from: Minute): OwnTime {
  const { arrived, known } = weekOf(ring, newest, Math.ceil(from / minutesOfHour));
  return timeOf(smooth(arrived, known));
}

function weekOf(
  ring: string,
  newest: number,
  from: number,
): { arrived: number[]; known: number[] } {
  const digits = digitsOf(ring);
  const arrived = new Array<number>(hoursOfWeek).fill(0);
  const known = new Array<number>(hoursOfWeek).fill(0);
  for (let hour = Math.max(from, newest - ringHours + 1); hour < newest; hour += 1) {
    const slot = hour % hoursOfWeek;
    known[slot] = at(known, slot) + 1;
    if (holds(digits, hour)) arrived[slot] = at(arrived, slot) + 1;
  }
  return { arrived, known };
}

/** Weight of what neighbouring hours and days show, in weeks. */
const borrowed = 1;
/** Weight of the clock, in arrivals. */
const clockWeight = 4;
/** Least weight of an hour, so that a night is not nothing. */
const leastWeight = 0.02;

function smooth(arrived: readonly number[], known: readonly number[]): number[] {
  const total = sum(arrived);
  if (total === 0) return new Array<number>(hoursOfWeek).fill(1);
  const mean = total / sum(known);
  const ofHour = Array.from({ length: 24 }, (_, hour) => share(arrived, known, mean, hour, 24));
  const ofDay = Array.from({ length: 7 }, (_, day) => dayShare(arrived, known, mean, day));
  const rates = arrived.map((count, slot) => {
    const hour = slot % 24;
    const around =
      (at(ofHour, (hour + 23) % 24) + 2 * at(ofHour, hour) + at(ofHour, (hour + 1) % 24)) / 4;
    const guess = (around * at(ofDay, Math.floor(slot / 24))) / mean;
    return (count + borrowed * guess) / (at(known, slot) + borrowed);
  });
  const level = sum(rates) / hoursOfWeek;
  const trust = total / (total + clockWeight);
  const weights = rates.map((rate) => Math.max(leastWeight, trust * (rate / level) + 1 - trust));
  const scale = hoursOfWeek / sum(weights);
  return weights.map((weight) => weight * scale);
}

function share(
  arrived: readonly number[],
  known: readonly number[],
  mean: number,
  first: number,
  step: number,
): number {
  let came = mean;
  let looked = 1;
  for (let slot = first; slot < hoursOfWeek; slot += step) {
    came += at(arrived, slot);
    looked += at(known, slot);
  }
  return came / looked;
}

function dayShare(
  arrived: readonly number[],
  known: readonly number[],
  mean: number,
  day: number,
): number {
  const of = (counts: readonly number[]): number => sum(counts.slice(day * 24, day * 24 + 24));
  return (of(arrived) + 8 * mean) / (of(known) + 8);
}

function timeOf(weights: readonly number[]): OwnTime {
  const until = [0];
  for (const weight of weights) until.push(at(until, until.length - 1) + weight * minutesOfHour);
  const week = hoursOfWeek * minutesOfHour;
  const told = (moment: Minute): number => {
    const into = moment % week;
    const slot = Math.floor(into / minutesOfHour);
    return moment - into + at(until, slot) + at(weights, slot) * (into % minutesOfHour);
  };
  return {
    between: (from, to) => told(to) - told(from),
    after: (from, own) => {
      const target = told(from) + own;
      const start = target - (target % week);
      const rest = target % week;
      let slot = 0;
      while (slot < hoursOfWeek - 1 && at(until, slot + 1) <= rest) slot += 1;
      return start + slot * minutesOfHour + (rest - at(until, slot)) / at(weights, slot);
    },
  };
}

function digitsOf(ring: string): number[] {
  return Array.from(ring, (digit) => Number.parseInt(digit, 16));
}
function ringOf(digits: readonly number[]): string {
  return digits.map((digit) => digit.toString(16)).join('');
}
function holds(digits: readonly number[], hour: number): boolean {
  const slot = hour % ringHours;
  return ((at(digits, slot >> 2) >> (slot & 3)) & 1) === 1;
}
function put(digits: number[], hour: number, on: boolean): void {
  const slot = ((hour % ringHours) + ringHours) % ringHours;
  const bit = 1 << (slot & 3);
  const digit = at(digits, slot >> 2);
  digits[slot >> 2] = on ? digit | bit : digit & ~bit;
}
function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
