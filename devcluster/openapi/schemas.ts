import {
  type StructType,
  structType,
  type ValueType,
} from '../schema/struct-type.js';
import { describeField } from './field-descriptions.js';
import { toFieldSchema } from './field-schema.js';
import { type GroupVersionKind, kindOf } from './group-version-kind.js';
import { NAMED_SCALARS, type Schema } from './scalar-schemas.js';
import { toReference, toSchemaName } from './schema-name.js';
import { TYPE_DESCRIPTIONS } from './type-descriptions.js';

/** The schemas of some types and of all that they are made of, by their names in the document. */
export function toSchemas(
  definitions: Iterable<string>,
): Record<string, Schema> {
  const structs = new Set<StructType>();
  for (const definition of definitions)
    collect(structType(definition), structs);
  return Object.fromEntries([
    ...[...structs].map((one) => [toSchemaName(one.name), toSchema(one)]),
    ...Object.entries(NAMED_SCALARS),
  ]) as Record<string, Schema>;
}

/** The schema of a kind's list. */
export function toListSchema(
  definition: string,
  { group, version, kind }: GroupVersionKind,
): Schema {
  const text = { type: 'string' };
  return {
    type: 'object',
    required: ['items'],
    properties: {
      apiVersion: text,
      kind: text,
      metadata: { type: 'object' },
      items: { type: 'array', items: toReference(toSchemaName(definition)) },
    },
    ...toKindMark({ group, version, kind: `${kind}List` }),
  };
}

function collect(struct: StructType, into: Set<StructType>): void {
  if (into.has(struct)) return;
  into.add(struct);
  for (const { type } of struct.fields.values()) {
    const inner = innermost(type);
    if (inner.kind === 'struct') collect(inner.struct, into);
  }
}

function innermost(type: ValueType): ValueType {
  return type.kind === 'list' || type.kind === 'map'
    ? innermost(type.items)
    : type;
}

function toSchema(struct: StructType): Schema {
  const fields = [...struct.fields.values()];
  const required = fields.filter(isRequired).map(({ name }) => name);
  const kind = kindOf(struct.name);
  const description = TYPE_DESCRIPTIONS[struct.name];
  return {
    ...(description && { description }),
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(
      fields.map((field) => [
        field.name,
        toFieldSchema(field, describeField(struct.name, field.name)),
      ]),
    ),
    ...(struct.isAtomic && { 'x-kubernetes-map-type': 'atomic' }),
    ...(kind && toKindMark(kind)),
  };
}

/** What is on the wire even when it is empty has to be given, unless it has an empty form of its own. */
function isRequired({
  isAlways,
  isPointer,
  type,
}: {
  isAlways: boolean;
  isPointer: boolean;
  type: ValueType;
}): boolean {
  return isAlways && !isPointer && !HAS_EMPTY_FORM.has(type.kind);
}

const HAS_EMPTY_FORM: ReadonlySet<ValueType['kind']> = new Set<
  ValueType['kind']
>(['struct', 'time', 'micro-time', 'quantity', 'int-or-string']);

function toKindMark(kind: GroupVersionKind): Schema {
  return { 'x-kubernetes-group-version-kind': [kind] };
}
