import type { FieldError } from '../api/field-error.js';
import { required } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { validateNotNegative } from './field-validation.js';
import { matchesSelector } from './label-selector.js';
import {
  type PodTemplate,
  setTemplateDefaults,
  validateReplicaTemplate,
} from './pod-template.js';
import { type ReplicaCounts, validateReplicaCounts } from './replica-counts.js';

interface ReplicationController extends KubeObject {
  spec?: {
    replicas?: number;
    minReadySeconds?: number;
    selector?: Record<string, string>;
    template?: PodTemplate;
  };
  status?: ReplicaCounts;
}

/** ReplicationControllers: K8. Their selector can be changed: U10/rc-selector. */
export const replicationControllers: Kind = {
  group: '',
  version: 'v1',
  kind: 'ReplicationController',
  plural: 'replicationcontrollers',
  singular: 'replicationcontroller',
  shortNames: ['rc'],
  categories: ['all'],
  namespaced: true,
  subresources: ['scale', 'status'],
  definition: 'v1.ReplicationController',
  nameRule: 'subdomain',
  hasGeneration: true,
  defaultPropagation: 'orphan',
  defaults: setDefaults,
  prepareCreate: (draft) => {
    draft.status = {};
  },
  prepareUpdate: (draft, old) => {
    draft.status = old.status;
  },
  validate: validateSpec,
  validateStatus: ({ status }: ReplicationController) =>
    validateReplicaCounts(status),
  fields: {
    'status.replicas': ({ status }: ReplicationController) =>
      String(status?.replicas ?? 0),
  },
};

/** The labels of the template stand in for what is missing: K8/defaults. */
function setDefaults(draft: ReplicationController): void {
  const spec = (draft.spec ??= {});
  spec.replicas ??= 1;
  if (!spec.template) return;
  setTemplateDefaults(spec.template);
  const { labels } = spec.template.metadata ?? {};
  if (!labels) return;
  if (!hasKeys(spec.selector)) spec.selector = { ...labels };
  if (!hasKeys(draft.metadata.labels)) draft.metadata.labels = { ...labels };
}

const hasKeys = (map: Record<string, string> | undefined): boolean =>
  Object.keys(map ?? {}).length > 0;

function validateSpec({ spec = {} }: ReplicationController): FieldError[] {
  const { replicas, minReadySeconds, selector, template } = spec;
  return [
    ...validateNotNegative(minReadySeconds, 'spec.minReadySeconds'),
    ...(hasKeys(selector) ? [] : [required('spec.selector')]),
    ...validateNotNegative(replicas, 'spec.replicas'),
    ...validateReplicaTemplate(
      template,
      'spec.template',
      'ReplicationController',
      (labels) => matchesSelector({ matchLabels: selector }, labels),
    ),
  ];
}
