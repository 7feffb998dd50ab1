import {
  type FieldError,
  forbiddenField,
  invalid,
  required,
} from '../api/field-error.js';
import type { Kind, NameRule } from '../api/kind.js';
import type { ObjectMeta } from '../api/kube-object.js';
import {
  checkLabelName,
  checkPathSegmentName,
  checkPathSegmentStart,
  checkSubdomainName,
} from './name-rules.js';

const CHECKS: Record<NameRule, (value: string) => string[]> = {
  label: checkLabelName,
  subdomain: checkSubdomainName,
  'path-segment': checkPathSegmentName,
};

/** What is wrong with the name: C6, C8. A name that exists needs to fit in a path only: it may be older than its rule. */
export function validateName(
  { kind, nameRule }: Kind,
  { name, generateName }: ObjectMeta,
  exists: boolean,
): FieldError[] {
  const rule = exists ? 'path-segment' : nameRule;
  const start = generateName
    ? checkStart(rule, generateName).map((message) =>
        invalid('metadata.generateName', generateName, message),
      )
    : [];
  if (!name)
    return [
      ...start,
      required('metadata.name', 'name or generateName is required'),
    ];
  return [
    ...start,
    ...CHECKS[rule](name).map((message) =>
      invalid('metadata.name', name, wordFor(kind, message)),
    ),
  ];
}

/** What is wrong with the namespace that an object is in. */
export function validateNamespace(
  { namespaced }: Kind,
  { namespace }: ObjectMeta,
): FieldError[] {
  const field = 'metadata.namespace';
  if (!namespaced)
    return namespace ? [forbiddenField(field, 'not allowed on this type')] : [];
  return namespace
    ? checkLabelName(namespace).map((message) =>
        invalid(field, namespace, message),
      )
    : [required(field)];
}

function checkStart(rule: NameRule, start: string): string[] {
  if (rule === 'path-segment') return checkPathSegmentStart(start);
  // The API server looks at a start that ends in a dash as if it were one letter shorter.
  const looked =
    start.length > 1 && start.endsWith('-') ? `${start.slice(0, -2)}a` : start;
  return CHECKS[rule](looked);
}

// Names of ReplicationControllers are checked by the newer generated code, which counts bytes.
const wordFor = (kind: string, message: string): string =>
  kind === 'ReplicationController'
    ? message.replace(/ characters$/, ' bytes')
    : message;
