import type { FieldError } from '../api/field-error.js';
import { forbiddenField, invalid, required } from '../api/field-error.js';
import { validateByRule, validateEach } from './field-validation.js';
import { validateLabels } from './label-validation.js';
import { checkLabelKey, checkLabelValue } from './name-rules.js';

/** A selector as it stands in an object; the selectors of queries are texts. */
export interface LabelSelector {
  matchLabels?: Readonly<Record<string, string>>;
  matchExpressions?: readonly LabelRequirement[];
}

export interface LabelRequirement {
  key?: string;
  operator?: string;
  values?: readonly string[];
}

/** What is wrong with a selector. */
export function validateLabelSelector(
  selector: LabelSelector | undefined,
  field: string,
): FieldError[] {
  return [
    ...validateLabels(selector?.matchLabels, `${field}.matchLabels`),
    ...validateEach(
      selector?.matchExpressions,
      `${field}.matchExpressions`,
      validateRequirement,
    ),
  ];
}

function validateRequirement(
  { key = '', operator, values = [] }: LabelRequirement,
  field: string,
): FieldError[] {
  return [
    ...validateOperator(operator, values, field),
    ...validateByRule(key, `${field}.key`, checkLabelKey),
    ...validateEach(values, `${field}.values`, (value, valueField) =>
      validateByRule(value, valueField, checkLabelValue),
    ),
  ];
}

function validateOperator(
  operator: string | undefined,
  values: readonly string[],
  field: string,
): FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length
        ? []
        : [
            required(
              `${field}.values`,
              "must be specified when `operator` is 'In' or 'NotIn'",
            ),
          ];
    case 'Exists':
    case 'DoesNotExist':
      return values.length
        ? [
            forbiddenField(
              `${field}.values`,
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            ),
          ]
        : [];
    default:
      return [
        invalid(
          `${field}.operator`,
          operator ?? '',
          'not a valid selector operator',
        ),
      ];
  }
}

/** True when nothing is selected apart: the selector has no terms and matches everything. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return (
    Object.keys(selector.matchLabels ?? {}).length === 0 &&
    (selector.matchExpressions ?? []).length === 0
  );
}

/** Whether a valid selector selects the labels. A missing one selects nothing, an empty one everything. */
export function matchesSelector(
  selector: LabelSelector | undefined,
  labels: Readonly<Record<string, string>> = {},
): boolean {
  if (!selector) return false;
  return (
    Object.entries(selector.matchLabels ?? {}).every(
      ([key, value]) => valueOf(labels, key) === value,
    ) && (selector.matchExpressions ?? []).every((one) => isMet(one, labels))
  );
}

function isMet(
  { key = '', operator, values = [] }: LabelRequirement,
  labels: Readonly<Record<string, string>>,
): boolean {
  const value = valueOf(labels, key);
  const isListed = value !== undefined && values.includes(value);
  switch (operator) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

const valueOf = (
  labels: Readonly<Record<string, string>>,
  key: string,
): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
