import type { FieldError } from '../../api/field-error.js';
import {
  forbiddenField,
  invalid,
  notSupported,
  required,
} from '../../api/field-error.js';
import { parseQuantity } from '../../quantity/parse-quantity.js';
import {
  validateEach,
  validateNotNegative,
  validateOneOf,
} from '../field-validation.js';
import type {
  AutoscalerSpec,
  ScalingPolicy,
  ScalingRules,
} from './autoscaler-spec.js';
import { validateMetric } from './metric-validation.js';
import { validateTargetRef } from './target-ref-validation.js';

const MOST_WINDOW_SECONDS = 3600;
const MOST_PERIOD_SECONDS = 1800;
const POLICIES = ['Percent', 'Pods'];
const SELECTIONS = ['Disabled', 'Max', 'Min'];

/** What is wrong with the spec of an autoscaler. */
export function validateAutoscaler(
  spec: AutoscalerSpec,
  field: string,
): FieldError[] {
  const { scaleTargetRef = {}, metrics, behavior } = spec;
  const canReachZero = metrics?.some(
    ({ type }) => type === 'Object' || type === 'External',
  );
  return [
    ...validateReplicas(spec, field),
    ...validateTargetRef(scaleTargetRef, `${field}.scaleTargetRef`, false),
    ...validateEach(metrics, `${field}.metrics`, validateMetric),
    ...(spec.minReplicas === 0 && !canReachZero
      ? [
          forbiddenField(
            `${field}.metrics`,
            'must specify at least one Object or External metric to support scaling to zero replicas',
          ),
        ]
      : []),
    ...(behavior?.scaleUp
      ? validateRules(behavior.scaleUp, `${field}.behavior.scaleUp`)
      : []),
    ...(behavior?.scaleDown
      ? validateRules(behavior.scaleDown, `${field}.behavior.scaleDown`)
      : []),
  ];
}

function validateReplicas(
  { minReplicas = 1, maxReplicas = 0 }: AutoscalerSpec,
  field: string,
): FieldError[] {
  const maxField = `${field}.maxReplicas`;
  return [
    ...validateNotNegative(minReplicas, `${field}.minReplicas`),
    ...(maxReplicas === 0 ? [required(maxField)] : []),
    ...(maxReplicas < 0
      ? [invalid(maxField, maxReplicas, 'must be greater than or equal to 1')]
      : []),
    ...(maxReplicas < minReplicas
      ? [
          invalid(
            maxField,
            maxReplicas,
            'must be greater than or equal to `minReplicas`',
          ),
        ]
      : []),
  ];
}

function validateRules(
  { stabilizationWindowSeconds: window = 0, ...rules }: ScalingRules,
  field: string,
): FieldError[] {
  const { selectPolicy, policies = [], tolerance } = rules;
  const windowField = `${field}.stabilizationWindowSeconds`;
  return [
    ...(window < 0
      ? [invalid(windowField, window, 'must be greater than or equal to zero')]
      : []),
    ...(window > MOST_WINDOW_SECONDS
      ? [
          invalid(
            windowField,
            window,
            `must be less than or equal to ${MOST_WINDOW_SECONDS}`,
          ),
        ]
      : []),
    ...validateOneOf(selectPolicy, `${field}.selectPolicy`, SELECTIONS),
    ...(policies.length
      ? []
      : [required(`${field}.policies`, 'must specify at least one Policy')]),
    ...validateEach(policies, `${field}.policies`, validatePolicy),
    ...(tolerance !== undefined && parseQuantity(tolerance).nanos < 0n
      ? [
          invalid(
            `${field}.tolerance`,
            tolerance,
            'must be greater than or equal to 0',
          ),
        ]
      : []),
  ];
}

function validatePolicy(
  { type = '', value = 0, periodSeconds = 0 }: ScalingPolicy,
  field: string,
): FieldError[] {
  return [
    ...(POLICIES.includes(type)
      ? []
      : [notSupported(`${field}.type`, type, POLICIES)]),
    ...Object.entries({ value, periodSeconds })
      .filter(([, number]) => number <= 0)
      .map(([name, number]) =>
        invalid(`${field}.${name}`, number, 'must be greater than zero'),
      ),
    ...(periodSeconds > MOST_PERIOD_SECONDS
      ? [
          invalid(
            `${field}.periodSeconds`,
            periodSeconds,
            `must be less than or equal to ${MOST_PERIOD_SECONDS}`,
          ),
        ]
      : []),
  ];
}
