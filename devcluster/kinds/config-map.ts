import { type FieldError, invalid, tooLong } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { bytesOfBase64, CONTENT_BYTES, validateSealed } from './content.js';
import { validateByRule } from './field-validation.js';
import { checkConfigKey } from './name-rules.js';

interface ConfigMap extends KubeObject {
  data?: Record<string, string>;
  /** In base64. */
  binaryData?: Record<string, string>;
  immutable?: boolean;
}

export const configMaps: Kind = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  namespaced: true,
  definition: 'v1.ConfigMap',
  nameRule: 'subdomain',
  hasGeneration: false,
  validate,
  validateUpdate: (draft: ConfigMap, old: ConfigMap) =>
    validateSealed(draft, old, ['data', 'binaryData']),
};

function validate({ data = {}, binaryData = {} }: ConfigMap): FieldError[] {
  const errors = [
    ...Object.keys(data).flatMap((key) => [
      ...validateByRule(key, `data[${key}]`, checkConfigKey),
      ...(Object.hasOwn(binaryData, key)
        ? [
            invalid(
              `data[${key}]`,
              key,
              'duplicate of key present in binaryData',
            ),
          ]
        : []),
    ]),
    ...Object.keys(binaryData).flatMap((key) =>
      validateByRule(key, `binaryData[${key}]`, checkConfigKey),
    ),
  ];
  return sizeOf(data, binaryData) > CONTENT_BYTES
    ? // The whole object is meant, which the API server prints so.
      [...errors, tooLong('[]', CONTENT_BYTES)]
    : errors;
}

function sizeOf(
  data: Record<string, string>,
  binaryData: Record<string, string>,
): number {
  return [
    ...Object.values(data).map((text) => Buffer.byteLength(text)),
    ...Object.values(binaryData).map(bytesOfBase64),
  ].reduce((sum, bytes) => sum + bytes, 0);
}
