import {
  type FieldError,
  forbiddenField,
  invalid,
  notSupported,
  required,
} from '../api/field-error.js';
import { parseQuantity } from '../quantity/parse-quantity.js';
import { type DataSource, validateDataSources } from './data-source.js';
import { validateByRule, validateOneOf } from './field-validation.js';
import { type LabelSelector, validateLabelSelector } from './label-selector.js';
import { checkSubdomainName } from './name-rules.js';

const MODES = [
  'ReadOnlyMany',
  'ReadWriteMany',
  'ReadWriteOnce',
  'ReadWriteOncePod',
];

export interface ClaimSpec {
  accessModes?: string[];
  selector?: LabelSelector;
  resources?: { requests?: Record<string, string> };
  storageClassName?: string;
  volumeMode?: string;
  volumeName?: string;
  volumeAttributesClassName?: string;
  dataSource?: DataSource;
  dataSourceRef?: DataSource;
}

/** What is wrong with the spec of a PersistentVolumeClaim: K16/pvc. */
export function validateClaimSpec(spec: ClaimSpec): FieldError[] {
  return [
    ...(spec.accessModes?.length
      ? []
      : [required('spec.accessModes', 'at least 1 access mode is required')]),
    ...validateLabelSelector(spec.selector, 'spec.selector'),
    ...validateAccessModes(spec.accessModes, 'spec.accessModes'),
    ...validateStorage(spec.resources?.requests?.storage),
    ...validateClass(spec.storageClassName, 'spec.storageClassName'),
    ...validateOneOf(spec.volumeMode, 'spec.volumeMode', [
      'Block',
      'Filesystem',
    ]),
    ...validateDataSources(spec),
    ...validateClass(
      spec.volumeAttributesClassName,
      'spec.volumeAttributesClassName',
    ),
  ];
}

/** What is wrong with the ways in which a volume can be mounted. */
export function validateAccessModes(
  modes: readonly string[] = [],
  field: string,
): FieldError[] {
  const unknown = modes
    .filter((mode) => !MODES.includes(mode))
    .map((mode) => notSupported(field, mode, MODES));
  const isAlone = modes.every((mode) => mode === 'ReadWriteOncePod');
  return modes.includes('ReadWriteOncePod') && !isAlone
    ? [
        ...unknown,
        forbiddenField(
          field,
          'may not use ReadWriteOncePod with other access modes',
        ),
      ]
    : unknown;
}

function validateStorage(storage: string | undefined): FieldError[] {
  const field = 'spec.resources[storage]';
  if (storage === undefined) return [required(field)];
  return parseQuantity(storage).nanos > 0n
    ? []
    : [invalid(field, storage, 'must be greater than zero')];
}

const validateClass = (
  name: string | undefined,
  field: string,
): FieldError[] =>
  name ? validateByRule(name, field, checkSubdomainName) : [];
