import type { FieldError } from '../api/field-error.js';
import { forbiddenField } from '../api/field-error.js';
import type { KubeObject } from '../api/kube-object.js';
import { validateNotNegative } from './field-validation.js';
import { validateImages } from './pod-spec/container-validation.js';
import type { PodSpec } from './pod-spec/pod-spec.js';
import { validatePodSpec } from './pod-spec/pod-spec-validation.js';

export interface Pod extends KubeObject {
  spec?: PodSpec;
  status?: PodStatus;
}

export interface PodStatus {
  phase?: string;
  qosClass?: string;
  podIP?: string;
  podIPs?: { ip?: string }[];
  hostIPs?: { ip?: string }[];
  nominatedNodeName?: string;
  observedGeneration?: number;
  conditions?: PodCondition[];
  [field: string]: unknown;
}

export interface PodCondition {
  type?: string;
  status?: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  observedGeneration?: number;
}

/** What is wrong with a pod. */
export function validatePod({ spec = {} }: Pod): FieldError[] {
  return [
    ...validatePodSpec(spec, 'spec', true),
    ...validateTokens(spec),
    ...validateNotNegative(
      spec.terminationGracePeriodSeconds,
      'spec.terminationGracePeriodSeconds',
    ),
    ...validateImages(spec.containers, 'spec.containers'),
    ...validateImages(spec.initContainers, 'spec.initContainers'),
    ...(spec.ephemeralContainers?.length
      ? [forbiddenField('spec.ephemeralContainers', 'cannot be set on create')]
      : []),
    ...(spec.nodeName && spec.schedulingGates?.length
      ? [
          forbiddenField(
            'spec.nodeName',
            'cannot be set until all schedulingGates have been cleared',
          ),
        ]
      : []),
  ];
}

/** Without an account there is nobody for whom a token could be. */
function validateTokens({
  serviceAccountName,
  volumes = [],
}: PodSpec): FieldError[] {
  if (serviceAccountName) return [];
  return volumes.flatMap(({ projected }, volumeIndex) =>
    (projected?.sources ?? []).flatMap((source, index) =>
      source.serviceAccountToken
        ? [
            forbiddenField(
              `spec.volumes[${volumeIndex}].projected.sources[${index}].serviceAccountToken`,
              'must not be specified when serviceAccountName is not set',
            ),
          ]
        : [],
    ),
  );
}
