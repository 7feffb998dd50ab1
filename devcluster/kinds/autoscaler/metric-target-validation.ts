import type { FieldError } from '../../api/field-error.js';
import { invalid, required } from '../../api/field-error.js';
import { parseQuantity } from '../../quantity/parse-quantity.js';
import type { MetricTarget } from './autoscaler-spec.js';

const TARGETS = ['Utilization', 'Value', 'AverageValue'];

/** How much of a metric is aimed at. */
export function validateTarget(
  { type = '', value, averageValue, averageUtilization }: MetricTarget,
  field: string,
): FieldError[] {
  return [
    ...(type
      ? []
      : [required(`${field}.type`, 'must specify a metric target type')]),
    ...(TARGETS.includes(type)
      ? []
      : [
          invalid(
            `${field}.type`,
            type,
            'must be either Utilization, Value, or AverageValue',
          ),
        ]),
    ...Object.entries({ value, averageValue }).flatMap(([key, amount]) =>
      amount !== undefined && parseQuantity(amount).nanos <= 0n
        ? [invalid(`${field}.${key}`, amount, 'must be positive')]
        : [],
    ),
    ...(averageUtilization !== undefined && averageUtilization < 1
      ? [
          invalid(
            `${field}.averageUtilization`,
            averageUtilization,
            'must be greater than 0',
          ),
        ]
      : []),
  ];
}
