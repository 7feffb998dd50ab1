import type { FieldError } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { setAutoscalerDefaults } from './autoscaler/autoscaler-defaults.js';
import type { AutoscalerSpec } from './autoscaler/autoscaler-spec.js';
import { validateAutoscaler } from './autoscaler/autoscaler-validation.js';
import { validateNotNegative } from './field-validation.js';

interface HorizontalPodAutoscaler extends KubeObject {
  spec?: AutoscalerSpec;
  status?: { currentReplicas?: number; desiredReplicas?: number };
}

/** HorizontalPodAutoscalers, stored and not acted on: nothing here measures pods. */
export const horizontalPodAutoscalers: Kind = {
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  namespaced: true,
  subresources: ['status'],
  definition: 'autoscaling.v2.HorizontalPodAutoscaler',
  nameRule: 'subdomain',
  hasGeneration: true,
  defaults: (draft: HorizontalPodAutoscaler) =>
    setAutoscalerDefaults((draft.spec ??= {})),
  prepareCreate: (draft) => {
    draft.status = {};
  },
  prepareUpdate: (draft, old) => {
    draft.status = old.status;
  },
  validate: ({ spec = {} }: HorizontalPodAutoscaler) =>
    validateAutoscaler(spec, 'spec'),
  validateStatus,
};

function validateStatus({ status }: HorizontalPodAutoscaler): FieldError[] {
  return (['currentReplicas', 'desiredReplicas'] as const).flatMap((name) =>
    validateNotNegative(status?.[name], `status.${name}`),
  );
}
