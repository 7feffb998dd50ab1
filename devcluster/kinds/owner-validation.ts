import { type FieldError, invalid, required } from '../api/field-error.js';
import type { OwnerReference } from '../api/kube-object.js';

const FIELD = 'metadata.ownerReferences';
const NEEDED = ['kind', 'name', 'uid'] as const;

/** What is wrong with owner references: C11. */
export function validateOwnerReferences(
  references: readonly OwnerReference[] = [],
): FieldError[] {
  let controller = '';
  return references.flatMap((reference, index) => {
    const errors = validateReference(reference, `${FIELD}[${index}]`);
    if (!reference.controller) return errors;
    const name = `${reference.kind}/${reference.name}`;
    if (!controller) {
      controller = name;
      return errors;
    }
    return [
      ...errors,
      invalid(
        FIELD,
        references,
        `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`,
      ),
    ];
  });
}

function validateReference(
  reference: OwnerReference,
  field: string,
): FieldError[] {
  const { apiVersion, kind } = reference;
  return [
    ...validateApiVersion(apiVersion, `${field}.apiVersion`),
    ...NEEDED.filter((key) => !reference[key]).map((key) =>
      required(`${field}.${key}`, 'must not be empty'),
    ),
    ...(apiVersion === 'v1' && kind === 'Event'
      ? [
          invalid(
            field,
            reference,
            '/v1, Kind=Event is disallowed from being an owner',
          ),
        ]
      : []),
  ];
}

function validateApiVersion(value: string, field: string): FieldError[] {
  if (!value) return [required(field, 'must not be empty')];
  const parts = value.split('/');
  return parts.length > 2 || !parts.at(-1)
    ? [invalid(field, value, 'must be <group>/<version> or <version>')]
    : [];
}
