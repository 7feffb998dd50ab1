import { describe, expect, test } from '@jest/globals';

import { horizontalPodAutoscalers } from '../../../../devcluster/kinds/horizontal-pod-autoscaler.js';
import { refusalsOf } from './drafts.js';

/** A spec and why the API server of Kubernetes 1.37.2 refuses it. */
const FACTS: [string, object, string[]][] = [
  [
    'hpa none',
    {},
    [
      'spec.maxReplicas: Required value',
      'spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`',
      'spec.scaleTargetRef.kind: Required value',
      'spec.scaleTargetRef.name: Required value',
      'spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group',
    ],
  ],
  [
    'hpa min',
    {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
      minReplicas: 5,
    },
    [
      'spec.maxReplicas: Invalid value: 3: must be greater than or equal to `minReplicas`',
    ],
  ],
  [
    'hpa zero',
    {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
      minReplicas: 0,
    },
    [
      'spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas',
    ],
  ],
  [
    'hpa negative',
    {
      maxReplicas: -1,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
      minReplicas: -1,
    },
    [
      'spec.minReplicas: Invalid value: -1: must be greater than or equal to 0',
      'spec.maxReplicas: Invalid value: -1: must be greater than or equal to 1',
    ],
  ],
  [
    'hpa ref',
    {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'v1', kind: 'a/b', name: '%' },
    },
    [
      'spec.scaleTargetRef.kind: Invalid value: "a/b": may not contain \'/\'',
      'spec.scaleTargetRef.name: Invalid value: "%": may not contain \'%\'',
      'spec.scaleTargetRef.apiVersion: Invalid value: "v1": apiVersion must specify API group',
    ],
  ],
  [
    'hpa ref 2',
    {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'a/b/c', kind: 'X', name: 'y' },
    },
    [
      'spec.scaleTargetRef.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c',
    ],
  ],
  [
    'hpa metric errors',
    {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
      metrics: [
        {},
        { type: 'X' },
        { type: 'Resource' },
        {
          type: 'Resource',
          resource: { name: '', target: {} },
          pods: { metric: {}, target: {} },
        },
        {
          type: 'Object',
          object: {
            describedObject: {},
            metric: { name: 'a/b' },
            target: { type: 'Value' },
          },
        },
        {
          type: 'External',
          external: {
            metric: { name: 'q' },
            target: { type: 'Value', value: -1, averageValue: 0 },
          },
        },
        {
          type: 'ContainerResource',
          containerResource: {
            name: 'foo',
            target: { type: 'Utilization', averageUtilization: 0 },
          },
        },
      ],
    },
    [
      'spec.metrics[0].type: Required value: must specify a metric source type',
      'spec.metrics[0].type: Unsupported value: "": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
      'spec.metrics[1].type: Unsupported value: "X": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
      'spec.metrics[2].resource: Required value: must populate information for the given metric source',
      'spec.metrics[3].pods.metric.name: Required value: must specify a metric name',
      'spec.metrics[3].pods.target.type: Required value: must specify a metric target type',
      'spec.metrics[3].pods.target.type: Invalid value: "": must be either Utilization, Value, or AverageValue',
      'spec.metrics[3].pods.target.averageValue: Required value: must specify a positive target averageValue',
      'spec.metrics[3].pods: Forbidden: must populate the given metric source only',
      'spec.metrics[4].object.describedObject.kind: Required value',
      'spec.metrics[4].object.describedObject.name: Required value',
      'spec.metrics[4].object.metric.name: Invalid value: "a/b": may not contain \'/\'',
      'spec.metrics[4].object.target.averageValue: Required value: must set either a target value or averageValue',
      'spec.metrics[5].external.target.value: Invalid value: "-1": must be positive',
      'spec.metrics[5].external.target.averageValue: Invalid value: "0": must be positive',
      'spec.metrics[5].external.target.value: Forbidden: may not set both a target value for metric and a per-pod target',
      'spec.metrics[6].containerResource.name: Invalid value: "foo": must be a standard resource type or fully qualified',
      'spec.metrics[6].containerResource.name: Invalid value: "foo": must be a standard resource for containers',
      'spec.metrics[6].containerResource.container: Required value: must specify a container',
      'spec.metrics[6].containerResource.target.averageUtilization: Invalid value: 0: must be greater than 0',
    ],
  ],
  [
    'hpa behavior errors',
    {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
      behavior: {
        scaleUp: { stabilizationWindowSeconds: -1, selectPolicy: 'X' },
        scaleDown: {
          stabilizationWindowSeconds: 9999,
          policies: [
            { type: 'X', value: 0, periodSeconds: 9999 },
            { type: 'Pods', value: -1, periodSeconds: 0 },
          ],
          tolerance: '-1',
        },
      },
    },
    [
      'spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: -1: must be greater than or equal to zero',
      'spec.behavior.scaleUp.selectPolicy: Unsupported value: "X": supported values: "Disabled", "Max", "Min"',
      'spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 9999: must be less than or equal to 3600',
      'spec.behavior.scaleDown.policies[0].type: Unsupported value: "X": supported values: "Percent", "Pods"',
      'spec.behavior.scaleDown.policies[0].value: Invalid value: 0: must be greater than zero',
      'spec.behavior.scaleDown.policies[0].periodSeconds: Invalid value: 9999: must be less than or equal to 1800',
      'spec.behavior.scaleDown.policies[1].value: Invalid value: -1: must be greater than zero',
      'spec.behavior.scaleDown.policies[1].periodSeconds: Invalid value: 0: must be greater than zero',
      'spec.behavior.scaleDown.tolerance: Invalid value: "-1": must be greater than or equal to 0',
    ],
  ],
];

describe('an autoscaler: what is refused', () => {
  test.each(FACTS)('%s', (_what, spec, refusals) => {
    expect(refusalsOf(horizontalPodAutoscalers, { spec })).toEqual(refusals);
  });
});
