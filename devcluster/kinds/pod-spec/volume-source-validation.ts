import type { FieldError } from '../../api/field-error.js';
import { forbiddenField, invalid, required } from '../../api/field-error.js';
import { parseQuantity } from '../../quantity/parse-quantity.js';
import { compareQuantities, ZERO } from '../../quantity/quantity.js';
import {
  validateOneOf,
  validateRequired,
  validateRequiredOneOf,
} from '../field-validation.js';
import { checkSubdomainName } from '../name-rules.js';
import { validateNoBacksteps } from './file-path-validation.js';
import { validateProjections } from './projection-validation.js';
import {
  validateDownwardFile,
  validateItems,
  validateMode,
} from './volume-file-validation.js';
import type { VolumeSpec } from './volume-spec.js';

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** What is wrong with one source of a volume; nothing is known of those that are not named here. */
export function validateSource(
  volume: VolumeSpec,
  source: string,
  field: string,
): FieldError[] {
  const { emptyDir, hostPath, secret, configMap, downwardAPI } = volume;
  const { projected, persistentVolumeClaim, nfs, csi } = volume;
  const { ephemeral, image } = volume;
  switch (source) {
    case 'emptyDir':
      return validateEmptyDir(emptyDir?.sizeLimit, `${field}.sizeLimit`);
    case 'hostPath':
      return validateHostPath(hostPath ?? {}, field);
    case 'secret':
      return [
        ...validateRequired(secret?.secretName, `${field}.secretName`),
        ...validateMode(secret?.defaultMode, `${field}.defaultMode`),
        ...validateItems(secret?.items, field),
      ];
    case 'configMap':
      return [
        ...validateRequired(configMap?.name, `${field}.name`),
        ...validateMode(configMap?.defaultMode, `${field}.defaultMode`),
        ...validateItems(configMap?.items, field),
      ];
    case 'downwardAPI':
      return [
        ...validateMode(downwardAPI?.defaultMode, `${field}.defaultMode`),
        ...(downwardAPI?.items ?? []).flatMap((item) =>
          validateDownwardFile(item, field),
        ),
      ];
    case 'projected':
      return [
        ...validateMode(projected?.defaultMode, `${field}.defaultMode`),
        ...validateProjections(projected?.sources, field),
      ];
    case 'persistentVolumeClaim':
      return validateRequired(
        persistentVolumeClaim?.claimName,
        `${field}.claimName`,
      );
    case 'nfs':
      return validateNfs(nfs ?? {}, field);
    case 'csi':
      return validateRequired(csi?.driver, `${field}.driver`, (driver) =>
        checkSubdomainName(driver.toLowerCase()),
      );
    case 'ephemeral':
      return ephemeral?.volumeClaimTemplate
        ? []
        : [required(`${field}.volumeClaimTemplate`)];
    case 'image':
      return [
        ...validateRequired(image?.reference, `${field}.reference`),
        ...validateRequiredOneOf(
          image?.pullPolicy,
          `${field}.pullPolicy`,
          PULL_POLICIES,
        ),
      ];
    default:
      return [];
  }
}

const validateEmptyDir = (
  sizeLimit: string | undefined,
  field: string,
): FieldError[] =>
  sizeLimit && compareQuantities(parseQuantity(sizeLimit), ZERO) < 0
    ? [
        forbiddenField(
          field,
          'SizeLimit field must be a valid resource quantity',
        ),
      ]
    : [];

const validateHostPath = (
  { path, type }: NonNullable<VolumeSpec['hostPath']>,
  field: string,
): FieldError[] =>
  path
    ? [
        ...validateNoBacksteps(path, `${field}.path`),
        ...validateOneOf(type, `${field}.type`, HOST_PATH_TYPES),
      ]
    : [required(`${field}.path`)];

const validateNfs = (
  { server, path = '' }: NonNullable<VolumeSpec['nfs']>,
  field: string,
): FieldError[] => [
  ...validateRequired(server, `${field}.server`),
  ...validateRequired(path, `${field}.path`),
  ...(path.startsWith('/')
    ? []
    : [invalid(`${field}.path`, path, 'must be an absolute path')]),
];
