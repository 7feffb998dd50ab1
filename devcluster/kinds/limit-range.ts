import { randomUUID } from 'node:crypto';

import { duplicate, type FieldError, invalid } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { validateByRule, validateEach } from './field-validation.js';
import { type LimitRangeItem, validateLimits } from './limit-range-item.js';
import { checkQualifiedName } from './name-rules.js';

const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim'];

interface LimitRange extends KubeObject {
  spec?: { limits?: LimitRangeItem[] | null };
}

export const limitRanges: Kind = {
  group: '',
  version: 'v1',
  kind: 'LimitRange',
  plural: 'limitranges',
  singular: 'limitrange',
  shortNames: ['limits'],
  namespaced: true,
  definition: 'v1.LimitRange',
  nameRule: 'subdomain',
  hasGeneration: false,
  createsOnUpdate: true,
  defaults({ spec }: LimitRange) {
    for (const item of spec?.limits ?? []) setItemDefaults(item);
  },
  prepareCreate({ metadata }: LimitRange) {
    metadata.name ||= randomUUID();
  },
  validate,
};

/** A limit comes from the maximum, a request from the limit or else from the minimum: K14/defaults. */
function setItemDefaults(item: LimitRangeItem): void {
  if (item.type !== 'Container') return;
  const limits = { ...item.max, ...item.default };
  const requests = { ...item.min, ...limits, ...item.defaultRequest };
  if (Object.keys(limits).length > 0) item.default = limits;
  if (Object.keys(requests).length > 0) item.defaultRequest = requests;
}

function validate({ spec }: LimitRange): FieldError[] {
  const seen = new Set<string>();
  return validateEach(spec?.limits, 'spec.limits', (item, field) => {
    const { type = '' } = item;
    const isRepeated = seen.has(type);
    seen.add(type);
    return [
      ...validateType(type, `${field}.type`),
      ...(isRepeated ? [duplicate(`${field}.type`, type)] : []),
      ...validateLimits(item, field),
    ];
  });
}

function validateType(type: string, field: string): FieldError[] {
  const errors = validateByRule(type, field, checkQualifiedName);
  return errors.length > 0 || type.includes('/') || TYPES.includes(type)
    ? errors
    : [
        invalid(
          field,
          type,
          'must be a standard limit type or fully qualified',
        ),
      ];
}
