import type { FieldError } from '../../api/field-error.js';
import { invalid, notFoundField, required } from '../../api/field-error.js';
import { validateEach } from '../field-validation.js';
import type { ContainerSpec } from './container-spec.js';
import type { VolumeSpec } from './volume-spec.js';

/** The volumes that a container has as raw devices. */
export function validateVolumeDevices(
  { volumeDevices, volumeMounts = [] }: ContainerSpec,
  field: string,
  mountable: ReadonlyMap<string, VolumeSpec>,
): FieldError[] {
  const names = new Set<string>();
  const paths = new Set<string>();
  return validateEach(volumeDevices, field, (device, deviceField) => {
    const { name = '', devicePath = '' } = device;
    const leavesRoot = devicePath.split('/').includes('..');
    const problems: [boolean, string, string, string][] = [
      [names.has(name), 'name', name, 'must be unique'],
      [
        isNoClaim(mountable.get(name)),
        'name',
        name,
        'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
      ],
      [paths.has(devicePath), 'devicePath', devicePath, 'must be unique'],
      [
        leavesRoot,
        'devicePath',
        devicePath,
        "can not contain backsteps ('..')",
      ],
      [
        volumeMounts.some((mount) => mount.name === name),
        'name',
        name,
        'must not already exist in volumeMounts',
      ],
      [
        volumeMounts.some((mount) => mount.mountPath === devicePath),
        'devicePath',
        devicePath,
        'must not already exist as a path in volumeMounts',
      ],
    ];
    if (name) names.add(name);
    if (!leavesRoot) paths.add(devicePath);
    return [
      ...(name ? [] : [required(`${deviceField}.name`)]),
      ...(mountable.has(name)
        ? []
        : [notFoundField(`${deviceField}.name`, name)]),
      ...(devicePath ? [] : [required(`${deviceField}.devicePath`)]),
      ...problems
        .filter(([isWrong]) => isWrong)
        .map(([, key, value, detail]) =>
          invalid(`${deviceField}.${key}`, value, detail),
        ),
    ];
  });
}

const isNoClaim = (volume: VolumeSpec | undefined): boolean =>
  volume !== undefined && !volume.persistentVolumeClaim && !volume.ephemeral;
