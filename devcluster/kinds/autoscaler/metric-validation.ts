import type { FieldError } from '../../api/field-error.js';
import {
  forbiddenField,
  notSupported,
  required,
} from '../../api/field-error.js';
import { validateByRule } from '../field-validation.js';
import { checkPathSegmentName } from '../name-rules.js';
import type { Metric, MetricSource, MetricTarget } from './autoscaler-spec.js';
import { validateTarget } from './metric-target-validation.js';
import {
  validateContainerResource,
  validateResource,
} from './resource-metric-validation.js';
import { validateTargetRef } from './target-ref-validation.js';

const SOURCES = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
} as const;
/** When a metric has several sources, only the first of these is looked at. */
const ORDER = [
  'object',
  'external',
  'pods',
  'resource',
  'containerResource',
] as const;

/** What is wrong with one metric: exactly the source that its type names. */
export function validateMetric(metric: Metric, field: string): FieldError[] {
  const { type = '' } = metric;
  const expected = SOURCES[type as keyof typeof SOURCES] as
    (typeof SOURCES)[keyof typeof SOURCES] | undefined;
  const given = ORDER.filter((name) => metric[name]);
  const unknown = notSupported(`${field}.type`, type, Object.keys(SOURCES));
  return [
    ...(type
      ? []
      : [required(`${field}.type`, 'must specify a metric source type')]),
    ...(expected ? [] : [unknown]),
    ...validateFirstSource(metric, given[0], field),
    ...(expected && !metric[expected]
      ? [
          required(
            `${field}.${expected}`,
            'must populate information for the given metric source',
          ),
        ]
      : []),
    ...(given.length === 1 ? [] : given)
      .filter((name) => name !== expected)
      .map((name) =>
        forbiddenField(
          `${field}.${name}`,
          'must populate the given metric source only',
        ),
      ),
  ];
}

function validateFirstSource(
  { object, external, pods, resource, containerResource }: Metric,
  name: (typeof ORDER)[number] | undefined,
  parent: string,
): FieldError[] {
  const field = `${parent}.${name ?? ''}`;
  switch (name) {
    case 'object':
      return [
        ...validateTargetRef(
          object?.describedObject ?? {},
          `${field}.describedObject`,
          true,
        ),
        ...validateSource(object ?? {}, field),
        ...requireValue(
          object?.target,
          field,
          'must set either a target value or averageValue',
        ),
      ];
    case 'external':
      return [
        ...validateSource(external ?? {}, field),
        ...requireValue(
          external?.target,
          field,
          'must set either a target value for metric or a per-pod target',
        ),
        ...(external?.target?.value && external.target.averageValue
          ? [
              forbiddenField(
                `${field}.target.value`,
                'may not set both a target value for metric and a per-pod target',
              ),
            ]
          : []),
      ];
    case 'pods':
      return [
        ...validateSource(pods ?? {}, field),
        ...(pods?.target?.averageValue
          ? []
          : [
              required(
                `${field}.target.averageValue`,
                'must specify a positive target averageValue',
              ),
            ]),
      ];
    case 'resource':
      return validateResource(resource ?? {}, field);
    case 'containerResource':
      return validateContainerResource(containerResource ?? {}, field);
    case undefined:
      return [];
  }
}

const validateSource = (
  { metric, target = {} }: MetricSource,
  field: string,
): FieldError[] => [
  ...(metric?.name
    ? validateByRule(metric.name, `${field}.metric.name`, checkPathSegmentName)
    : [required(`${field}.metric.name`, 'must specify a metric name')]),
  ...validateTarget(target, `${field}.target`),
];

const requireValue = (
  target: MetricTarget | undefined,
  field: string,
  detail: string,
): FieldError[] =>
  target?.value || target?.averageValue
    ? []
    : [required(`${field}.target.averageValue`, detail)];
