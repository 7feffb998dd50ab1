import type { FieldError } from '../../api/field-error.js';
import { invalid, notSupported, required } from '../../api/field-error.js';
import {
  validateByRule,
  validateEach,
  validateOneOf,
  validateRequiredOneOf,
} from '../field-validation.js';
import { validateLabels } from '../label-validation.js';
import {
  checkBetween,
  checkQualifiedName,
  checkSubdomainName,
} from '../name-rules.js';
import { validateAffinity } from './affinity-validation.js';
import {
  validateContainers,
  validateInitContainers,
} from './container-validation.js';
import { validateFileKeyVolumes } from './file-key-validation.js';
import { validateDns, validateHostNames } from './host-name-validation.js';
import { validateHostSharing } from './host-sharing-validation.js';
import type { PodSpec } from './pod-spec.js';
import { validateAmounts } from './resource-validation.js';
import { validateGates } from './scheduling-gate-validation.js';
import { validatePodSecurityContext } from './security-context-validation.js';
import { validateTolerations } from './toleration-validation.js';
import { validateSpread } from './topology-spread-validation.js';
import { refuseUnknownFeatures } from './unknown-features.js';
import { validateVolumes } from './volume-validation.js';

const MOST_SECONDS = 2 ** 31 - 1;
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = [
  'ClusterFirstWithHostNet',
  'ClusterFirst',
  'Default',
  'None',
];
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never'];
const SYSTEMS = ['linux', 'windows'];

/** The spec of a pod, or of the pods of a template. */
export function validatePodSpec(
  spec: PodSpec,
  field: string,
  isPod: boolean,
): FieldError[] {
  const { errors, mountable } = validateVolumes(
    spec.volumes,
    `${field}.volumes`,
  );
  const { securityContext, activeDeadlineSeconds: deadline } = spec;
  return [
    ...errors,
    ...validateContainers(spec, `${field}.containers`, mountable),
    ...validateInitContainers(spec, `${field}.initContainers`, mountable),
    ...refuseUnknownFeatures(spec, field),
    ...validateHostSharing(spec, field, isPod),
    ...validateRequiredOneOf(
      spec.restartPolicy,
      `${field}.restartPolicy`,
      RESTART_POLICIES,
    ),
    ...validateRequiredOneOf(
      spec.dnsPolicy,
      `${field}.dnsPolicy`,
      DNS_POLICIES,
    ),
    ...(securityContext
      ? validatePodSecurityContext(securityContext, `${field}.securityContext`)
      : []),
    ...validateDns(spec, `${field}.dnsConfig`),
    ...validatePlacement(spec, field),
    ...validateReferences(spec, field),
    ...(deadline === undefined
      ? []
      : checkBetween(deadline, 1, MOST_SECONDS).map((message) =>
          invalid(`${field}.activeDeadlineSeconds`, deadline, message),
        )),
    ...validateHostNames(spec, field),
    ...validateOneOf(
      spec.preemptionPolicy,
      `${field}.preemptionPolicy`,
      PREEMPTION_POLICIES,
    ),
    ...validateAmounts(spec.overhead ?? {}, `${field}.overhead.limits`),
    ...validateFileKeyVolumes(spec, field),
    ...(spec.os ? validateSystem(spec.os.name, `${field}.os`) : []),
  ];
}

function validatePlacement(spec: PodSpec, field: string): FieldError[] {
  return [
    ...validateLabels(spec.nodeSelector, `${field}.nodeSelector`),
    ...(spec.affinity
      ? validateAffinity(spec.affinity, `${field}.affinity`)
      : []),
    ...validateEach(
      spec.readinessGates,
      `${field}.readinessGates`,
      ({ conditionType = '' }, gateField) =>
        validateByRule(
          conditionType,
          `${gateField}.conditionType`,
          checkQualifiedName,
        ),
    ),
    ...validateGates(spec.schedulingGates, `${field}.schedulingGates`),
    ...validateSpread(
      spec.topologySpreadConstraints,
      `${field}.topologySpreadConstraints`,
    ),
    ...validateTolerations(spec.tolerations, `${field}.tolerations`),
  ];
}

/** Names of other objects. */
const validateReferences = (spec: PodSpec, field: string): FieldError[] =>
  (
    [
      'serviceAccountName',
      'nodeName',
      'priorityClassName',
      'runtimeClassName',
    ] as const
  ).flatMap((name) =>
    spec[name]
      ? validateByRule(spec[name], `${field}.${name}`, checkSubdomainName)
      : [],
  );

const validateSystem = (
  name: string | undefined,
  field: string,
): FieldError[] =>
  !name
    ? [required(`${field}.name`)]
    : SYSTEMS.includes(name)
      ? []
      : [notSupported(field, name, SYSTEMS)];
