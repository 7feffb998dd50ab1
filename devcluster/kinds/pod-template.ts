import type { FieldError } from '../api/field-error.js';
import {
  forbiddenField,
  invalid,
  notSupported,
  required,
} from '../api/field-error.js';
import { validateLabels } from './label-validation.js';
import { validateAnnotations } from './metadata-validation.js';
import { setPodSpecDefaults } from './pod-defaults.js';
import type { PodSpec } from './pod-spec/pod-spec.js';
import { validatePodSpec } from './pod-spec/pod-spec-validation.js';

/** What the pods of a workload are made after. */
export interface PodTemplate {
  metadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: PodSpec;
}

/** Fills in what a template has: less than a pod, because the pods that are made of it are defaulted once more. K1/template. */
export function setTemplateDefaults(template: PodTemplate): void {
  setPodSpecDefaults((template.spec ??= {}));
}

/** What is wrong with a template of any pods. */
export function validatePodTemplate(
  { metadata, spec = {} }: PodTemplate,
  field: string,
): FieldError[] {
  return [
    ...validateLabels(metadata?.labels, `${field}.labels`),
    ...validateAnnotations(metadata?.annotations, `${field}.annotations`),
    ...validatePodSpec(spec, `${field}.spec`, false),
    ...(spec.ephemeralContainers?.length
      ? [
          forbiddenField(
            `${field}.spec.ephemeralContainers`,
            'ephemeral containers not allowed in pod template',
          ),
        ]
      : []),
  ];
}

/** What is wrong with the template of pods that are replaced when they end. `matches` is the selector of their owner. */
export function validateReplicaTemplate(
  template: PodTemplate | undefined,
  field: string,
  owner: 'ReplicaSet' | 'ReplicationController',
  matches: (labels: Record<string, string>) => boolean,
): FieldError[] {
  if (!template) return [required(field)];
  const { metadata, spec = {} } = template;
  return [
    ...(matches(metadata?.labels ?? {})
      ? []
      : [
          invalid(
            `${field}.metadata.labels`,
            metadata?.labels,
            '`selector` does not match template `labels`',
          ),
        ]),
    ...validatePodTemplate(template, field),
    ...(spec.restartPolicy === 'Always'
      ? []
      : [
          notSupported(`${field}.spec.restartPolicy`, spec.restartPolicy, [
            'Always',
          ]),
        ]),
    ...(spec.activeDeadlineSeconds === undefined
      ? []
      : [
          forbiddenField(
            `${field}.spec.activeDeadlineSeconds`,
            `activeDeadlineSeconds in ${owner} is not Supported`,
          ),
        ]),
  ];
}
