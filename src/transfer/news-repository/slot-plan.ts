import type { Instant } from '../../model/index.ts';
import { outletIdentity } from './outlets.ts';

/** What the plan needs of one version of a file, in the order the history tells them. */
export interface PlannedItem {
  /** The outlet's folder in any spelling. */
  readonly outlet: string;
  readonly slot: number;
  /** Equal for two addresses of the same article. */
  readonly urlKey: string;
  readonly observedAt?: Instant | undefined;
  readonly standing: boolean;
}

/** The slot each exported file gets, by `slotKey`; a key that is missing is not exported. */
export type SlotPlan = ReadonlyMap<string, number>;

/** Names an article's file at its old slot: equal for all versions of it. */
export function slotKey(outlet: string, slot: number, urlKey: string): string {
  return `${outletIdentity(outlet).key}\n${slot}\n${urlKey}`;
}

interface Unit {
  readonly slot: number;
  readonly urlKey: string;
  /** Position in the order of first observation: of the slot's file, and of the article. */
  order: number;
  standing: boolean;
}

interface Outlet {
  readonly key: string;
  readonly units: Map<string, Unit>;
}

/**
 * Decides under which slot each article of an imported repository is exported. Usually its own. An
 * outlet whose slots were overwritten (one slot held two articles) is put right: with C its highest
 * such slot, all files at C and below are numbered anew from C down in the order they were first
 * seen (commit by commit, in a commit from the highest slot), so the newest stays first by name and
 * nothing collides. Files of the newest state all keep a file of their own; an article that stands
 * nowhere any more gets one.
 */
export function planSlots(items: Iterable<PlannedItem>): SlotPlan {
  const plan = new Map<string, number>();
  for (const outlet of collect(items).values()) {
    const exported = exportedUnits(outlet);
    const contested = highestContested(outlet);
    for (const [unit, slot] of numbered(exported, contested)) {
      plan.set(slotKey(outlet.key, unit.slot, unit.urlKey), slot);
    }
  }
  return plan;
}

function collect(items: Iterable<PlannedItem>): Map<string, Outlet> {
  const outlets = new Map<string, Outlet>();
  let order = 0;
  for (const item of inObservedOrder(items)) {
    const { key } = outletIdentity(item.outlet);
    const outlet = outlets.get(key) ?? { key, units: new Map() };
    outlets.set(key, outlet);
    const name = `${item.slot}\n${item.urlKey}`;
    const unit = outlet.units.get(name);
    order += 1;
    if (unit === undefined) outlet.units.set(name, { ...item, order });
    else unit.standing ||= item.standing;
  }
  return outlets;
}

/** Commits as they come; in a commit the highest slot first, whatever spelling its folder has. */
function* inObservedOrder(items: Iterable<PlannedItem>): Generator<PlannedItem> {
  let commit: PlannedItem[] = [];
  for (const item of items) {
    if (commit.length > 0 && commit[0]?.observedAt !== item.observedAt) {
      yield* commit.sort((one, other) => other.slot - one.slot);
      commit = [];
    }
    commit.push(item);
  }
  yield* commit.sort((one, other) => other.slot - one.slot);
}

/** Every standing file, and for an article without one the file it was first seen in. */
function exportedUnits(outlet: Outlet): Unit[] {
  const standing = new Set<string>();
  const firstSeen = new Map<string, number>();
  for (const unit of outlet.units.values()) {
    if (unit.standing) standing.add(unit.urlKey);
    if (!firstSeen.has(unit.urlKey)) firstSeen.set(unit.urlKey, unit.order);
  }
  const given = new Set<string>();
  const exported: Unit[] = [];
  for (const unit of outlet.units.values()) {
    const isFirst = !given.has(unit.urlKey);
    if (!unit.standing && (standing.has(unit.urlKey) || !isFirst)) continue;
    given.add(unit.urlKey);
    exported.push(isFirst ? { ...unit, order: firstSeen.get(unit.urlKey) ?? unit.order } : unit);
  }
  return exported.sort((one, other) => one.order - other.order);
}

function highestContested(outlet: Outlet): number | undefined {
  const holder = new Map<number, string>();
  let highest: number | undefined;
  for (const unit of outlet.units.values()) {
    const first = holder.get(unit.slot) ?? unit.urlKey;
    holder.set(unit.slot, first);
    if (first !== unit.urlKey) highest = Math.max(highest ?? 0, unit.slot);
  }
  return highest;
}

function* numbered(
  units: readonly Unit[],
  contested: number | undefined,
): Generator<readonly [Unit, number]> {
  const top = contested === undefined ? -1 : roomFrom(units, contested);
  let slot = top;
  for (const unit of units) {
    if (unit.slot > top) yield [unit, unit.slot];
    else {
      yield [unit, slot];
      slot -= 1;
    }
  }
}

/** The lowest slot from `contested` up below which (and at which) all its files find a place. */
function roomFrom(units: readonly Unit[], contested: number): number {
  const slots = units.map((unit) => unit.slot).sort((one, other) => one - other);
  let below = slots.filter((slot) => slot <= contested).length;
  let top = contested;
  while (below > top + 1) {
    top = below - 1;
    while ((slots[below] ?? Number.POSITIVE_INFINITY) <= top) below += 1;
  }
  return top;
}
