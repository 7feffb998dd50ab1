import type { Json } from '../api/kube-object.js';
import type { Field, ScalarKind } from '../schema/struct-type.js';
import { toGoText } from './go-text.js';
import { toListStep, toStepText } from './list-step.js';
import { isFields } from './merge-patch.js';
import { memberOf } from './typed-field.js';

/** What is wrong with an applied configuration before it is merged, in the words of the API server: `.spec.foo: field not declared in
 * schema`. */
export function validateConfig(value: Json, field: Field, path = ''): string[] {
  if (value === null) return [];
  switch (field.type.kind) {
    case 'list':
      return Array.isArray(value)
        ? validateItems(value, field, path)
        : [`${path}: expected list, got &{${toGoText(value)}}`];
    case 'struct':
    case 'map':
      return isFields(value)
        ? validateMembers(value, field, path)
        : [`${path}: expected map, got &{${toGoText(value)}}`];
    default: {
      const error = validateScalar(value, field.type.kind);
      return error ? [`${path}: ${error}`] : [];
    }
  }
}

function validateMembers(
  value: Record<string, Json>,
  field: Field,
  path: string,
): string[] {
  const errors: string[] = [];
  for (const [key, one] of Object.entries(value)) {
    const member = memberOf(field, key);
    // The first unknown field ends the look at its neighbours.
    if (!member)
      return [...errors, `${path}.${key}: field not declared in schema`];
    errors.push(...validateConfig(one, member, `${path}.${key}`));
  }
  return errors;
}

function validateItems(
  list: readonly Json[],
  field: Field,
  path: string,
): string[] {
  if (field.type.kind !== 'list') return [];
  const { item } = field.type;
  const hasNames = field.isSet || field.listKeys !== undefined;
  const seen = new Set<string>();
  const errors: string[] = [];
  for (const [at, one] of list.entries()) {
    let step = `[${at}]`;
    if (hasNames) {
      const problem = nameProblem(one, field);
      if (problem) return [...errors, `${path}: element ${at}: ${problem}`];
      step = toStepText(toListStep(field, one) ?? '');
      if (seen.has(step))
        errors.push(`${path}: duplicate entries for key ${step}`);
      seen.add(step);
    }
    errors.push(...validateConfig(one, item, `${path}${step}`));
  }
  return errors;
}

function nameProblem(
  item: Json,
  { isSet, listKeys }: Field,
): string | undefined {
  if (isSet) {
    if (item === null)
      return "associative list without keys has an element that's an explicit null";
    return typeof item === 'object'
      ? "associative list without keys has an element that's a map type"
      : undefined;
  }
  if (item === null)
    return 'associative list with keys may not have a null element';
  return listKeys && !isFields(item)
    ? 'associative list with keys may not have non-map elements'
    : undefined;
}

function validateScalar(value: Json, kind: ScalarKind): string | undefined {
  switch (kind) {
    case 'int32':
    case 'int64':
    case 'float64':
      return typeof value === 'number'
        ? undefined
        : `expected numeric (int or float), got ${toTypeText(value)}`;
    case 'bool':
      return typeof value === 'boolean'
        ? undefined
        : `expected boolean, got &{${toGoText(value)}}`;
    case 'int-or-string':
    case 'quantity':
      return typeof value === 'object'
        ? `expected any scalar, got &{${toGoText(value)}}`
        : undefined;
    case 'string':
    case 'bytes':
      return typeof value === 'string'
        ? undefined
        : `expected string, got &value.valueUnstructured{Value:${toGoText(value)}}`;
    case 'time':
    case 'micro-time':
    case 'any':
      return undefined;
  }
}

function toTypeText(value: Json): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'object') return 'map[string]interface {}';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
