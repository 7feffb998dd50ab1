import type { KubeObject } from '../api/kube-object.js';
import { AGE, type Column, column, NAME, wideColumn } from './column.js';
import { UNSET } from './text-cells.js';

interface Storage extends KubeObject {
  spec?: {
    accessModes?: readonly string[];
    storageClassName?: string;
    volumeAttributesClassName?: string;
    volumeMode?: string;
  };
}

interface PersistentVolume extends Storage {
  spec?: Storage['spec'] & {
    capacity?: { storage?: string };
    persistentVolumeReclaimPolicy?: string;
    claimRef?: { namespace?: string; name?: string };
  };
  status?: { phase?: string; reason?: string };
}

interface PersistentVolumeClaim extends Storage {
  spec?: Storage['spec'] & { volumeName?: string };
  status?: {
    phase?: string;
    capacity?: { storage?: string };
    accessModes?: readonly string[];
  };
}

/** In the order in which they are shown. */
const ACCESS_MODES: readonly (readonly [mode: string, text: string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];
/** Where the class stood before it had a field. */
const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

const STORAGE_CLASS = column('StorageClass', ({ metadata, spec }: Storage) => {
  const annotation = metadata.annotations?.[CLASS_ANNOTATION];
  return annotation ?? spec?.storageClassName ?? '';
});
const ATTRIBUTES_CLASS = column(
  'VolumeAttributesClass',
  ({ spec }: Storage) => spec?.volumeAttributesClassName ?? UNSET,
);
const VOLUME_MODE = wideColumn(
  'VolumeMode',
  ({ spec }: Storage) => spec?.volumeMode ?? UNSET,
);
const STATUS = column(
  'Status',
  ({ metadata, status }: PersistentVolume | PersistentVolumeClaim) =>
    metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''),
);

export const PERSISTENT_VOLUME_COLUMNS: readonly Column<PersistentVolume>[] = [
  NAME,
  column('Capacity', ({ spec }) => spec?.capacity?.storage ?? '0'),
  column('Access Modes', ({ spec }) => toModes(spec?.accessModes)),
  column(
    'Reclaim Policy',
    ({ spec }) => spec?.persistentVolumeReclaimPolicy ?? '',
  ),
  STATUS,
  column('Claim', ({ spec }) => {
    const claim = spec?.claimRef;
    return claim ? `${claim.namespace ?? ''}/${claim.name ?? ''}` : '';
  }),
  STORAGE_CLASS,
  ATTRIBUTES_CLASS,
  column('Reason', ({ status }) => status?.reason ?? ''),
  AGE,
  VOLUME_MODE,
];

export const PERSISTENT_VOLUME_CLAIM_COLUMNS: readonly Column<PersistentVolumeClaim>[] =
  [
    NAME,
    STATUS,
    column('Volume', ({ spec }) => spec?.volumeName ?? ''),
    column('Capacity', ({ spec, status }) =>
      // An unbound claim has nothing yet, whatever its status says.
      spec?.volumeName ? (status?.capacity?.storage ?? '0') : '',
    ),
    column('Access Modes', ({ spec, status }) =>
      spec?.volumeName ? toModes(status?.accessModes) : '',
    ),
    STORAGE_CLASS,
    ATTRIBUTES_CLASS,
    AGE,
    VOLUME_MODE,
  ];

function toModes(modes: readonly string[] = []): string {
  return ACCESS_MODES.filter(([mode]) => modes.includes(mode))
    .map(([, text]) => text)
    .join(',');
}
