import type { GoField } from './go-struct.js';

/** What of an OpenAPI v2 schema the table of types is made of. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  items?: Schema;
  additionalProperties?: Schema;
  properties?: Record<string, Schema>;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: string;
  'x-kubernetes-patch-strategy'?: string;
  'x-kubernetes-patch-merge-key'?: string;
  'x-kubernetes-group-version-kind'?: {
    group: string;
    version: string;
    kind: string;
  }[];
}

const SPECIAL: Record<string, string> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'int-or-string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'micro-time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'any',
};

/** io.k8s.api.core.v1.Pod is `v1.Pod`, io.k8s.api.apps.v1.Deployment is `apps.v1.Deployment`. */
export function toTypeName(definition: string): string {
  return definition
    .split('.')
    .slice(-3)
    .join('.')
    .replace(/^core\./, '');
}

/** The type of a field in one word; calls `onStruct` for each definition that it needs. */
export function toTypeWord(
  schema: Schema,
  onStruct: (definition: string) => void,
): string {
  if (schema.$ref) {
    const definition = schema.$ref.replace('#/definitions/', '');
    const special = SPECIAL[definition];
    if (special) return special;
    onStruct(definition);
    return toTypeName(definition);
  }
  const { type, format, items, additionalProperties } = schema;
  if (type === 'array' && items) return `[]${toTypeWord(items, onStruct)}`;
  if (type === 'object' && additionalProperties)
    return `{}${toTypeWord(additionalProperties, onStruct)}`;
  if (type === 'string') return format === 'byte' ? 'bytes' : 'string';
  if (type === 'integer') return format === 'int32' ? 'int32' : 'int64';
  if (type === 'number') return 'float64';
  if (type === 'boolean') return 'bool';
  throw new Error(`No word for ${JSON.stringify(schema)}`);
}

/** The whole text of a field: its type and what else is to be known of it, see devcluster/schema/type-table.ts. */
export function toFieldText(
  word: string,
  schema: Schema,
  field: GoField,
): string {
  const words = [word];
  const list = schema['x-kubernetes-list-type'];
  // Go never takes a struct for empty, and these words are structs there.
  const isStruct =
    /^\w+(\.\w+)+$/.test(word) ||
    ['quantity', 'int-or-string', 'time', 'micro-time'].includes(word);
  const alwaysWritten =
    !field.isPointer && !field.omitsZero && (!field.omitsEmpty || isStruct);
  if (field.isPointer) words.push('pointer');
  if (alwaysWritten) words.push('always');
  if (schema['x-kubernetes-map-type'] === 'atomic') words.push('atomic');
  if (list === 'set') words.push('set');
  if (list === 'map')
    words.push(`keys:${schema['x-kubernetes-list-map-keys']?.join(',')}`);
  const strategy = schema['x-kubernetes-patch-strategy'];
  if (strategy) words.push(`patch:${strategy}`);
  const mergeKey = schema['x-kubernetes-patch-merge-key'];
  if (mergeKey) words.push(`merge-key:${mergeKey}`);
  if (field.numbers.length > 0) words.push(`at:${field.numbers.join('.')}`);
  if (field.fallback) words.push(`default:${field.fallback}`);
  if (field.type !== toGoText(word)) words.push(`go:${field.type}`);
  return words.join(' ');
}

function toGoText(word: string): string {
  if (word.startsWith('[]')) return `[]${toGoText(word.slice(2))}`;
  if (word.startsWith('{}')) return `map[string]${toGoText(word.slice(2))}`;
  const special: Record<string, string> = {
    bytes: '[]uint8',
    quantity: 'resource.Quantity',
    'int-or-string': 'intstr.IntOrString',
    time: 'v1.Time',
    'micro-time': 'v1.MicroTime',
    any: 'v1.FieldsV1',
  };
  return special[word] ?? word.split('.').slice(-2).join('.');
}
