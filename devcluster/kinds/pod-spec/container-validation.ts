import type { FieldError } from '../../api/field-error.js';
import { duplicate, invalid, required } from '../../api/field-error.js';
import {
  validateEach,
  validateOneOf,
  validateRequired,
  validateRequiredOneOf,
} from '../field-validation.js';
import { checkLabelName } from '../name-rules.js';
import type { ContainerSpec } from './container-spec.js';
import { validateEnv, validateEnvFrom } from './env-validation.js';
import type { PodSpec } from './pod-spec.js';
import {
  validateContainerPorts,
  validateHostPorts,
} from './port-validation.js';
import {
  validateHooksAndProbes,
  validateNoHooksAndProbes,
} from './probe-validation.js';
import { validateResources } from './resource-validation.js';
import { validateSecurityContext } from './security-context-validation.js';
import { validateVolumeDevices } from './volume-device-validation.js';
import { validateVolumeMounts } from './volume-mount-validation.js';
import type { VolumeSpec } from './volume-spec.js';

const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];

type Mountable = ReadonlyMap<string, VolumeSpec>;

/** The containers that make up the pod: K2/containers. */
export function validateContainers(
  { containers, terminationGracePeriodSeconds }: PodSpec,
  field: string,
  mountable: Mountable,
): FieldError[] {
  if (!containers?.length) return [required(field)];
  const names = new Set<string>();
  return [
    ...validateEach(containers, field, (container, containerField) => [
      ...validateContainer(container, containerField, mountable),
      ...validateUnique(container.name, `${containerField}.name`, names),
      ...validateHooksAndProbes(
        container,
        containerField,
        terminationGracePeriodSeconds,
      ),
      ...validateRestartPolicy(container, containerField),
    ]),
    ...validateHostPorts(containers, field),
  ];
}

/** The containers that run before them. Those that are always restarted stay, as sidecars. */
export function validateInitContainers(
  { containers, initContainers, terminationGracePeriodSeconds }: PodSpec,
  field: string,
  mountable: Mountable,
): FieldError[] {
  const names = new Set((containers ?? []).map(({ name = '' }) => name));
  return validateEach(initContainers, field, (container, containerField) => [
    ...validateContainer(container, containerField, mountable),
    ...validateRestartPolicy(container, containerField),
    ...(container.name
      ? validateUnique(container.name, `${containerField}.name`, names)
      : []),
    // They run one after the other, and so each can have any port.
    ...validateHostPorts([container], field),
    ...(container.restartPolicy === 'Always'
      ? validateHooksAndProbes(
          container,
          containerField,
          terminationGracePeriodSeconds,
        )
      : validateNoHooksAndProbes(container, containerField)),
  ]);
}

/** What pods refuse and templates let pass: blanks around an image. */
export const validateImages = (
  containers: ContainerSpec[] | null | undefined,
  field: string,
): FieldError[] =>
  validateEach(containers, field, ({ image = '' }, containerField) =>
    image === image.trim()
      ? []
      : [
          invalid(
            `${containerField}.image`,
            image,
            'must not have leading or trailing whitespace',
          ),
        ],
  );

function validateContainer(
  container: ContainerSpec,
  field: string,
  mountable: Mountable,
): FieldError[] {
  return [
    ...validateRequired(container.name, `${field}.name`, checkLabelName),
    ...validateRequired(container.image, `${field}.image`),
    ...validateRequiredOneOf(
      container.terminationMessagePolicy,
      `${field}.terminationMessagePolicy`,
      MESSAGE_POLICIES,
    ),
    ...validateContainerPorts(container.ports, `${field}.ports`),
    ...validateEnv(container.env, `${field}.env`),
    ...validateEnvFrom(container.envFrom, `${field}.envFrom`),
    ...validateVolumeMounts(container, `${field}.volumeMounts`, mountable),
    ...validateVolumeDevices(container, `${field}.volumeDevices`, mountable),
    ...validateRequiredOneOf(
      container.imagePullPolicy,
      `${field}.imagePullPolicy`,
      PULL_POLICIES,
    ),
    ...validateResources(container.resources, `${field}.resources`),
    ...validateSecurityContext(
      container.securityContext,
      `${field}.securityContext`,
    ),
  ];
}

const validateRestartPolicy = (
  { restartPolicy }: ContainerSpec,
  field: string,
): FieldError[] =>
  validateOneOf(restartPolicy, `${field}.restartPolicy`, RESTART_POLICIES);

function validateUnique(
  name = '',
  field: string,
  names: Set<string>,
): FieldError[] {
  if (names.has(name)) return [duplicate(field, name)];
  names.add(name);
  return [];
}
