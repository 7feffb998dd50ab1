import type { Json, KubeObject } from '../api/kube-object.js';
import { badRequest, StatusError } from '../api/status-error.js';
import { type BodyKind, toVersion } from '../schema/body-kind.js';
import { DecodeError } from '../schema/decode-error.js';
import type { Decoded, FieldValidation } from '../schema/decode-object.js';
import { toJsonWord } from '../schema/fit-scalar.js';
import { Fitting } from '../schema/fit-value.js';
import { parseYaml } from '../schema/parse-yaml.js';
import { structType } from '../schema/struct-type.js';
import { applyConfiguration } from './apply-configuration.js';
import { isFields } from './merge-patch.js';
import { rootField } from './typed-field.js';
import { validateConfig } from './validate-config.js';

export interface ApplyObjectOptions {
  /** YAML, which JSON is, too. */
  text: string;
  kind: BodyKind;
  /** The object as the kind shows it; nothing when it is to be made. */
  live?: KubeObject;
  manager: string;
  force: boolean;
  /** Empty for the object itself. */
  subresource: string;
  /** RFC 3339, whole seconds. */
  time: string;
  /** `Warn` when left out. */
  fieldValidation?: FieldValidation;
}

/** Applies the body of a server-side apply and returns the object that it makes, canonical as after decodeObject, with its new
 * metadata.managedFields. Throws the StatusError that the API server answers. */
export function applyObject(options: ApplyObjectOptions): Decoded {
  const { kind, live, fieldValidation = 'Warn' } = options;
  const { config, duplicates } = readConfig(options.text);
  checkConfig(config, kind);
  const merged = applyConfiguration({
    ...options,
    definition: kind.definition,
    apiVersion: toVersion(kind),
    config,
  });
  if (fieldValidation === 'Strict' && duplicates.length > 0)
    throw badRequest(
      `error strict decoding patch: ${['error converting YAML to JSON: yaml: unmarshal errors:', ...duplicates].join('\n  ')}`,
    );
  const object = fit(merged, config, kind);
  return {
    object: live || object.metadata ? object : { ...object, metadata: {} },
    warnings: fieldValidation === 'Warn' ? duplicates : [],
  };
}

function readConfig(text: string): {
  config: KubeObject;
  duplicates: string[];
} {
  try {
    const { value, duplicates } = parseYaml(text);
    const config = (value ?? {}) as Json;
    if (!isFields(config))
      throw badRequest(
        `error decoding patch: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${toJsonWord(config)} into Go value of type map[string]interface {}`,
      );
    return { config: config as unknown as KubeObject, duplicates };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw badRequest(`error encoding patch: ${error.message}`);
  }
}

/** A configuration says what it is, leaves the books to the server and has only what its type has. */
function checkConfig(config: KubeObject, kind: BodyKind): void {
  const version = toVersion(kind);
  if (config.apiVersion !== version || config.kind !== kind.kind)
    throw badRequest(`invalid object type: ${toKindText(config)}`);
  const metadata = config.metadata as KubeObject['metadata'] | undefined;
  if ((metadata?.managedFields ?? undefined) !== undefined)
    throw badRequest('metadata.managedFields must be nil');
  const errors = validateConfig(
    config as unknown as Json,
    rootField(structType(kind.definition)),
  );
  if (errors.length === 0) return;
  const text =
    errors.length === 1 ? errors[0] : ['errors:', ...errors].join('\n  ');
  throw new StatusError(
    500,
    undefined,
    `failed to create typed patch object (${toName(config)}): ${text}`,
  );
}

function fit(
  merged: KubeObject,
  config: KubeObject,
  { definition }: BodyKind,
): KubeObject {
  try {
    const struct = structType(definition);
    return new Fitting().fitStruct(merged, struct) as KubeObject;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new StatusError(
      500,
      undefined,
      `failed to convert new object (${toName(config)}) to proper version: unable to convert unstructured object to ${toKindText(config)}: ${error.message}`,
    );
  }
}

function toName(config: KubeObject): string {
  const { namespace = '', name = '' } = config.metadata ?? {};
  return `${namespace}/${name}; ${toKindText(config)}`;
}

/** `apps/v1, Kind=Deployment`, `/v1, Kind=Pod`. */
function toKindText({ apiVersion = '', kind = '' }: KubeObject): string {
  const version = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
  return `${version}, Kind=${kind}`;
}
