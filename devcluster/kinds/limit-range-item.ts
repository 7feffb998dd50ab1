import {
  type FieldError,
  forbiddenField,
  required,
} from '../api/field-error.js';
import { validateLimitedAmounts } from './limit-range-amounts.js';
import {
  validateContainerResourceName,
  validateResourceName,
} from './resource-rules.js';

/** Quantities by the name of the resource. */
export type Amounts = Record<string, string>;

export interface LimitRangeItem {
  type?: string;
  max?: Amounts;
  min?: Amounts;
  default?: Amounts;
  defaultRequest?: Amounts;
  maxLimitRequestRatio?: Amounts;
}

/** What is wrong with the amounts of one entry. */
export function validateLimits(
  item: LimitRangeItem,
  field: string,
): FieldError[] {
  const { type, max, min, maxLimitRequestRatio } = item;
  const names = (key: keyof LimitRangeItem, amounts: Amounts | undefined) =>
    validateNames(type, amounts, `${field}.${key}`);
  return [
    ...names('max', max),
    ...names('min', min),
    ...(type === 'Pod'
      ? refuseDefaults(item, field)
      : [
          ...names('default', item.default),
          ...names('defaultRequest', item.defaultRequest),
        ]),
    ...requireStorage(item, field),
    ...names('maxLimitRequestRatio', maxLimitRequestRatio),
    ...validateLimitedAmounts(item, field),
  ];
}

function validateNames(
  type: string | undefined,
  amounts: Amounts = {},
  field: string,
): FieldError[] {
  const validate =
    type === 'Pod' || type === 'Container'
      ? validateContainerResourceName
      : validateResourceName;
  return Object.keys(amounts).flatMap((name) =>
    validate(name, `${field}[${name}]`),
  );
}

function refuseDefaults(item: LimitRangeItem, field: string): FieldError[] {
  return (['default', 'defaultRequest'] as const)
    .filter((key) => item[key])
    .map((key) =>
      forbiddenField(
        `${field}.${key}`,
        "may not be specified when `type` is 'Pod'",
      ),
    );
}

function requireStorage(
  { type, min, max }: LimitRangeItem,
  field: string,
): FieldError[] {
  return type === 'PersistentVolumeClaim' && !min?.storage && !max?.storage
    ? [
        required(
          `${field}.limits`,
          'either minimum or maximum storage value is required, but neither was provided',
        ),
      ]
    : [];
}
