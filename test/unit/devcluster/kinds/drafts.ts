import type { Kind } from '../../../../devcluster/api/kind.js';
import type { KubeObject } from '../../../../devcluster/api/kube-object.js';
import { completeObject } from '../../../../devcluster/schema/complete-object.js';
import { decodeObject } from '../../../../devcluster/schema/decode-object.js';

/** What a kind makes of a body: decoded, defaulted, prepared. */
export function toDraft(kind: Kind, body: object): KubeObject {
  const text = JSON.stringify({ metadata: { name: 'x' }, ...body });
  const { object } = decodeObject({ bytes: Buffer.from(text), kind });
  kind.defaults?.(object);
  kind.prepareCreate?.(object);
  return object;
}

/** The object as it would be shown. */
export function toShown(kind: Kind, body: object): KubeObject {
  return completeObject(kind.definition, toDraft(kind, body));
}

/** Why a kind refuses a body, in its order: `field: message`. */
export function refusalsOf(kind: Kind, body: object): string[] {
  const errors = kind.validate?.(toDraft(kind, body)) ?? [];
  return errors.map(({ field, message }) => `${field}: ${message}`);
}

/** What a change of an object is refused for. */
export function changeRefusals(
  kind: Kind,
  before: object,
  after: object,
): string[] {
  const errors = kind.validateUpdate?.(
    toDraft(kind, after),
    toDraft(kind, before),
  );
  return (errors ?? []).map(({ field, message }) => `${field}: ${message}`);
}
