import type { FieldError } from '../../api/field-error.js';
import { required } from '../../api/field-error.js';
import { validateByRule, validateEach } from '../field-validation.js';
import { validateLabelSelector } from '../label-selector.js';
import { checkLabelKey, checkLabelName } from '../name-rules.js';
import {
  validateNodeAffinity,
  validateWeight,
} from './node-affinity-validation.js';
import type { Affinity, PodAffinity, PodAffinityTerm } from './pod-spec.js';

/** Where a pod needs or prefers to run. */
export function validateAffinity(
  { nodeAffinity, podAffinity, podAntiAffinity }: Affinity,
  field: string,
): FieldError[] {
  return [
    ...(nodeAffinity
      ? validateNodeAffinity(nodeAffinity, `${field}.nodeAffinity`)
      : []),
    ...validatePodAffinity(podAffinity, `${field}.podAffinity`),
    ...validatePodAffinity(podAntiAffinity, `${field}.podAntiAffinity`),
  ];
}

function validatePodAffinity(
  affinity: PodAffinity | undefined,
  field: string,
): FieldError[] {
  return [
    ...validateEach(
      affinity?.requiredDuringSchedulingIgnoredDuringExecution,
      `${field}.requiredDuringSchedulingIgnoredDuringExecution`,
      validateTerm,
    ),
    ...validateEach(
      affinity?.preferredDuringSchedulingIgnoredDuringExecution,
      `${field}.preferredDuringSchedulingIgnoredDuringExecution`,
      ({ weight, podAffinityTerm = {} }, entryField) => [
        ...validateWeight(weight, `${entryField}.weight`),
        ...validateTerm(podAffinityTerm, `${entryField}.podAffinityTerm`),
      ],
    ),
  ];
}

function validateTerm(term: PodAffinityTerm, field: string): FieldError[] {
  const { topologyKey = '', namespaces = [] } = term;
  return [
    ...validateLabelSelector(term.labelSelector, `${field}.labelSelector`),
    ...validateLabelSelector(
      term.namespaceSelector,
      `${field}.namespaceSelector`,
    ),
    ...namespaces.flatMap((name) =>
      validateByRule(name, `${field}.namespace`, checkLabelName),
    ),
    ...(topologyKey
      ? []
      : [required(`${field}.topologyKey`, 'can not be empty')]),
    ...validateByRule(topologyKey, `${field}.topologyKey`, checkLabelKey),
  ];
}
