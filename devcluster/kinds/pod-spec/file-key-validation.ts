import type { FieldError } from '../../api/field-error.js';
import { invalid, notFoundField } from '../../api/field-error.js';
import { validateEach } from '../field-validation.js';
import type { PodSpec } from './pod-spec.js';

/** Variables come only from files of volumes that start empty. */
export function validateFileKeyVolumes(
  spec: PodSpec,
  field: string,
): FieldError[] {
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    validateEach(spec[list], `${field}.${list}`, ({ env }, containerField) =>
      validateEach(env, `${containerField}.env`, ({ valueFrom }, varField) =>
        valueFrom?.fileKeyRef
          ? validateVolume(
              valueFrom.fileKeyRef.volumeName ?? '',
              `${varField}.valueFrom.fileKeyRef.volumeName`,
            )
          : [],
      ),
    ),
  );

  function validateVolume(name: string, nameField: string): FieldError[] {
    const volume = spec.volumes?.find((one) => one.name === name);
    if (!volume) return [notFoundField(nameField, name)];
    return volume.emptyDir
      ? []
      : [
          invalid(
            nameField,
            name,
            'referenced volume must be of type emptyDir',
          ),
        ];
  }
}
