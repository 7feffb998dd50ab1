import type { FieldError } from '../../api/field-error.js';
import { invalid } from '../../api/field-error.js';
import {
  validateByRule,
  validateEach,
  validateRequired,
} from '../field-validation.js';
import {
  checkConfigKey,
  checkEnvName,
  checkLabelName,
  checkSubdomainName,
} from '../name-rules.js';
import type {
  EnvSource,
  EnvVar,
  EnvVarSource,
  FileKeyRef,
  KeyRef,
} from './container-spec.js';
import {
  validateFieldRef,
  validateResourceFieldRef,
} from './downward-validation.js';
import { validateNoBacksteps } from './file-path-validation.js';

const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** The variables of a container: K2/env. */
export function validateEnv(
  env: EnvVar[] | undefined,
  field: string,
): FieldError[] {
  return validateEach(env, field, ({ name, value, valueFrom }, varField) => [
    ...validateRequired(name, `${varField}.name`, checkEnvName),
    ...(valueFrom
      ? validateSource(valueFrom, value, `${varField}.valueFrom`)
      : []),
  ]);
}

function validateSource(
  source: EnvVarSource,
  value: string | undefined,
  field: string,
): FieldError[] {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = source;
  const { fileKeyRef } = source;
  const count = Object.keys(source).length;
  const problem =
    count === 0
      ? 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
      : value
        ? 'may not be specified when `value` is not empty'
        : count > 1
          ? 'may not have more than one field specified at a time'
          : undefined;
  return [
    ...(fieldRef
      ? validateFieldRef(fieldRef, `${field}.fieldRef`, FIELDS)
      : []),
    ...(resourceFieldRef
      ? validateResourceFieldRef(
          resourceFieldRef,
          `${field}.resourceFieldRef`,
          false,
        )
      : []),
    ...(configMapKeyRef
      ? validateKeyRef(configMapKeyRef, `${field}.configMapKeyRef`)
      : []),
    ...(secretKeyRef
      ? validateKeyRef(secretKeyRef, `${field}.secretKeyRef`)
      : []),
    ...(fileKeyRef
      ? validateFileKeyRef(fileKeyRef, `${field}.fileKeyRef`)
      : []),
    ...(problem ? [invalid(field, '', problem)] : []),
  ];
}

const validateKeyRef = (
  { name = '', key }: KeyRef,
  field: string,
): FieldError[] => [
  ...validateByRule(name, `${field}.name`, checkSubdomainName),
  ...validateRequired(key, `${field}.key`, checkConfigKey),
];

const validateFileKeyRef = (
  { key, volumeName, path }: FileKeyRef,
  field: string,
): FieldError[] => [
  ...validateRequired(key, `${field}.key`, checkEnvName),
  ...validateRequired(volumeName, `${field}.volumeName`, checkLabelName),
  ...validateRequired(path, `${field}.path`),
  ...validateNoBacksteps(path, `${field}.path`),
];

/** The ConfigMaps and Secrets that become variables as a whole. */
export function validateEnvFrom(
  sources: EnvSource[] | undefined,
  field: string,
): FieldError[] {
  return validateEach(sources, field, (source, sourceField) => {
    const { prefix, configMapRef, secretRef } = source;
    const problem =
      configMapRef && secretRef
        ? 'may not have more than one field specified at a time'
        : configMapRef || secretRef
          ? undefined
          : 'must specify one of: `configMapRef` or `secretRef`';
    return [
      ...(prefix
        ? validateByRule(prefix, `${sourceField}.prefix`, checkEnvName)
        : []),
      ...(configMapRef
        ? validateRequired(
            configMapRef.name,
            `${sourceField}.configMapRef.name`,
            checkNameStart,
          )
        : []),
      ...(secretRef
        ? validateRequired(
            secretRef.name,
            `${sourceField}.secretRef.name`,
            checkNameStart,
          )
        : []),
      ...(problem ? [invalid(field, '', problem)] : []),
    ];
  });
}

/** These references may end in a dash, as if the rest of the name were still to come. */
const checkNameStart = (name: string): string[] =>
  checkSubdomainName(name.replace(/-$/, 'a'));
