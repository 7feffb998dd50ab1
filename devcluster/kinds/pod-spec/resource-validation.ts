import type { FieldError } from '../../api/field-error.js';
import { forbiddenField, invalid, required } from '../../api/field-error.js';
import { parseQuantity } from '../../quantity/parse-quantity.js';
import { compareQuantities } from '../../quantity/quantity.js';
import {
  isOvercommittable,
  validateContainerResourceName,
  validateResourceAmount,
} from '../resource-rules.js';
import type { ResourceList, ResourceRequirements } from './container-spec.js';

/** What a container requests and may use: K2/resources. */
export function validateResources(
  { limits = {}, requests = {} }: ResourceRequirements = {},
  field: string,
): FieldError[] {
  return [
    ...validateAmounts(limits, `${field}.limits`),
    ...validateAmounts(requests, `${field}.requests`),
    ...Object.entries(requests).flatMap(([name, amount]) =>
      validateRequest(name, amount, limits[name], field),
    ),
    ...validateHugePages({ ...limits, ...requests }, field),
  ];
}

/** A list of amounts: their names and values. */
export function validateAmounts(
  list: ResourceList,
  field: string,
): FieldError[] {
  return Object.entries(list).flatMap(([name, amount]) => [
    ...validateContainerResourceName(name, `${field}[${name}]`),
    ...validateResourceAmount(name, amount, `${field}[${name}]`),
  ]);
}

/** What cannot be overcommitted has to be requested exactly as it is limited. */
function validateRequest(
  name: string,
  request: string,
  limit: string | undefined,
  field: string,
): FieldError[] {
  const canDiffer = isOvercommittable(name);
  if (limit === undefined)
    return canDiffer
      ? []
      : [
          required(
            `${field}.limits`,
            'Limit must be set for non overcommitable resources',
          ),
        ];
  const difference = compareQuantities(
    parseQuantity(request),
    parseQuantity(limit),
  );
  if (canDiffer ? difference <= 0 : difference === 0) return [];
  const rule = canDiffer ? 'less than or equal to' : 'equal to';
  return [
    invalid(
      `${field}.requests`,
      request,
      `must be ${rule} ${name} limit of ${limit}`,
    ),
  ];
}

function validateHugePages(all: ResourceList, field: string): FieldError[] {
  const names = Object.keys(all);
  return names.some((name) => name.startsWith('hugepages-')) &&
    !names.includes('cpu') &&
    !names.includes('memory')
    ? [forbiddenField(field, 'HugePages require cpu or memory')]
    : [];
}
