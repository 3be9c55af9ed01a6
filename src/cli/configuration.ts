import type { Setting } from './setting.ts';
import { settings } from './settings.ts';
import { textIn } from './text-in.ts';
import { usageError } from './usage-error.ts';

type Settings = typeof settings;
/** The values in force: a setting that has a default has a value. */
export type Configuration = {
  readonly [Name in keyof Settings]: Settings[Name] extends Setting<infer Value, infer Standard>
    ? Value | (Standard & undefined)
    : never;
};

/** A value in force and where it comes from. */
export interface InForce {
  readonly value: string | number | boolean | null;
  readonly from: string;
}

/** All settings as flags and environment give them; flags win, then the variable, then `…_FILE`. */
export function configuration(
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): { readonly values: Configuration; readonly inForce: Readonly<Record<string, InForce>> } {
  const values: Record<string, unknown> = {};
  const inForce: Record<string, InForce> = {};
  for (const [name, one] of Object.entries(settings) as [string, Setting<unknown>][]) {
    const given = givenTo(one, name, flags, env);
    const value = given === undefined ? one.standard : one.read(given.text);
    if (given !== undefined && value === undefined) {
      throw usageError(`${given.from} is ${given.text}, which is not ${one.takes}; ${one.says}.`);
    }
    values[name] = value;
    inForce[one.variable] = {
      value: shownValue(one, value),
      from: given?.from ?? 'default',
    };
  }
  return { values: values as unknown as Configuration, inForce };
}

function shownValue(one: Setting<unknown>, value: unknown): InForce['value'] {
  if (value === undefined) return null;
  return one.shown === undefined ? (value as InForce['value']) : one.shown(value);
}

function givenTo(
  one: Setting<unknown>,
  name: string,
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): { text: string; from: string } | undefined {
  const flag = flags[name];
  if (typeof flag === 'string') return { text: flag, from: `--${one.flag}` };
  const variable = env[one.variable];
  if (variable !== undefined && variable !== '') return { text: variable, from: one.variable };
  const file = env[`${one.variable}_FILE`];
  if (file === undefined || file === '') return undefined;
  return { text: textIn(file), from: `${one.variable}_FILE` };
}
