import {
  type FieldError,
  forbiddenField,
  invalid,
} from '../api/field-error.js';
import type { ObjectMeta } from '../api/kube-object.js';

// With what is printed where the field is not set.
const IMMUTABLE = {
  name: '',
  namespace: '',
  uid: '',
  creationTimestamp: null,
  deletionTimestamp: null,
  deletionGracePeriodSeconds: null,
} as const;

/** What a change of metadata may not do: U2/uid-patch, U11/add. */
export function validateImmutableMetadata(
  metadata: ObjectMeta,
  old: ObjectMeta,
): FieldError[] {
  return [
    ...validateNoNewFinalizers(metadata, old),
    ...Object.entries(IMMUTABLE).flatMap(([name, unset]) => {
      const key = name as keyof typeof IMMUTABLE;
      return metadata[key] === old[key]
        ? []
        : [
            invalid(
              `metadata.${key}`,
              metadata[key] ?? unset,
              'field is immutable',
            ),
          ];
    }),
  ];
}

function validateNoNewFinalizers(
  { finalizers = [] }: ObjectMeta,
  old: ObjectMeta,
): FieldError[] {
  if (!old.deletionTimestamp) return [];
  const added = [...new Set(finalizers)]
    .filter((name) => !old.finalizers?.includes(name))
    .sort();
  if (added.length === 0) return [];
  const list = added.map((name) => JSON.stringify(name)).join(', ');
  return [
    forbiddenField(
      'metadata.finalizers',
      `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`,
    ),
  ];
}
