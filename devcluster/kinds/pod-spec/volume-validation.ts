import type { FieldError } from '../../api/field-error.js';
import { duplicate, forbiddenField, required } from '../../api/field-error.js';
import { validateEach, validateRequired } from '../field-validation.js';
import { checkLabelName } from '../name-rules.js';
import { validateSource } from './volume-source-validation.js';
import type { VolumeSpec } from './volume-spec.js';

/** When a volume has several sources, the first of these is taken for the one that is meant. Sources that are not here are kept
 * unchecked: nothing in the dev cluster mounts them. */
const ORDER = [
  'emptyDir',
  'hostPath',
  'secret',
  'nfs',
  'persistentVolumeClaim',
  'downwardAPI',
  'configMap',
  'projected',
  'csi',
  'ephemeral',
  'image',
];

/** The volumes of a pod. Also returns those that are right, which alone can be mounted. */
export function validateVolumes(
  volumes: VolumeSpec[] | undefined,
  field: string,
): { errors: FieldError[]; mountable: ReadonlyMap<string, VolumeSpec> } {
  const mountable = new Map<string, VolumeSpec>();
  const errors = validateEach(volumes, field, (volume, volumeField) => {
    const { name = '' } = volume;
    const found = [
      ...validateSources(volume, volumeField),
      ...validateRequired(name, `${volumeField}.name`, checkLabelName),
      ...(mountable.has(name) ? [duplicate(`${volumeField}.name`, name)] : []),
    ];
    if (found.length === 0) mountable.set(name, volume);
    return found;
  });
  return { errors, mountable };
}

function validateSources(volume: VolumeSpec, field: string): FieldError[] {
  const [first, ...more] = Object.keys(volume)
    .filter((name) => name !== 'name')
    .sort((one, other) => rank(one) - rank(other));
  if (!first) return [required(field, 'must specify a volume type')];
  return [
    ...validateSource(volume, first, `${field}.${first}`),
    ...more.map((name) =>
      forbiddenField(
        `${field}.${name}`,
        'may not specify more than 1 volume type',
      ),
    ),
  ];
}

const rank = (source: string): number =>
  ORDER.includes(source) ? ORDER.indexOf(source) : ORDER.length;
