import type { FieldError } from '../../api/field-error.js';
import {
  duplicate,
  forbiddenField,
  invalid,
  notSupported,
  required,
} from '../../api/field-error.js';
import {
  validateByRule,
  validateEach,
  validateOneOf,
} from '../field-validation.js';
import { validateLabelSelector } from '../label-selector.js';
import { checkLabelKey } from '../name-rules.js';
import type { SpreadConstraint } from './pod-spec.js';

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const POLICIES = ['Honor', 'Ignore'];

/** How the pods of an app spread over the nodes. */
export function validateSpread(
  constraints: SpreadConstraint[] = [],
  field: string,
): FieldError[] {
  return validateEach(constraints, field, (constraint, oneField, index) => {
    const { maxSkew = 0, topologyKey, whenUnsatisfiable = '' } = constraint;
    return [
      ...validatePositive(maxSkew, `${oneField}.maxSkew`),
      ...(topologyKey
        ? []
        : [required(`${oneField}.topologyKey`, 'can not be empty')]),
      ...(ACTIONS.includes(whenUnsatisfiable)
        ? []
        : [
            notSupported(
              `${oneField}.whenUnsatisfiable`,
              whenUnsatisfiable,
              ACTIONS,
            ),
          ]),
      ...(constraints.slice(index + 1).some((other) => isSame(other))
        ? [
            duplicate(
              `${oneField}.{topologyKey, whenUnsatisfiable}`,
              `{${topologyKey ?? ''}, ${whenUnsatisfiable}}`,
            ),
          ]
        : []),
      ...validateMinDomains(constraint, `${oneField}.minDomains`),
      ...validateOneOf(
        constraint.nodeAffinityPolicy,
        `${oneField}.nodeAffinityPolicy`,
        POLICIES,
      ),
      ...validateOneOf(
        constraint.nodeTaintsPolicy,
        `${oneField}.nodeTaintsPolicy`,
        POLICIES,
      ),
      ...validateMatchLabelKeys(constraint, `${oneField}.matchLabelKeys`),
      ...validateLabelSelector(
        constraint.labelSelector,
        `${oneField}.labelSelector`,
      ),
    ];

    function isSame(other: SpreadConstraint): boolean {
      return (
        other.topologyKey === topologyKey &&
        (other.whenUnsatisfiable ?? '') === whenUnsatisfiable
      );
    }
  });
}

const validatePositive = (value: number, field: string): FieldError[] =>
  value > 0 ? [] : [invalid(field, value, 'must be greater than zero')];

function validateMinDomains(
  { minDomains, whenUnsatisfiable = '' }: SpreadConstraint,
  field: string,
): FieldError[] {
  if (minDomains === undefined) return [];
  return [
    ...validatePositive(minDomains, field),
    ...(whenUnsatisfiable === 'DoNotSchedule'
      ? []
      : [
          invalid(
            field,
            minDomains,
            `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`,
          ),
        ]),
  ];
}

function validateMatchLabelKeys(
  { matchLabelKeys = [], labelSelector }: SpreadConstraint,
  field: string,
): FieldError[] {
  if (matchLabelKeys.length > 0 && !labelSelector)
    return [
      forbiddenField(
        field,
        'must not be specified when labelSelector is not set',
      ),
    ];
  return validateEach(matchLabelKeys, field, (key, keyField) =>
    validateByRule(key, keyField, checkLabelKey),
  );
}
