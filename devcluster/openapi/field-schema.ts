import type { Field, ValueType } from '../schema/struct-type.js';
import { SCALAR_SCHEMAS, type Schema } from './scalar-schemas.js';
import { toReference, toSchemaName } from './schema-name.js';

/** A field of a struct with how patches and ownership treat it. */
export function toFieldSchema(field: Field, description?: string): Schema {
  const value = toValueSchema(field.type);
  return {
    ...(description && { description }),
    // What stands beside a reference is not read.
    ...(value.$ref ? { allOf: [value] } : value),
    ...(field.fallback && { default: field.fallback }),
    ...toOwnership(field),
    ...(field.mergeKey && { 'x-kubernetes-patch-merge-key': field.mergeKey }),
    ...(field.patchStrategies.length > 0 && {
      'x-kubernetes-patch-strategy': field.patchStrategies.join(','),
    }),
  };
}

function toValueSchema(type: ValueType): Schema {
  switch (type.kind) {
    case 'struct':
      return toReference(toSchemaName(type.struct.name));
    case 'list':
      return { type: 'array', items: toValueSchema(type.items) };
    case 'map':
      return {
        type: 'object',
        additionalProperties: toValueSchema(type.items),
      };
    default:
      return SCALAR_SCHEMAS[type.kind];
  }
}

function toOwnership({ type, isAtomic, isSet, listKeys }: Field): Schema {
  if (type.kind !== 'list')
    return isAtomic ? { 'x-kubernetes-map-type': 'atomic' } : {};
  if (listKeys)
    return {
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': listKeys,
    };
  return { 'x-kubernetes-list-type': isSet ? 'set' : 'atomic' };
}
