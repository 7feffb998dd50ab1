import {
  type FieldError,
  forbiddenField,
  notSupported,
  required,
} from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { toTimestamp } from '../api/timestamp.js';
import { addFinalizer } from './add-finalizer.js';
import { validateAccessModes } from './claim-spec.js';
import { validateByRule, validateOneOf } from './field-validation.js';
import { checkSubdomainName } from './name-rules.js';
import { validateResourceAmount } from './resource-rules.js';

/** Everything in a spec that says where the volume is. */
const SETTINGS = [
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
];

interface PersistentVolume extends KubeObject {
  spec?: VolumeSpec;
  status?: { phase?: string; lastPhaseTransitionTime?: string };
}

interface VolumeSpec {
  accessModes?: string[];
  capacity?: Record<string, string>;
  persistentVolumeReclaimPolicy?: string;
  storageClassName?: string;
  volumeMode?: string;
  hostPath?: { type?: string };
  [field: string]: unknown;
}

export const persistentVolumes: Kind = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  plural: 'persistentvolumes',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  namespaced: false,
  subresources: ['status'],
  definition: 'v1.PersistentVolume',
  nameRule: 'subdomain',
  hasGeneration: false,
  returnsDeleted: true,
  defaults(draft: PersistentVolume) {
    draft.status = { ...draft.status, phase: draft.status?.phase || 'Pending' };
    if (!draft.spec) return;
    draft.spec.persistentVolumeReclaimPolicy ||= 'Retain';
    draft.spec.volumeMode ??= 'Filesystem';
    if (draft.spec.hostPath) draft.spec.hostPath.type ??= '';
  },
  prepareCreate(draft: PersistentVolume) {
    draft.status = {
      phase: 'Pending',
      lastPhaseTransitionTime: toTimestamp(new Date()),
    };
    addFinalizer(draft, 'kubernetes.io/pv-protection');
  },
  validate: ({ spec = {} }: PersistentVolume) => validateSpec(spec),
};

function validateSpec(spec: VolumeSpec): FieldError[] {
  const { accessModes, storageClassName } = spec;
  return [
    ...(accessModes?.length ? [] : [required('spec.accessModes')]),
    ...validateAccessModes(accessModes, 'spec.accessModes'),
    ...validateCapacity(spec.capacity),
    ...validateOneOf(
      spec.persistentVolumeReclaimPolicy,
      'spec.persistentVolumeReclaimPolicy',
      ['Delete', 'Recycle', 'Retain'],
    ),
    ...validateSource(spec),
    ...(storageClassName
      ? validateByRule(
          storageClassName,
          'spec.storageClassName',
          checkSubdomainName,
        )
      : []),
    ...validateOneOf(spec.volumeMode, 'spec.volumeMode', [
      'Block',
      'Filesystem',
    ]),
  ];
}

function validateCapacity(capacity?: Record<string, string>): FieldError[] {
  const field = 'spec.capacity';
  const names = Object.keys(capacity ?? {});
  return [
    ...(names.length > 0 ? [] : [required(field)]),
    ...(names.length === 1 && names[0] === 'storage'
      ? []
      : [notSupported(field, capacity ?? null, ['storage'])]),
    ...Object.entries(capacity ?? {}).flatMap(([name, amount]) =>
      validateResourceAmount(name, amount, `${field}[${name}]`),
    ),
  ];
}

function validateSource(spec: VolumeSpec): FieldError[] {
  const sources = Object.keys(spec).filter((key) => !SETTINGS.includes(key));
  if (sources.length === 0)
    return [required('spec', 'must specify a volume type')];
  return sources
    .sort()
    .slice(1)
    .map((source) =>
      forbiddenField(
        `spec.${source}`,
        'may not specify more than 1 volume type',
      ),
    );
}
