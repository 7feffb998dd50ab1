import type { FieldError } from '../../api/field-error.js';
import { forbiddenField, invalid } from '../../api/field-error.js';
import { validateEach, validateRequired } from '../field-validation.js';
import { validateFilePath } from './file-path-validation.js';
import {
  validateDownwardFile,
  validateItem,
} from './volume-file-validation.js';
import type { KeyToPath, Projection } from './volume-spec.js';

const LEAST_TOKEN_SECONDS = 600;
const MOST_TOKEN_SECONDS = 2 ** 32;

/** What a projected volume is made of. No two sources write the same file. */
export function validateProjections(
  sources: Projection[] | undefined,
  field: string,
): FieldError[] {
  const paths = new Set<string>();
  return validateEach(sources, `${field}.sources`, (source, sourceField) => [
    ...(['secret', 'configMap'] as const).flatMap((name) =>
      validateNamed(source[name], `${sourceField}.${name}`),
    ),
    ...(source.downwardAPI?.items ?? []).flatMap((item) => [
      ...validateDownwardFile(item, `${sourceField}.downwardAPI`),
      ...validateFree(item.path, item.path),
    ]),
    ...validateToken(
      source.serviceAccountToken,
      `${sourceField}.serviceAccountToken`,
      field,
    ),
    ...(Object.keys(source).length > 1
      ? [
          forbiddenField(
            sourceField,
            'may not specify more than 1 volume type per source',
          ),
        ]
      : []),
  ]);

  function validateNamed(
    source: { name?: string; items?: KeyToPath[] } | undefined,
    sourceField: string,
  ): FieldError[] {
    if (!source) return [];
    return [
      ...validateRequired(source.name, `${sourceField}.name`),
      ...validateEach(
        source.items,
        `${sourceField}.items`,
        (item, itemField) => [
          ...validateItem(item, itemField),
          ...validateFree(item.path, source.name),
        ],
      ),
    ];
  }

  function validateFree(
    path: string | undefined,
    shown: string | undefined,
  ): FieldError[] {
    if (!path) return [];
    if (paths.has(path))
      return [invalid(field, shown, 'conflicting duplicate paths')];
    paths.add(path);
    return [];
  }
}

/** The path is reported under the volume, not under the token. */
function validateToken(
  token: Projection['serviceAccountToken'],
  field: string,
  volumeField: string,
): FieldError[] {
  if (!token) return [];
  const { expirationSeconds = 0, path } = token;
  const problem =
    expirationSeconds < LEAST_TOKEN_SECONDS
      ? 'may not specify a duration less than 10 minutes'
      : expirationSeconds > MOST_TOKEN_SECONDS
        ? 'may not specify a duration larger than 2^32 seconds'
        : '';
  return [
    ...(problem
      ? [invalid(`${field}.expirationSeconds`, expirationSeconds, problem)]
      : []),
    ...validateRequired(path, `${volumeField}.path`),
    ...validateFilePath(path, `${volumeField}.path`),
  ];
}
