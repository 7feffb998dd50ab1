import { type FieldError, invalid } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { validateByRule } from './field-validation.js';
import { isStandardFinalizer } from './finalizer-validation.js';
import { checkQualifiedName } from './name-rules.js';

const NAME_LABEL = 'kubernetes.io/metadata.name';
/** Held by a namespace until its content is gone. */
const FINALIZER = 'kubernetes';

interface Namespace extends KubeObject {
  spec?: { finalizers?: string[] };
  status?: { phase?: string };
}

export const namespaces: Kind = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  namespaced: false,
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  subresources: ['finalize', 'status'],
  definition: 'v1.Namespace',
  nameRule: 'label',
  hasGeneration: false,
  returnsDeleted: true,
  defaults: setDefaults,
  prepareCreate,
  prepareUpdate,
  validate: validateSpec,
  validateStatus,
  fields: {
    'status.phase': ({ status }: Namespace) => status?.phase ?? '',
  },
};

function setDefaults(draft: Namespace): void {
  labelWithName(draft);
  draft.status = { ...draft.status, phase: draft.status?.phase || 'Active' };
}

function prepareCreate(draft: Namespace): void {
  // Once more, because a generated name came after the defaults.
  labelWithName(draft);
  const finalizers = draft.spec?.finalizers ?? [];
  draft.spec = {
    finalizers: finalizers.includes(FINALIZER)
      ? finalizers
      : [...finalizers, FINALIZER],
  };
  draft.status = { phase: 'Active' };
}

function prepareUpdate(draft: Namespace, old: Namespace): void {
  draft.spec = old.spec ?? {};
}

function labelWithName({ metadata }: Namespace): void {
  if (metadata.name)
    metadata.labels = { ...metadata.labels, [NAME_LABEL]: metadata.name };
}

function validateSpec({ spec }: Namespace): FieldError[] {
  const field = 'spec.finalizers';
  return (spec?.finalizers ?? []).flatMap((name) => [
    ...validateByRule(name, field, checkQualifiedName),
    ...(isStandardFinalizer(name)
      ? []
      : [
          invalid(
            field,
            name,
            'name is neither a standard finalizer name nor is it fully qualified',
          ),
        ]),
  ]);
}

function validateStatus({ metadata, status }: Namespace): FieldError[] {
  const [phase, state] = metadata.deletionTimestamp
    ? ['Terminating', 'is not empty']
    : ['Active', 'is empty'];
  return status?.phase === phase
    ? []
    : [
        invalid(
          'status.Phase',
          status?.phase ?? '',
          `may only be '${phase}' if \`deletionTimestamp\` ${state}`,
        ),
      ];
}
