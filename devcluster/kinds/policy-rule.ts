import { type FieldError, invalid, required } from '../api/field-error.js';
import { validateEach } from './field-validation.js';

/** A rule of a role. */
export interface PolicyRule {
  verbs?: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

/** What is wrong with the rules of a role: K18/invalid. */
export function validatePolicyRules(
  rules: readonly PolicyRule[] | null | undefined,
  isNamespaced: boolean,
): FieldError[] {
  return validateEach(rules, 'rules', (rule, field) => [
    ...(rule.verbs?.length ? [] : [required(`${field}.verbs`)]),
    ...(rule.nonResourceURLs?.length
      ? validatePaths(rule, isNamespaced, `${field}.nonResourceURLs`)
      : validateResources(rule, field)),
  ]);
}

function validatePaths(
  { nonResourceURLs, apiGroups, resources, resourceNames }: PolicyRule,
  isNamespaced: boolean,
  field: string,
): FieldError[] {
  const hasResources = [apiGroups, resources, resourceNames].some(
    (list) => list?.length,
  );
  return [
    ...(isNamespaced
      ? ['namespaced rules cannot apply to non-resource URLs']
      : []),
    ...(hasResources
      ? ['rules cannot apply to both regular resources and non-resource URLs']
      : []),
  ].map((message) => invalid(field, nonResourceURLs, message));
}

function validateResources(
  { apiGroups, resources }: PolicyRule,
  field: string,
): FieldError[] {
  return [
    ...(apiGroups?.length
      ? []
      : [
          required(
            `${field}.apiGroups`,
            'resource rules must supply at least one api group',
          ),
        ]),
    ...(resources?.length
      ? []
      : [
          required(
            `${field}.resources`,
            'resource rules must supply at least one resource',
          ),
        ]),
  ];
}
