import { type FieldError, notSupported, required } from '../api/field-error.js';
import { invalidObject } from '../api/status-error.js';
import { isTrue } from './list-options.js';

export interface WriteOptions {
  dryRun: boolean;
  fieldValidation: 'Ignore' | 'Warn' | 'Strict';
  /** Who owns what this call writes. */
  manager: string;
  /** Of an apply: takes fields over from other managers. */
  force: boolean;
  isPatch: boolean;
}

const VALIDATIONS = ['', 'Ignore', 'Strict', 'Warn'];

/** Reads the parameters of a write. `kind` names the options in messages, such as CreateOptions. Throws their Status. */
export function toWriteOptions(
  query: URLSearchParams,
  userAgent: string,
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  isApply = false,
): WriteOptions {
  const manager = query.get('fieldManager') ?? '';
  const validation = query.get('fieldValidation') ?? '';
  const errors = [
    ...(isApply && !manager
      ? [required('fieldManager', 'is required for apply patch')]
      : []),
    ...checkDryRun(query.getAll('dryRun')),
    ...(VALIDATIONS.includes(validation)
      ? []
      : [notSupported('fieldValidation', validation, VALIDATIONS)]),
  ];
  if (errors.length > 0)
    throw invalidObject({ group: 'meta.k8s.io', kind }, '', errors);
  return {
    dryRun: query.getAll('dryRun').includes('All'),
    fieldValidation: (validation || 'Warn') as WriteOptions['fieldValidation'],
    manager: manager || userAgent.split('/')[0] || 'unknown',
    force: isTrue(query, 'force'),
    isPatch: kind === 'PatchOptions',
  };
}

/** A dry run is All or nothing. */
export function checkDryRun(values: readonly string[]): FieldError[] {
  const given = values.filter(Boolean);
  return given.every((value) => value === 'All')
    ? []
    : [notSupported('dryRun', given, ['All'])];
}
