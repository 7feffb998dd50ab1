import { isDeepStrictEqual } from 'node:util';

import type { FieldError } from '../api/field-error.js';
import { forbiddenField, invalid } from '../api/field-error.js';
import type { ContainerSpec } from './pod-spec/container-spec.js';
import type { PodSpec, Toleration } from './pod-spec/pod-spec.js';
import { validateOnlyOpened } from './pod-spec/scheduling-gate-validation.js';
import type { Pod } from './pod-validation.js';

const REFUSAL =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** What of a pod can be changed: U10/pod. */
export function validatePodUpdate(draft: Pod, old: Pod): FieldError[] {
  const spec = draft.spec ?? {};
  const before = old.spec ?? {};
  for (const list of ['containers', 'initContainers'] as const)
    if ((spec[list] ?? []).length !== (before[list] ?? []).length)
      return [
        forbiddenField(
          `spec.${list}`,
          'pod updates may not add or remove containers',
        ),
      ];
  const errors = [
    ...validateDeadline(
      spec.activeDeadlineSeconds,
      before.activeDeadlineSeconds,
    ),
    ...validateOnlyAdded(spec.tolerations, before.tolerations),
    ...validateOnlyOpened(
      spec.schedulingGates,
      before.schedulingGates,
      'spec.schedulingGates',
    ),
  ];
  const changed = changedFields(withChangeable(spec, before), before);
  return changed.length
    ? [...errors, forbiddenField('spec', `${REFUSAL}\n${changed.join(', ')}`)]
    : errors;
}

/** It can be set, and shortened. */
function validateDeadline(
  deadline: number | undefined,
  before: number | undefined,
): FieldError[] {
  const field = 'spec.activeDeadlineSeconds';
  if (before === undefined) return [];
  if (deadline === undefined)
    return [
      invalid(
        field,
        null,
        'must not update from a positive integer to nil value',
      ),
    ];
  return deadline > before
    ? [invalid(field, deadline, 'must be less than or equal to previous value')]
    : [];
}

function validateOnlyAdded(
  tolerations: Toleration[] = [],
  before: Toleration[] = [],
): FieldError[] {
  const isKept = (old: Toleration) =>
    tolerations.some((one) =>
      isDeepStrictEqual(
        { ...one, tolerationSeconds: undefined },
        { ...old, tolerationSeconds: undefined },
      ),
    );
  return before.every(isKept)
    ? []
    : [
        forbiddenField(
          'spec.tolerations',
          'existing toleration can not be modified except its tolerationSeconds',
        ),
      ];
}

/** The new spec with what can be changed as it was before. */
function withChangeable(spec: PodSpec, before: PodSpec): PodSpec {
  const withOldImages = (list: 'containers' | 'initContainers') =>
    spec[list]?.map((container, index): ContainerSpec => {
      const image = before[list]?.[index]?.image;
      return { ...container, image };
    });
  return {
    ...spec,
    containers: withOldImages('containers'),
    initContainers: withOldImages('initContainers'),
    activeDeadlineSeconds: before.activeDeadlineSeconds,
    tolerations: before.tolerations,
    schedulingGates: before.schedulingGates,
  };
}

/** The names of the fields that differ; a field without a value is as good as none. */
function changedFields(spec: PodSpec, before: PodSpec): string[] {
  const names = new Set([...Object.keys(spec), ...Object.keys(before)]);
  return [...names].filter(
    (name) =>
      !isDeepStrictEqual(
        spec[name as keyof PodSpec],
        before[name as keyof PodSpec],
      ),
  );
}
