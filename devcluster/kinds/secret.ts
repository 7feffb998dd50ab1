import { type FieldError, invalid, tooLong } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { bytesOfBase64, CONTENT_BYTES, validateSealed } from './content.js';
import { validateByRule } from './field-validation.js';
import { checkConfigKey } from './name-rules.js';
import { validateSecretType } from './secret-type.js';

interface Secret extends KubeObject {
  type?: string;
  /** In base64. */
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  immutable?: boolean;
}

export const secrets: Kind = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  singular: 'secret',
  namespaced: true,
  definition: 'v1.Secret',
  nameRule: 'subdomain',
  hasGeneration: false,
  defaults: setDefaults,
  validate,
  validateUpdate,
  fields: { type: ({ type = '' }: Secret) => type },
};

function setDefaults(draft: Secret): void {
  const { stringData } = draft;
  delete draft.stringData;
  if (stringData && Object.keys(stringData).length > 0)
    draft.data = { ...draft.data, ...toBase64(stringData) };
  draft.type ||= 'Opaque';
}

function toBase64(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      Buffer.from(text).toString('base64'),
    ]),
  );
}

function validate({ metadata, type, data = {} }: Secret): FieldError[] {
  const bytes = Object.values(data).reduce(
    (sum, text) => sum + bytesOfBase64(text),
    0,
  );
  return [
    ...Object.keys(data).flatMap((key) =>
      validateByRule(key, `data[${key}]`, checkConfigKey),
    ),
    ...(bytes > CONTENT_BYTES ? [tooLong('data', CONTENT_BYTES)] : []),
    ...validateSecretType(type, data, metadata.annotations),
  ];
}

function validateUpdate(draft: Secret, old: Secret): FieldError[] {
  return [
    ...(draft.type === old.type
      ? []
      : [invalid('type', draft.type, 'field is immutable')]),
    ...validateSealed(draft, old, ['data']),
  ];
}
