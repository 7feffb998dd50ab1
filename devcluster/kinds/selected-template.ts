import { isDeepStrictEqual } from 'node:util';

import type { FieldError } from '../api/field-error.js';
import { invalid, required } from '../api/field-error.js';
import type { KubeObject } from '../api/kube-object.js';
import {
  isEmptySelector,
  type LabelSelector,
  matchesSelector,
  validateLabelSelector,
} from './label-selector.js';
import { type PodTemplate, validateReplicaTemplate } from './pod-template.js';

/** The part that ReplicaSets and Deployments have in common. */
export interface SelectedTemplate {
  replicas?: number;
  minReadySeconds?: number;
  selector?: LabelSelector;
  template?: PodTemplate;
}

interface Selecting extends KubeObject {
  spec?: SelectedTemplate;
}

const FIELD = 'spec.selector';

/** What is wrong with a selector and the template whose pods it has to select. */
export function validateSelectedTemplate({
  selector,
  template = {},
}: SelectedTemplate): FieldError[] {
  const errors = validateLabelSelector(selector, FIELD);
  // A selector that cannot be read selects nothing that could be compared with the template.
  if (errors.length > 0)
    return [...errors, invalid(FIELD, selector, 'invalid label selector')];
  return [
    ...validateGiven(selector),
    ...validateReplicaTemplate(
      template,
      'spec.template',
      'ReplicaSet',
      (labels) => matchesSelector(selector, labels),
    ),
  ];
}

function validateGiven(selector: LabelSelector | undefined): FieldError[] {
  if (!selector) return [required(FIELD)];
  return isEmptySelector(selector)
    ? [invalid(FIELD, selector, 'empty selector is invalid for deployment')]
    : [];
}

/** The selector stays as it was made: U10/selector. */
export const validateSameSelector = (
  draft: Selecting,
  old: Selecting,
): FieldError[] =>
  isDeepStrictEqual(draft.spec?.selector, old.spec?.selector)
    ? []
    : [invalid(FIELD, draft.spec?.selector, 'field is immutable')];
