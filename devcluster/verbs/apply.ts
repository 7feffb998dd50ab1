import { toApiVersion } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { badRequest, notFound } from '../api/status-error.js';
import type { Answer } from '../http/answer.js';
import { applyConfiguration } from '../patch/apply-configuration.js';
import { decodeObject } from '../schema/decode-object.js';
import { readBody } from '../schema/read-body.js';
import type { Call } from './call.js';
import { createObject } from './create-object.js';
import { withoutType } from './decode-body.js';
import { toObjectText } from './object-text.js';
import { setManagedFields } from './ownership.js';
import { toTimestamp } from './timestamp.js';
import { updateObject } from './update-object.js';
import { fromStored, storedAs } from './view.js';
import type { WriteOptions } from './write-options.js';

/** PATCH with a configuration: merges what the caller wants to own into the object, or makes it. */
export async function apply(
  call: Call,
  options: WriteOptions,
): Promise<Answer> {
  const { plane, kind, target, representation } = call;
  const text = await call.readBody();
  const config = toConfig(call, text);
  const stored = plane.store.get(
    storedAs(kind),
    kind.namespaced ? target.namespace : '',
    target.name,
  );
  if (!stored && target.subresource) throw notFound(kind, target.name);
  const { managedFields, draft } = merge(
    call,
    options,
    config,
    stored && fromStored(kind, stored),
  );
  const own = (_call: Call, _options: WriteOptions, made: KubeObject) =>
    setManagedFields(made, managedFields);
  const object = stored
    ? updateObject(call, options, draft, own)
    : await createObject(call, options, draft, own);
  return {
    code: stored ? 200 : 201,
    text: toObjectText(kind, object, representation),
  };
}

/** Reads what is applied, as it was sent: what Go would leave out is owned all the same. */
function toConfig({ kind, target }: Call, text: string): KubeObject {
  // Reading it as an object refuses what is none, in the API server's words.
  decodeObject({
    text,
    contentType: 'application/yaml',
    kind,
    fieldValidation: 'Ignore',
  });
  const value = (readBody(text, 'application/yaml').value ?? {}) as KubeObject;
  const { metadata = {} } = value as Partial<KubeObject>;
  if (metadata.managedFields?.length)
    throw badRequest('metadata.managedFields must be nil');
  const { name = target.name } = metadata;
  return {
    ...value,
    kind: kind.kind,
    apiVersion: toApiVersion(kind),
    metadata: { ...metadata, name },
  };
}

function merge(
  call: Call,
  { manager, force, fieldValidation }: WriteOptions,
  config: KubeObject,
  live: KubeObject | undefined,
) {
  const { kind, target } = call;
  const merged = applyConfiguration({
    definition: kind.definition,
    ...(live && { live }),
    config,
    force,
    manager,
    apiVersion: toApiVersion(kind),
    subresource: target.subresource,
    time: toTimestamp(new Date()),
  });
  const { managedFields, ...metadata } = merged.metadata;
  const decoded = decodeObject({
    text: JSON.stringify({ ...merged, metadata }),
    kind,
    fieldValidation,
  });
  for (const warning of decoded.warnings) call.warn(warning);
  return { managedFields, draft: withoutType(decoded.object) };
}
