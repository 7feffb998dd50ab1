import { isDeepStrictEqual } from 'node:util';

import type { FieldError } from '../api/field-error.js';
import { invalid } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import {
  type DeploymentStrategy,
  setStrategyDefaults,
  validateStrategy,
} from './deployment-strategy.js';
import { validateNotNegative } from './field-validation.js';
import { setTemplateDefaults } from './pod-template.js';
import { type ReplicaCounts, validateReplicaCounts } from './replica-counts.js';
import {
  type SelectedTemplate,
  validateSameSelector,
  validateSelectedTemplate,
} from './selected-template.js';

interface Deployment extends KubeObject {
  spec?: SelectedTemplate & {
    strategy?: DeploymentStrategy;
    revisionHistoryLimit?: number;
    progressDeadlineSeconds?: number;
    paused?: boolean;
  };
  status?: ReplicaCounts;
}

/** Deployments: K9/defaults, U10/selector. */
export const deployments: Kind = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  subresources: ['scale', 'status'],
  definition: 'apps.v1.Deployment',
  nameRule: 'subdomain',
  hasGeneration: true,
  defaults: setDefaults,
  prepareCreate: (draft) => {
    draft.status = {};
  },
  prepareUpdate,
  validate: validateSpec,
  validateUpdate: validateSameSelector,
  validateStatus,
};

function setDefaults(draft: Deployment): void {
  const spec = (draft.spec ??= {});
  spec.replicas ??= 1;
  setStrategyDefaults((spec.strategy ??= {}));
  spec.revisionHistoryLimit ??= 10;
  spec.progressDeadlineSeconds ??= 600;
  setTemplateDefaults((spec.template ??= {}));
}

/** Annotations count as a change of the spec, because they are copied to the ReplicaSets. */
function prepareUpdate(draft: Deployment, old: Deployment): void {
  draft.status = old.status;
  const { metadata } = draft;
  const { annotations = {}, generation = 0 } = old.metadata;
  if (!isDeepStrictEqual(metadata.annotations ?? {}, annotations))
    metadata.generation = generation + 1;
}

function validateSpec({ spec = {} }: Deployment): FieldError[] {
  const { minReadySeconds = 0, progressDeadlineSeconds = 0 } = spec;
  const deadlineField = 'spec.progressDeadlineSeconds';
  return [
    ...validateNotNegative(spec.replicas, 'spec.replicas'),
    ...validateSelectedTemplate(spec),
    ...validateStrategy(spec.strategy ?? {}),
    ...validateNotNegative(minReadySeconds, 'spec.minReadySeconds'),
    ...validateNotNegative(
      spec.revisionHistoryLimit,
      'spec.revisionHistoryLimit',
    ),
    ...validateNotNegative(progressDeadlineSeconds, deadlineField),
    ...(progressDeadlineSeconds <= minReadySeconds
      ? [
          invalid(
            deadlineField,
            progressDeadlineSeconds,
            'must be greater than minReadySeconds',
          ),
        ]
      : []),
  ];
}

function validateStatus({ status }: Deployment, old: Deployment): FieldError[] {
  const { collisionCount = 0 } = status ?? {};
  const before = old.status?.collisionCount;
  return [
    ...validateReplicaCounts(status),
    ...(before !== undefined && collisionCount < before
      ? [
          invalid(
            'status.collisionCount',
            collisionCount,
            'cannot be decremented',
          ),
        ]
      : []),
  ];
}
