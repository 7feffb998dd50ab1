import { type FieldError, invalid } from '../api/field-error.js';
import { parseQuantity } from '../quantity/parse-quantity.js';
import { toMillis } from '../quantity/quantity.js';
import { validateByRule } from './field-validation.js';
import { checkQualifiedName } from './name-rules.js';

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
const COUNTS = [
  'pods',
  'services',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const QUOTA = new Set([
  ...COUNTS,
  ...COMPUTE,
  ...COMPUTE.map((name) => `requests.${name}`),
  ...COMPUTE.map((name) => `limits.${name}`),
  'requests.storage',
]);
const STANDARD = new Set([...QUOTA, 'storage']);

/** What is wrong with the name of any resource. */
export function validateResourceName(
  name: string,
  field: string,
): FieldError[] {
  const errors = validateByRule(name, field, checkQualifiedName);
  if (errors.length > 0 || name.includes('/') || STANDARD.has(name))
    return errors;
  return isHugePageOfQuota(name)
    ? []
    : [
        invalid(
          field,
          name,
          'must be a standard resource type or fully qualified',
        ),
      ];
}

/** What is wrong with the name of a resource that a container asks for. */
export function validateContainerResourceName(
  name: string,
  field: string,
): FieldError[] {
  const errors = validateResourceName(name, field);
  if (!name.includes('/'))
    return COMPUTE.includes(name) || isHugePage(name)
      ? errors
      : [
          ...errors,
          invalid(field, name, 'must be a standard resource for containers'),
        ];
  return isNativeResource(name) || isExtendedResource(name)
    ? errors
    : [
        ...errors,
        invalid(field, name, "doesn't follow extended resource name standard"),
      ];
}

/** What is wrong with the name of a resource that a quota limits. */
export function validateQuotaResourceName(
  name: string,
  field: string,
): FieldError[] {
  const errors = validateResourceName(name, field);
  return name.includes('/') || isStandardOfQuota(name)
    ? errors
    : [
        ...errors,
        invalid(field, name, 'must be a standard resource for quota'),
      ];
}

/** What is wrong with the amount of a resource, a quantity that parses. */
export function validateResourceAmount(
  name: string,
  amount: string,
  field: string,
): FieldError[] {
  const quantity = parseQuantity(amount);
  const errors =
    quantity.nanos < 0n
      ? [invalid(field, amount, 'must be greater than or equal to 0')]
      : [];
  return isCounted(name) && toMillis(quantity) % 1000 !== 0
    ? [...errors, invalid(field, amount, 'must be an integer')]
    : errors;
}

/** Whether quotas know the resource. */
export const isStandardOfQuota = (name: string): boolean =>
  QUOTA.has(name) || isHugePageOfQuota(name);

/** Whether the limit may be higher than the request. */
export const isOvercommittable = (name: string): boolean =>
  isNativeResource(name) && !isHugePage(name);

const isCounted = (name: string): boolean =>
  COUNTS.includes(name) || isExtendedResource(name);

const isHugePage = (name: string): boolean => name.startsWith('hugepages-');

const isHugePageOfQuota = (name: string): boolean =>
  isHugePage(name) || name.startsWith('requests.hugepages-');

const isNativeResource = (name: string): boolean =>
  !name.includes('/') || name.includes('kubernetes.io/');

function isExtendedResource(name: string): boolean {
  return (
    !isNativeResource(name) &&
    !name.startsWith('requests.') &&
    checkQualifiedName(`requests.${name}`).length === 0
  );
}
