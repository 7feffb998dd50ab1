import type { FieldError } from '../../api/field-error.js';
import {
  forbiddenField,
  invalid,
  notFoundField,
  notSupported,
} from '../../api/field-error.js';
import {
  validateEach,
  validateOneOf,
  validateRequired,
} from '../field-validation.js';
import type { ContainerSpec, VolumeMount } from './container-spec.js';
import { validateDescendingPath } from './file-path-validation.js';

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIONS = ['Disabled', 'Enabled', 'IfPossible'];

/** Where a container mounts the volumes of its pod. */
export function validateVolumeMounts(
  { volumeMounts, volumeDevices = [], securityContext }: ContainerSpec,
  field: string,
  mountable: ReadonlyMap<string, unknown>,
): FieldError[] {
  const paths = new Set<string>();
  return validateEach(volumeMounts, field, (mount, mountField) => {
    const { name = '', mountPath = '' } = mount;
    const isTaken = paths.has(mountPath);
    paths.add(mountPath);
    const problems: [boolean, string, string, string][] = [
      [isTaken, 'mountPath', mountPath, 'must be unique'],
      [
        volumeDevices.some((device) => device.name === name),
        'name',
        name,
        'must not already exist in volumeDevices',
      ],
      [
        volumeDevices.some((device) => device.devicePath === mountPath),
        'mountPath',
        mountPath,
        'must not already exist as a path in volumeDevices',
      ],
    ];
    return [
      ...validateRequired(name, `${mountField}.name`),
      ...(mountable.has(name)
        ? []
        : [notFoundField(`${mountField}.name`, name)]),
      ...validateRequired(mountPath, `${mountField}.mountPath`),
      ...problems
        .filter(([isWrong]) => isWrong)
        .map(([, key, value, detail]) =>
          invalid(`${mountField}.${key}`, value, detail),
        ),
      ...validateSubPath(mount, mountField, field),
      ...validatePropagation(
        mount,
        `${field}.mountPropagation`,
        securityContext?.privileged,
      ),
      ...validateRecursion(mount, `${field}.recursiveReadOnly`),
    ];
  });
}

/** The API server reports these paths under the list, without the index. */
function validateSubPath(
  { subPath, subPathExpr }: VolumeMount,
  field: string,
  listField: string,
): FieldError[] {
  return [
    ...validateDescendingPath(subPath, `${listField}.subPath`),
    ...(subPath && subPathExpr
      ? [
          invalid(
            `${field}.subPathExpr`,
            subPathExpr,
            'subPathExpr and subPath are mutually exclusive',
          ),
        ]
      : []),
    ...validateDescendingPath(subPathExpr, `${listField}.subPathExpr`),
  ];
}

const validatePropagation = (
  { mountPropagation }: VolumeMount,
  field: string,
  isPrivileged = false,
): FieldError[] => [
  ...validateOneOf(mountPropagation, field, PROPAGATIONS),
  ...(mountPropagation === 'Bidirectional' && !isPrivileged
    ? [
        forbiddenField(
          field,
          'Bidirectional mount propagation is available only to privileged containers',
        ),
      ]
    : []),
];

function validateRecursion(
  { recursiveReadOnly, readOnly, mountPropagation = 'None' }: VolumeMount,
  field: string,
): FieldError[] {
  if (recursiveReadOnly === undefined || recursiveReadOnly === 'Disabled')
    return [];
  if (!RECURSIONS.includes(recursiveReadOnly))
    return [notSupported(field, recursiveReadOnly, RECURSIONS)];
  return [
    ...(readOnly
      ? []
      : [forbiddenField(field, 'may only be specified when readOnly is true')]),
    ...(mountPropagation === 'None'
      ? []
      : [
          forbiddenField(
            field,
            'may only be specified when mountPropagation is None or not specified',
          ),
        ]),
  ];
}
