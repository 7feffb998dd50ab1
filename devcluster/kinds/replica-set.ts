import type { FieldError } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { validateNotNegative } from './field-validation.js';
import { setTemplateDefaults } from './pod-template.js';
import { type ReplicaCounts, validateReplicaCounts } from './replica-counts.js';
import {
  type SelectedTemplate,
  validateSameSelector,
  validateSelectedTemplate,
} from './selected-template.js';

interface ReplicaSet extends KubeObject {
  spec?: SelectedTemplate;
  status?: ReplicaCounts;
}

/** ReplicaSets: U10/selector. */
export const replicaSets: Kind = {
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  singular: 'replicaset',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
  subresources: ['scale', 'status'],
  definition: 'apps.v1.ReplicaSet',
  nameRule: 'subdomain',
  hasGeneration: true,
  defaults: setDefaults,
  prepareCreate: (draft) => {
    draft.status = {};
  },
  prepareUpdate: (draft, old) => {
    draft.status = old.status;
  },
  validate: validateSpec,
  validateUpdate: validateSameSelector,
  validateStatus: ({ status }: ReplicaSet) => validateReplicaCounts(status),
};

function setDefaults(draft: ReplicaSet): void {
  const spec = (draft.spec ??= {});
  spec.replicas ??= 1;
  setTemplateDefaults((spec.template ??= {}));
}

function validateSpec({ spec = {} }: ReplicaSet): FieldError[] {
  return [
    ...validateNotNegative(spec.replicas, 'spec.replicas'),
    ...validateNotNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...validateSelectedTemplate(spec),
  ];
}
