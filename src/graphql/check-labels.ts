import type { LabelInput } from './label.type.js';
import { invalid, type UserError } from './user-error.type.js';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const PREFIX =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const RESERVED = /(^|\.)(moorage\.dev|kubernetes\.io|k8s\.io)$/;

/** Label inputs: syntax, duplicates, and the keys that are ours or the cluster's (`name` among them, unless it is allowed). */
export function checkLabels(
  labels: readonly LabelInput[] | undefined,
  field = 'labels',
  allowName = false,
): UserError[] {
  const seen = new Set<string>();
  return (labels ?? []).flatMap(({ key, value }, index) => {
    const repeated = seen.has(key);
    seen.add(key);
    if (repeated)
      return [
        invalid([field, index, 'key'], `The label "${key}" is given twice.`),
      ];
    return [
      ...checkKey([field, index, 'key'], key, allowName),
      ...checkValue([field, index, 'value'], value),
    ];
  });
}

/** Whether a key is one that callers may not set. */
export function isReservedLabel(key: string): boolean {
  const slash = key.indexOf('/');
  return slash >= 0 && RESERVED.test(key.slice(0, slash));
}

function checkKey(
  field: (string | number)[],
  key: string,
  allowName: boolean,
): UserError[] {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const name = key.slice(slash + 1);
  if (
    (prefix !== undefined && (!PREFIX.test(prefix) || prefix.length > 253)) ||
    !NAME.test(name) ||
    name.length > 63
  ) {
    return [
      invalid(
        field,
        `"${key}" is not a possible label key: a name of at most 63 letters, digits, "-", "_" and ".", perhaps with a DNS prefix and "/".`,
      ),
    ];
  }
  if (isReservedLabel(key))
    return [
      invalid(
        field,
        `The label "${key}" is reserved: keys of moorage.dev and kubernetes.io are set by the server.`,
      ),
    ];
  if (key === 'name' && !allowName)
    return [
      invalid(
        field,
        'The label "name" is set by the server to the name of the object.',
      ),
    ];
  return [];
}

function checkValue(field: (string | number)[], value: string): UserError[] {
  if (value === '' || (NAME.test(value) && value.length <= 63)) return [];
  return [
    invalid(
      field,
      `"${value}" is not a possible label value: at most 63 letters, digits, "-", "_" and ".", a letter or digit at both ends.`,
    ),
  ];
}
