import { type FieldError, forbiddenField } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { parseQuantity } from '../quantity/parse-quantity.js';
import { compareQuantities, type Quantity } from '../quantity/quantity.js';
import { isEqual } from '../store/is-equal.js';
import { addFinalizer } from './add-finalizer.js';
import { type ClaimSpec, validateClaimSpec } from './claim-spec.js';
import { fillDataSource } from './data-source.js';

interface Claim extends KubeObject {
  spec?: ClaimSpec;
  status?: { phase?: string; capacity?: Record<string, string> };
}

export const persistentVolumeClaims: Kind = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  namespaced: true,
  subresources: ['status'],
  definition: 'v1.PersistentVolumeClaim',
  nameRule: 'subdomain',
  hasGeneration: false,
  returnsDeleted: true,
  defaults(draft: Claim) {
    if (draft.spec) draft.spec.volumeMode ??= 'Filesystem';
    draft.status = { ...draft.status, phase: draft.status?.phase || 'Pending' };
  },
  prepareCreate(draft: Claim) {
    draft.status = { phase: 'Pending' };
    if (draft.spec) fillDataSource(draft.spec);
    // Admission's part: what a pod uses is not taken from under it.
    addFinalizer(draft, 'kubernetes.io/pvc-protection');
  },
  prepareUpdate(draft: Claim, old: Claim) {
    if (draft.spec) fillDataSource(draft.spec, old.spec);
  },
  validate: ({ spec = {} }: Claim) => validateClaimSpec(spec),
  validateUpdate,
};

/** U10/pvc: only a bound claim can change, and only in size. */
function validateUpdate(draft: Claim, old: Claim): FieldError[] {
  const before = { ...old.spec };
  const after = { ...draft.spec };
  if (!before.volumeName) before.volumeName = after.volumeName;
  if (draft.status?.phase === 'Bound') {
    after.resources = before.resources;
    after.volumeAttributesClassName = before.volumeAttributesClassName;
  }
  return [
    ...(isEqual(before, after)
      ? []
      : [forbiddenField('spec', describeChange(before, after))]),
    ...validateSize(draft, old),
  ];
}

/** A claim can shrink while it waits to be made larger, but not below what it has. */
function validateSize(draft: Claim, old: Claim): FieldError[] {
  const after = sizeOf(draft.spec?.resources?.requests);
  const before = sizeOf(old.spec?.resources?.requests);
  const isSmaller = compareQuantities(after, before) < 0;
  return isSmaller &&
    compareQuantities(after, sizeOf(old.status?.capacity)) <= 0
    ? [
        forbiddenField(
          'spec.resources.requests.storage',
          'field can not be less than status.capacity',
        ),
      ]
    : [];
}

const sizeOf = (amounts: Record<string, string> = {}): Quantity =>
  parseQuantity(amounts.storage ?? '0');

const describeChange = (before: object, after: object): string =>
  [
    'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    `- ${JSON.stringify(before)}`,
    `+ ${JSON.stringify(after)}`,
  ].join('\n');
