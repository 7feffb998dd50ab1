import { type FieldError, forbiddenField } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import {
  validateQuotaResourceName,
  validateResourceAmount,
} from './resource-rules.js';

type Amounts = Record<string, string>;

interface ResourceQuota extends KubeObject {
  spec?: { hard?: Amounts; scopes?: string[]; scopeSelector?: object };
  status?: { hard?: Amounts; used?: Amounts };
}

export const resourceQuotas: Kind = {
  group: '',
  version: 'v1',
  kind: 'ResourceQuota',
  plural: 'resourcequotas',
  singular: 'resourcequota',
  shortNames: ['quota'],
  namespaced: true,
  subresources: ['status'],
  definition: 'v1.ResourceQuota',
  nameRule: 'subdomain',
  hasGeneration: false,
  returnsDeleted: true,
  prepareCreate(draft: ResourceQuota) {
    draft.status = {};
  },
  validate,
  validateStatus,
};

function validate({ spec = {} }: ResourceQuota): FieldError[] {
  return [
    ...validateAmounts(spec.hard, 'spec.hard'),
    ...(spec.scopes?.length ? [refuseScopes('spec.scopes')] : []),
    ...(spec.scopeSelector ? [refuseScopes('spec.scopeSelector')] : []),
  ];
}

/** A quota that counted more than it should would be worse than none. */
const refuseScopes = (field: string): FieldError =>
  forbiddenField(field, 'scopes are not simulated by the dev cluster');

function validateStatus({ status = {} }: ResourceQuota): FieldError[] {
  return [
    ...validateAmounts(status.hard, 'status.hard'),
    ...validateAmounts(status.used, 'status.used'),
  ];
}

function validateAmounts(amounts: Amounts = {}, field: string): FieldError[] {
  return Object.entries(amounts).flatMap(([name, amount]) => [
    ...validateQuotaResourceName(name, `${field}[${name}]`),
    ...validateResourceAmount(name, amount, `${field}[${name}]`),
  ]);
}
