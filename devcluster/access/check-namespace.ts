import type { KubeObject } from '../api/kube-object.js';
import { badRequest } from '../api/status-error.js';

/** Throws the Status of a body that names another namespace than the path. */
export function checkNamespace(
  { metadata }: Partial<KubeObject>,
  namespace: string,
): void {
  if (metadata?.namespace && metadata.namespace !== namespace)
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
}
