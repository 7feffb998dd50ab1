import type { FieldError } from '../../api/field-error.js';
import { forbiddenField, invalid, required } from '../../api/field-error.js';
import { validateByRule, validateEach } from '../field-validation.js';
import {
  checkLabelKey,
  checkLabelValue,
  checkSubdomainName,
} from '../name-rules.js';
import type {
  Affinity,
  NodeRequirement,
  NodeSelectorTerm,
} from './pod-spec.js';

const MOST_WEIGHT = 100;

/** Which nodes a pod needs or prefers. */
export function validateNodeAffinity(
  affinity: NonNullable<Affinity['nodeAffinity']>,
  field: string,
): FieldError[] {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: needed,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  } = affinity;
  const terms = needed?.nodeSelectorTerms ?? [];
  const termsField = `${field}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
  return [
    ...(needed && terms.length === 0
      ? [required(termsField, 'must have at least one node selector term')]
      : []),
    ...validateEach(terms, termsField, (term, termField) =>
      validateTerm(term, termField, true),
    ),
    ...validateEach(
      preferred,
      `${field}.preferredDuringSchedulingIgnoredDuringExecution`,
      ({ weight, preference = {} }, entryField) => [
        ...validateWeight(weight, `${entryField}.weight`),
        ...validateTerm(preference, `${entryField}.preference`, false),
      ],
    ),
  ];
}

/** How much a preference counts. */
export const validateWeight = (weight = 0, field: string): FieldError[] =>
  weight > 0 && weight <= MOST_WEIGHT
    ? []
    : [invalid(field, weight, 'must be in the range 1-100')];

/** Values that no label can have are harmless in a preference. */
function validateTerm(
  { matchExpressions, matchFields }: NodeSelectorTerm,
  field: string,
  isStrict: boolean,
): FieldError[] {
  return [
    ...validateEach(
      matchExpressions,
      `${field}.matchExpressions`,
      (requirement, requirementField) =>
        validateExpression(requirement, requirementField, isStrict),
    ),
    ...validateEach(matchFields, `${field}.matchFields`, validateFieldMatch),
  ];
}

function validateExpression(
  requirement: NodeRequirement,
  field: string,
  isStrict: boolean,
): FieldError[] {
  const { key = '', values } = requirement;
  return [
    ...validateOperator(requirement, field),
    ...validateByRule(key, `${field}.key`, checkLabelKey),
    ...validateEach(
      isStrict ? values : [],
      `${field}.values`,
      (value, valueField) => validateByRule(value, valueField, checkLabelValue),
    ),
  ];
}

function validateOperator(
  { operator = '', values = [] }: NodeRequirement,
  field: string,
): FieldError[] {
  const valuesField = `${field}.values`;
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length
        ? []
        : [
            required(
              valuesField,
              "must be specified when `operator` is 'In' or 'NotIn'",
            ),
          ];
    case 'Exists':
    case 'DoesNotExist':
      return values.length
        ? [
            forbiddenField(
              valuesField,
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            ),
          ]
        : [];
    case 'Gt':
    case 'Lt':
      return values.length === 1
        ? []
        : [
            required(
              valuesField,
              "must be specified single value when `operator` is 'Lt' or 'Gt'",
            ),
          ];
    default:
      return [
        invalid(`${field}.operator`, operator, 'not a valid selector operator'),
      ];
  }
}

function validateFieldMatch(
  { key = '', operator = '', values = [] }: NodeRequirement,
  field: string,
): FieldError[] {
  return [
    ...(operator !== 'In' && operator !== 'NotIn'
      ? [
          invalid(
            `${field}.operator`,
            operator,
            'not a valid selector operator',
          ),
        ]
      : values.length === 1
        ? []
        : [
            required(
              `${field}.values`,
              "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
            ),
          ]),
    ...(key === 'metadata.name'
      ? validateEach(values, `${field}.values`, (value, valueField) =>
          validateByRule(value, valueField, checkSubdomainName),
        )
      : [invalid(`${field}.key`, key, 'not a valid field selector key')]),
  ];
}
