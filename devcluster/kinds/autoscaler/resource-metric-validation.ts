import type { FieldError } from '../../api/field-error.js';
import { forbiddenField, required } from '../../api/field-error.js';
import { validateByRule } from '../field-validation.js';
import { checkLabelName } from '../name-rules.js';
import { validateContainerResourceName } from '../resource-rules.js';
import type { Metric, ResourceSource } from './autoscaler-spec.js';
import { validateTarget } from './metric-target-validation.js';

/** What is measured of one container. */
export function validateContainerResource(
  source: NonNullable<Metric['containerResource']>,
  field: string,
): FieldError[] {
  const { name, container } = source;
  return [
    ...(name ? validateContainerResourceName(name, `${field}.name`) : []),
    ...(container
      ? validateByRule(container, `${field}.container`, checkLabelName)
      : [required(`${field}.container`, 'must specify a container')]),
    ...validateResource(source, field),
  ];
}

/** What is measured of whole pods. */
export function validateResource(
  { name, target = {} }: ResourceSource,
  field: string,
): FieldError[] {
  const { averageUtilization, averageValue } = target;
  return [
    ...(name
      ? []
      : [required(`${field}.name`, 'must specify a resource name')]),
    ...validateTarget(target, `${field}.target`),
    ...(averageUtilization === undefined && !averageValue
      ? [
          required(
            `${field}.target.averageUtilization`,
            'must set either a target raw value or a target utilization',
          ),
        ]
      : []),
    ...(averageUtilization !== undefined && averageValue
      ? [
          forbiddenField(
            `${field}.target.averageValue`,
            'may not set both a target raw value and a target utilization',
          ),
        ]
      : []),
  ];
}
