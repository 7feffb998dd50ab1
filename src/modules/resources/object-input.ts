import type { RawObject } from '../../cluster/cluster.js';
import { refuseAt } from './require-kind.js';

/** An object of the input, with what names it. */
export interface Wanted {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name?: string;
  object: RawObject;
}

/** Reads the `object` of an input; the mutation ends when it does not say what it is, or contradicts `namespace`. */
export function readObject({
  object,
  namespace,
}: {
  object: unknown;
  namespace?: string;
}): Wanted {
  const at = (...path: string[]) => ['object', ...path];
  if (!isObject(object))
    refuseAt(
      at(),
      'object must be a JSON object, as in {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}}.',
    );
  const { apiVersion, kind, metadata = {} } = object as Record<string, unknown>;
  requireText(
    at('apiVersion'),
    apiVersion,
    'apiVersion, e.g. "v1" or "apps/v1"',
  );
  requireText(at('kind'), kind, 'kind, e.g. "ConfigMap"');
  if (!isObject(metadata))
    refuseAt(
      at('metadata'),
      'metadata must be an object, as in {"name": "x"}.',
    );
  const { name, namespace: own } = metadata as Record<string, unknown>;
  for (const [key, value] of Object.entries({ name, namespace: own }))
    if (value !== undefined && typeof value !== 'string')
      refuseAt(at('metadata', key), `metadata.${key} must be a text.`);
  if (own !== undefined && namespace !== undefined && own !== namespace)
    refuseAt(
      ['namespace'],
      `The namespace is "${namespace}", but the object says "${own as string}". Say one of them.`,
    );
  const place = (own as string | undefined) ?? namespace;
  const placed = {
    ...(metadata as object),
    ...(place !== undefined && { namespace: place }),
  };
  return {
    apiVersion: apiVersion as string,
    kind: kind as string,
    namespace: place,
    name: (name as string | undefined) || undefined,
    object: { ...(object as RawObject), metadata: placed },
  };
}

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function requireText(field: string[], value: unknown, what: string): void {
  if (typeof value !== 'string' || value === '')
    refuseAt(field, `The object must say its ${what}.`);
}
