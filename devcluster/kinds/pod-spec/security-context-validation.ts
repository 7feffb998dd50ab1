import type { FieldError } from '../../api/field-error.js';
import { duplicate, invalid, required } from '../../api/field-error.js';
import {
  validateEach,
  validateOneOf,
  validateRequired,
} from '../field-validation.js';
import { checkBetween } from '../name-rules.js';
import type {
  ContainerSecurityContext,
  Identity,
  SecurityProfile,
} from './container-spec.js';
import { validateDescendingPath } from './file-path-validation.js';
import type { PodSecurityContext } from './pod-spec.js';

const MOST_ID = 2 ** 31 - 1;
const PROFILES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const SYSCTL_LENGTH = 253;
const SYSCTL =
  '^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$';

/** What confines the containers of a pod together. */
export function validatePodSecurityContext(
  context: PodSecurityContext,
  field: string,
): FieldError[] {
  const { fsGroup, supplementalGroups, sysctls } = context;
  return [
    ...validateId(fsGroup, `${field}.fsGroup`),
    ...validateIdentity(context, field),
    ...validateEach(
      supplementalGroups,
      `${field}.supplementalGroups`,
      validateId,
    ),
    ...validateSysctls(sysctls, `${field}.sysctls`),
    ...validateOneOf(
      context.fsGroupChangePolicy,
      `${field}.fsGroupChangePolicy`,
      ['Always', 'OnRootMismatch'],
    ),
    ...validateOneOf(
      context.supplementalGroupsPolicy,
      `${field}.supplementalGroupsPolicy`,
      ['Merge', 'Strict'],
    ),
  ];
}

/** What confines one container. */
export function validateSecurityContext(
  context: ContainerSecurityContext | undefined,
  field: string,
): FieldError[] {
  if (!context) return [];
  const { privileged, allowPrivilegeEscalation, capabilities } = context;
  const problems =
    allowPrivilegeEscalation === false
      ? [
          privileged &&
            'cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
          capabilities?.add?.includes('CAP_SYS_ADMIN') &&
            'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN',
        ]
      : [];
  return [
    ...validateIdentity(context, field),
    ...validateOneOf(context.procMount, `${field}.procMount`, [
      'Default',
      'Unmasked',
    ]),
    ...problems
      .filter((problem) => typeof problem === 'string')
      .map((problem) => invalid(field, context, problem)),
  ];
}

function validateIdentity(
  { runAsUser, runAsGroup, seccompProfile, appArmorProfile }: Identity,
  field: string,
): FieldError[] {
  return [
    ...validateId(runAsUser, `${field}.runAsUser`),
    ...validateId(runAsGroup, `${field}.runAsGroup`),
    ...validateProfile(seccompProfile, `${field}.seccompProfile`, 'seccomp'),
    ...validateProfile(appArmorProfile, `${field}.appArmorProfile`, 'AppArmor'),
  ];
}

const validateId = (id: number | undefined, field: string): FieldError[] =>
  id === undefined
    ? []
    : checkBetween(id, 0, MOST_ID).map((message) =>
        invalid(field, id, message),
      );

function validateProfile(
  profile: SecurityProfile | undefined,
  field: string,
  name: 'seccomp' | 'AppArmor',
): FieldError[] {
  if (!profile) return [];
  const { type, localhostProfile } = profile;
  const isLocal = type === 'Localhost';
  const pathField = `${field}.localhostProfile`;
  return [
    ...(type
      ? validateOneOf(type, `${field}.type`, PROFILES)
      : [
          required(
            `${field}.type`,
            `type is required when ${field.split('.').pop() ?? ''} is set`,
          ),
        ]),
    ...(isLocal && !localhostProfile
      ? [required(pathField, `must be set when ${name} type is Localhost`)]
      : []),
    ...(isLocal && name === 'seccomp'
      ? validateDescendingPath(localhostProfile, pathField)
      : []),
    ...(!isLocal && localhostProfile !== undefined
      ? [
          invalid(
            pathField,
            localhostProfile,
            `can only be set when ${name} type is Localhost`,
          ),
        ]
      : []),
  ];
}

function validateSysctls(
  sysctls: PodSecurityContext['sysctls'],
  field: string,
): FieldError[] {
  const names = new Set<string>();
  return validateEach(sysctls, field, ({ name }, sysctlField) => {
    const nameField = `${sysctlField}.name`;
    const isTaken = names.has(name ?? '');
    names.add(name ?? '');
    const errors = validateRequired(name, nameField, checkSysctlName);
    return errors.length || !isTaken ? errors : [duplicate(nameField, name)];
  });
}

const checkSysctlName = (name: string): string[] =>
  name.length <= SYSCTL_LENGTH && new RegExp(SYSCTL).test(name)
    ? []
    : [
        `must have at most ${SYSCTL_LENGTH} characters and match regex ${SYSCTL}`,
      ];
