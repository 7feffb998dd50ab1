import type { FieldError } from '../../api/field-error.js';
import { invalid, notSupported, required } from '../../api/field-error.js';
import { parseQuantity } from '../../quantity/parse-quantity.js';
import { compareQuantities, ZERO } from '../../quantity/quantity.js';
import { validateByRule } from '../field-validation.js';
import { checkQualifiedName } from '../name-rules.js';
import type { FieldRef, ResourceFieldRef } from './container-spec.js';

const RESOURCES = ['limits', 'requests'].flatMap((list) =>
  ['cpu', 'ephemeral-storage', 'memory'].map((name) => `${list}.${name}`),
);
const HUGE_PAGES = /^(limits|requests)\.hugepages-/;
const SIZE_DIVISORS = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei';
/** Any of these can be referred to somewhere; what is not among them is not known at all. */
const KNOWN = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.phase',
  'status.podIP',
  'status.podIPs',
]);

/** A reference to a field of the pod itself. `supported` is what can be referred to here. */
export function validateFieldRef(
  { apiVersion = '', fieldPath = '' }: FieldRef,
  field: string,
  supported: readonly string[],
): FieldError[] {
  if (!apiVersion) return [required(`${field}.apiVersion`)];
  if (!fieldPath) return [required(`${field}.fieldPath`)];
  const problem = findConversionError(apiVersion, fieldPath);
  if (problem)
    return [
      invalid(
        `${field}.fieldPath`,
        fieldPath,
        `error converting fieldPath: ${problem}`,
      ),
    ];
  const { path, key } = splitSubscript(fieldPath);
  if (key === undefined)
    return supported.includes(path)
      ? []
      : [notSupported(`${field}.fieldPath`, path, supported)];
  const name = path === 'metadata.annotations' ? key.toLowerCase() : key;
  return validateByRule(name, field, checkQualifiedName);
}

function findConversionError(
  apiVersion: string,
  fieldPath: string,
): string | undefined {
  if (apiVersion !== 'v1') return `unsupported pod version: ${apiVersion}`;
  const { path, key } = splitSubscript(fieldPath);
  if (key !== undefined)
    return path === 'metadata.annotations' || path === 'metadata.labels'
      ? undefined
      : `field label does not support subscript: ${fieldPath}`;
  return KNOWN.has(path)
    ? undefined
    : `field label not supported: ${fieldPath}`;
}

/** `metadata.labels['app']` has the key `app`. */
function splitSubscript(fieldPath: string): { path: string; key?: string } {
  const { path = fieldPath, key } =
    /^(?<path>[^[]+)\['(?<key>.*)'\]$/s.exec(fieldPath)?.groups ?? {};
  return { path, key };
}

/** A reference to what a container requests or may use. Files have to name the container. */
export function validateResourceFieldRef(
  { containerName, resource = '', divisor }: ResourceFieldRef,
  field: string,
  isFile: boolean,
): FieldError[] {
  return [
    ...validateResourceName(),
    ...validateDivisor(resource, divisor, `${field}.divisor`),
  ];

  function validateResourceName(): FieldError[] {
    if (isFile && !containerName) return [required(`${field}.containerName`)];
    if (!resource) return [required(`${field}.resource`)];
    return RESOURCES.includes(resource) || HUGE_PAGES.test(resource)
      ? []
      : [notSupported(`${field}.resource`, resource, RESOURCES)];
  }
}

function validateDivisor(
  resource: string,
  divisor: string | undefined,
  field: string,
): FieldError[] {
  if (!divisor || compareQuantities(parseQuantity(divisor), ZERO) === 0)
    return [];
  const isCpu = resource.endsWith('.cpu');
  const [allowed, what] = isCpu
    ? ['1m, 1', 'the cpu resource']
    : [SIZE_DIVISORS, nameSize(resource)];
  if (!what || allowed.split(', ').includes(divisor)) return [];
  const list = isCpu ? '1m and 1' : allowed;
  return [
    invalid(
      field,
      resource,
      `only divisor's values ${list} are supported with ${what}`,
    ),
  ];
}

function nameSize(resource: string): string {
  if (resource.endsWith('.memory')) return 'the memory resource';
  if (resource.endsWith('.ephemeral-storage'))
    return 'the local ephemeral storage resource';
  return HUGE_PAGES.test(resource) ? 'the hugepages resource' : '';
}
