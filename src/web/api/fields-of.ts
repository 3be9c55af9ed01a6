import type { ApiField } from '../../pages/index.ts';
import type { Described, Schema } from './described.ts';

/** Members of members that are still told of. */
const deepest = 3;

/** The members of what a schema describes, each with where it stands: `articles[].id`. */
export function fieldsOf(document: Described, schema: Schema | undefined): readonly ApiField[] {
  return schema === undefined ? [] : membersOf(document, schema, '', 0);
}

function membersOf(
  document: Described,
  schema: Schema,
  before: string,
  depth: number,
): readonly ApiField[] {
  const whole = wholeOf(document, schema);
  if (whole.items !== undefined) return membersOf(document, whole.items, `${before}[]`, depth);
  if (whole.properties === undefined || depth === deepest) return [];
  return Object.entries(whole.properties).flatMap(([name, member]) => {
    const place = before === '' ? name : `${before}.${name}`;
    const about = member.description ?? wholeOf(document, member).description;
    const field = {
      ...{ name: place, type: typeOf(document, member) },
      isRequired: whole.required?.includes(name) ?? false,
      ...(about === undefined ? {} : { about }),
    };
    return [field, ...membersOf(document, member, place, depth + 1)];
  });
}

/** A schema with what it refers to, and what it is made of, in place. */
function wholeOf(document: Described, schema: Schema): Schema {
  const { $ref, allOf, ...own } = schema;
  const named =
    $ref === undefined ? undefined : document.components.schemas[$ref.split('/').at(-1) ?? ''];
  const parts = [...(named === undefined ? [] : [named]), ...(allOf ?? [])];
  return parts.map((part) => wholeOf(document, part)).reduceRight(joined, own);
}

const joined = (one: Schema, other: Schema): Schema => ({
  ...other,
  ...one,
  ...((one.properties ?? other.properties) && {
    properties: { ...other.properties, ...one.properties },
  }),
  ...((one.required ?? other.required) && {
    required: [...(other.required ?? []), ...(one.required ?? [])],
  }),
});

function typeOf(document: Described, schema: Schema): string {
  const { type, format, items, minimum, maximum, ...whole } = wholeOf(document, schema);
  const values = whole.enum ?? (whole.const === undefined ? undefined : [whole.const]);
  const name = values?.join(' | ') ?? format ?? (Array.isArray(type) ? type.join(' | ') : type);
  const range = minimum !== undefined && maximum !== undefined ? ` ${minimum}–${maximum}` : '';
  const usual = whole.default === undefined ? '' : ` = ${String(whole.default)}`;
  return items === undefined
    ? `${name ?? 'value'}${range}${usual}`
    : `list of ${typeOf(document, items)}`;
}
